using System.Text.Json.Nodes;
using Scout.Server.Sources.Tandem;
using Scout.TestKit;
using Scout.TestKit.Tandem;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>A pump's data on their way to Nightscout, through the whole server.</summary>
public sealed class PumpStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_day_is_written_once(string engine)
    {
        await using var house = await PumpHouse.OpensAsync(engine);
        house.Lives(30);

        var first = await house.RunAsync(days: 2);
        first.Problem.ShouldBe("");
        first.Tally.Written.ShouldBeGreaterThan(600);
        house.Site.Treatments("Temp Basal").Count.ShouldBeGreaterThan(300);
        house.Site.Treatments("Combo Bolus").ShouldNotBeEmpty();
        house.Site.Documents("entries").Count.ShouldBeGreaterThan(300);
        var (content, writes) = (house.Content(), house.Site.Writes);

        var second = await house.RunAsync(days: 2);
        second.Problem.ShouldBe("");
        second.Tally.Written.ShouldBe(0);
        second.Tally.Known.ShouldBe(first.Tally.Written);
        house.Site.Writes.ShouldBe(writes);
        house.Content().ShouldBe(content);
        house.Tandem.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task The_last_rate_gets_its_whole_length_when_the_next_one_is_known()
    {
        await using var house = await PumpHouse.OpensAsync();
        var at = house.Now.AddMinutes(-20);
        house.Life.Rate(at, 1_000);
        await house.RunAsync();
        Duration().ShouldBe(0); // nothing else was logged: it lasted until it was logged

        house.Life.Rate(at.AddMinutes(15), 500);
        await house.RunAsync();
        Duration().ShouldBe(15);
        house.Site.Treatments("Temp Basal").Count.ShouldBe(2);

        double Duration() =>
            house.Site.Treatments("Temp Basal").Single(row => (double)row["rate"]! == 1)["duration"] is { } minutes
                ? (double)minutes
                : 0;
    }

    [Fact]
    public async Task What_was_deleted_by_hand_stays_deleted_and_what_comes_late_is_written()
    {
        await using var house = await PumpHouse.OpensAsync();
        var late = house.Pump.SkipSequence();
        house.Lives(3);
        await house.RunAsync();
        var bolus = house.Site.Treatments("Temp Basal")[4];
        house.Site.Delete("treatments", $"{bolus["_id"]}");
        // The last one, which the next run would write anew, is deleted as well.
        var last = house.Site.Treatments("Temp Basal").MaxBy(row => $"{row["created_at"]}")!;
        house.Site.Delete("treatments", $"{last["_id"]}");
        var before = house.Site.Treatments("Temp Basal").Count;

        house.Life.Rate(house.Now.AddMinutes(-100).AddSeconds(30), 123, late);
        house.Time.Advance(TimeSpan.FromMinutes(10));
        house.Life.Rate(house.Now, 456);
        var result = await house.RunAsync();

        result.Problem.ShouldBe("");
        var rates = house.Site.Treatments("Temp Basal");
        rates.Select(row => (double)row["rate"]!).ShouldContain(0.12);
        rates.Count.ShouldBe(before + 2);
        rates.Select(row => $"{row["identifier"]}").ShouldNotContain($"{bolus["identifier"]}");
        rates.Select(row => $"{row["identifier"]}").ShouldNotContain($"{last["identifier"]}");
        (await house.RunAsync()).Tally.Written.ShouldBe(0);
    }

    [Fact]
    public async Task What_tconnectsync_wrote_is_recognised()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(6);
        var mark = house.Now.AddHours(-2);
        house.Site.Write(
            "treatments",
            new JsonObject
            {
                ["eventType"] = "Temp Basal",
                ["created_at"] = mark.ToString("yyyy-MM-dd HH:mm:ss+00:00"),
                ["enteredBy"] = "Pump (tconnectsync)",
                ["pump_event_id"] = "17",
            }
        );

        await house.RunAsync();
        await house.RunAsync(days: 7);

        var rates = house.Site.Treatments("Temp Basal").Where(row => row["identifier"] is not null).ToList();
        rates.ShouldNotBeEmpty();
        rates.Min(row => DateTimeOffset.Parse($"{row["created_at"]}")).UtcDateTime.ShouldBeGreaterThan(mark);
        // Of what had no document of its own nothing is left out.
        house.Site.Documents("entries").Count.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task A_run_that_pretends_writes_nothing_and_says_what_it_would()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(3);

        var pretended = await house.RunAsync(isPretend: true);
        house.Site.Writes.ShouldBe(0);
        var real = await house.RunAsync();

        pretended.Tally.Written.ShouldBe(real.Tally.Written);
        pretended.Tally.CountsText.ShouldBe(real.Tally.CountsText);
        house.Site.Writes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_answer_that_is_lost_makes_no_second_document()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(12);
        house.Site.LostAnswers = 1;

        (await house.RunAsync()).Problem.ShouldNotBe("");
        var once = house.Site.Documents("entries").Count + house.Site.Documents("treatments").Count;
        var writes = house.Site.Writes;
        once.ShouldBe(writes);
        (await house.RunAsync()).Problem.ShouldBe("");

        // What the lost answer was about is not even written again.
        (house.Site.Documents("entries").Count + house.Site.Documents("treatments").Count).ShouldBe(house.Site.Writes);
    }

    /// <summary>Longer than the daily run for late events looks back; and somebody asked for the last day before.</summary>
    [Theory, ClassData(typeof(BothEngines))]
    public async Task After_days_of_silence_a_sync_reaches_back_to_where_the_last_one_ended(string engine)
    {
        await using var house = await PumpHouse.OpensAsync(engine);
        house.Lives(2);
        (await house.RunAsync()).Problem.ShouldBe("");
        var end = house.Now;
        house.Time.AdvanceTo(house.Time.GetUtcNow().AddDays(12));
        house.Life.Live(end, house.Now, minutes: 60);
        house.Pump.UploadedAt = house.Time.GetUtcNow();
        (await house.RunAsync()).Problem.ShouldBe("");
        house.Site.Treatments("Temp Basal").Count.ShouldBeLessThan(24 * 4);

        await house.RestartAsync(new KeyValuePair<string, string?>("Scout:Tandem:IntervalMinutes", "5"));
        await house.Desk.LookAsync(DeclaredPumpKeeper.Id, Stop);

        house.Site.Treatments("Temp Basal").Count.ShouldBe(24 + (24 * 12));
        house.Site.Documents("entries").Count.ShouldBe(24 + (24 * 12));
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Only_one_run_at_a_time(string engine)
    {
        await using var house = await PumpHouse.OpensAsync(engine);
        house.Lives(2);
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var held = new ManualResetEventSlim();
        house.Tandem.OnLogs = () =>
        {
            inside.TrySetResult();
            held.Wait(Stop);
        };

        var first = Task.Run(() => house.RunAsync(), Stop);
        await inside.Task.WaitAsync(Stop);
        (await house.RunAsync()).WasBusy.ShouldBeTrue();
        held.Set();

        (await first).Problem.ShouldBe("");
        house.Tandem.OnLogs = null;
        (await house.RunAsync()).WasBusy.ShouldBeFalse();
    }

    [Fact]
    public async Task A_restart_makes_no_login_and_a_refused_token_makes_one()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(1);
        await house.RunAsync();
        await house.RestartAsync();
        (await house.RunAsync()).Problem.ShouldBe("");
        house.Tandem.Logins.ShouldBe(1);

        house.Tandem.ForgetTokens();
        (await house.RunAsync()).Problem.ShouldBe("");
        house.Tandem.Logins.ShouldBe(2);

        // Refused again so soon, it is not the token's fault.
        house.Tandem.ForgetTokens();
        (await house.RunAsync()).Problem.ShouldContain("refuses what it gave");
        house.Tandem.Logins.ShouldBe(2);

        house.Time.Advance(TimeSpan.FromHours(9));
        house.Lives(1);
        (await house.RunAsync()).Problem.ShouldBe("");
        house.Tandem.Logins.ShouldBe(3);
    }

    [Fact]
    public async Task Wrong_credentials_are_tried_once_until_somebody_acts()
    {
        await using var house = await PumpHouse.OpensAsync(
            before: house => house.Person.Password = "another",
            settings: new KeyValuePair<string, string?>("Scout:Tandem:IntervalMinutes", "5")
        );
        house.Tandem.Logins.ShouldBe(1);
        await house.Server.AdvanceAsync(TimeSpan.FromHours(3), Stop);
        await house.RestartAsync();
        (await house.RunAsync()).Problem.ShouldContain("US or EU");
        house.Tandem.Logins.ShouldBe(1);

        await house.RestartAsync(new KeyValuePair<string, string?>("Scout:Tandem:Password", "another"));
        house.Tandem.Logins.ShouldBe(2);
        (await house.RowAsync())!.Failure.ShouldBe("None");
    }

    [Fact]
    public async Task Failures_are_tried_later_and_later_and_across_restarts()
    {
        await using var house = await PumpHouse.OpensAsync(
            before: house => house.Tandem.DataFault = 404,
            settings: new KeyValuePair<string, string?>("Scout:Tandem:IntervalMinutes", "5")
        );
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 60; i++)
        {
            var before = Asked();
            await house.Server.AdvanceAsync(TimeSpan.FromSeconds(30), Stop);
            if (Asked() > before)
            {
                times.Add(house.Time.GetUtcNow());
            }

            if (i == 5)
            {
                await house.RestartAsync();
            }
        }

        times
            .Zip(times.Skip(1), (one, next) => (next - one).TotalSeconds)
            .Take(6)
            .ShouldBe([60, 120, 240, 300, 300, 300]);
        house.Tandem.Logins.ShouldBe(1);

        int Asked() => house.Tandem.Asked.Count(line => line.Contains("pumper", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pump_whose_clock_is_ahead_is_told_and_nothing_is_written_into_the_future()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Life.Live(house.Now.AddMinutes(-60), house.Now.AddMinutes(10));
        house.Pump.UploadedAt = house.Time.GetUtcNow();

        var result = await house.RunAsync();

        result.Problem.ShouldBe("");
        result.Tally.Held.ShouldBeGreaterThan(0);
        foreach (var row in house.Site.Documents("treatments").Concat(house.Site.Documents("entries")))
        {
            var at = DateTimeOffset.Parse($"{row["created_at"] ?? row["dateString"]}");
            at.ShouldBeLessThan(house.Time.GetUtcNow().AddMinutes(5).AddSeconds(1));
        }

        (await house.RowAsync())!.Told.ShouldBe(PumpNews.Ahead);
    }

    [Fact]
    public async Task A_pump_that_somebody_asked_for_and_that_has_long_been_silent_is_warned_of()
    {
        await using var house = await PumpHouse.OpensAsync(
            settings: new KeyValuePair<string, string?>("Scout:Tandem:PumpSerialNumber", "90000001")
        );
        house.Life.Rate(house.Now.AddDays(-5), 700);
        (await house.RunAsync()).Tally.Warnings.ShouldHaveSingleItem().ShouldContain("you may have switched");

        house.Lives(1);
        (await house.RunAsync()).Tally.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Profiles_are_brought_and_only_when_they_differ()
    {
        await using var house = await PumpHouse.OpensAsync(
            before: house => house.Pump.Settings = PumpLife.Settings(),
            settings: new KeyValuePair<string, string?>("Scout:Tandem:Features:0", "PROFILES")
        );
        house.Lives(1);
        await house.RunAsync();
        await house.RunAsync();
        house.Site.Documents("profile").Count.ShouldBe(1);
        $"{house.Site.Documents("profile")[0]["defaultProfile"]}".ShouldBe("Everyday");

        house.Pump.Settings = PumpLife.Settings(basal: 900);
        await house.RunAsync();
        house.Site.Documents("profile").Count.ShouldBe(2);
    }
}
