using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Sources;

/// <summary>
/// What went wrong in the tutorial that Scout grew out of, row by row of the table of its defects, as far as reading sites
/// is concerned. Each of these fails on code that takes entries[0]['sgv'] in a loop.
/// </summary>
[Trait("Rule", "NS-R31")]
public sealed class TutorialTests
{
    private static readonly DateTimeOffset Noon = SiteBench.Noon;

    [Fact]
    public async Task Row_1_a_calibration_on_top_is_no_failure_and_hides_no_low()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(61, Noon.AddMinutes(-2));
        bench.Site.AddRow($$"""{"type":"cal","slope":900,"intercept":1,"date":{{Noon.ToUnixTimeMilliseconds()}}}""");
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([61]);
    }

    [Fact]
    public async Task Row_2_an_old_reading_stays_old_however_often_it_is_read()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(60, Noon.AddHours(-3));
        await bench.PollAsync(source);
        await bench.PollNextAsync(source);
        bench.Taken.ShouldHaveSingleItem().Reading.At.ShouldBe(Noon.AddHours(-3));
    }

    [Fact]
    public async Task Row_3_an_empty_site_answers()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        await bench.PollAsync(source);
        (await bench.SourceAsync(source)).Failure.ShouldBe(SourceFailure.None);
    }

    [Fact]
    public async Task Row_6_a_low_written_as_text_is_a_low()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.AddRow($$"""{"type":"sgv","sgv":"52","date":{{Noon.ToUnixTimeMilliseconds()}}}""");
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([52]);
    }

    [Fact]
    public async Task Row_7_a_row_of_the_future_hides_no_low()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(110, Noon.AddHours(5));
        bench.Site.Add(52, Noon);
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([52]);
    }

    [Fact]
    public async Task Rows_10_and_11_failures_count_by_the_clock_and_a_success_ends_them()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        for (var hour = 0; hour < 60; hour++)
        {
            bench.Site.Fault = FakeFault.Asleep;
            await bench.PollNextAsync(source);
            bench.Site.Fault = FakeFault.None;
            await bench.PollNextAsync(source);
        }

        bench.Site.Fault = FakeFault.Asleep;
        await bench.PollNextAsync(source);
        (await bench.SourceAsync(source)).FailingSince.ShouldBe(bench.Time.GetUtcNow());
    }

    [Fact]
    public async Task Row_12_a_failing_phone_or_database_is_not_a_failing_site()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(52, Noon);
        bench.BrokenWatch = "sam";
        await Should.ThrowAsync<AggregateException>(bench.PollAsync(source));
        (await bench.SourceAsync(source)).FailingSince.ShouldBeNull();
    }

    [Fact]
    public async Task Row_13_a_hung_site_stops_nobody_else()
    {
        await using var bench = await SiteBench.CreateAsync();
        var hung = await bench.WatchAsync("sam", site: 1);
        var good = await bench.WatchAsync("ada", site: 2);
        bench.Fake.Site(1).Fault = FakeFault.Hang;
        bench.Fake.Site(2).Add(52, Noon);
        var waiting = bench.PollAsync(hung);
        await bench.PollAsync(good);
        bench.ValuesOf("ada").ShouldBe([52]);
        bench.Fake.Site(1).Wake();
        bench.Fake.Site(1).Fault = FakeFault.None;
        await waiting;
    }

    [Fact]
    public void Row_14_not_everybody_is_read_in_the_same_instant_where_that_is_wanted()
    {
        var plan = new PollPlan(new NightscoutOptions { Spread = TimeSpan.FromSeconds(30) });
        plan.NextSlot("sam", Noon).ShouldNotBe(plan.NextSlot("ada", Noon));
    }

    [Fact]
    public async Task Row_15_a_denied_site_is_read_and_its_token_is_in_no_log()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.Add(52, Noon);
        var source = await bench.WatchAsync("sam", credential: "scoutreade-25bb9ce31e1ab4e8");
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([52]);
        bench.Site.Fault = FakeFault.Html;
        await bench.PollNextAsync(source);
        string.Join('\n', bench.Logged).ShouldNotContain("25bb9ce31e1ab4e8");
    }

    [Fact]
    public async Task Row_16_a_new_person_is_read_at_the_next_poll_and_a_removed_one_no_more()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(52, Noon);
        await bench.PollAsync(source);
        await bench.WatchAsync("ada");
        await bench.UnwatchAsync("sam");
        bench.Site.Add(51, Noon.AddMinutes(1));
        await bench.PollNextAsync(source);
        bench.ValuesOf("ada").ShouldBe([52, 51]);
        bench.ValuesOf("sam").ShouldBe([52]);
    }

    [Fact]
    public async Task Row_17_a_restart_remembers_since_when_a_site_fails()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Fault = FakeFault.Asleep;
        await bench.PollAsync(source);
        await using var restarted = bench.Restarted();
        await restarted.PollNextAsync(source);
        (await restarted.SourceAsync(source)).FailingSince.ShouldBe(Noon);
    }

    [Fact]
    public async Task Row_21_an_address_inside_the_own_network_is_not_requested()
    {
        await using var bench = await SiteBench.CreateAsync(set: options => options.AllowPrivateUrls = false);
        var source = await bench.WatchAsync("sam");
        await bench.PollAsync(source);
        bench.Site.Requests.ShouldBeEmpty();
        (await bench.SourceAsync(source)).Failure.ShouldBe(SourceFailure.BlockedAddress);
    }

    [Fact]
    public async Task Row_22_one_site_of_two_people_is_read_once()
    {
        await using var bench = await SiteBench.CreateAsync();
        (await bench.WatchAsync("sam")).ShouldBe(await bench.WatchAsync("ada"));
        (await bench.DueAsync("poll")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Row_23_nobody_being_watched_is_visible()
    {
        await using var bench = await SiteBench.CreateAsync();
        await bench.WatchAsync("sam");
        await bench.ClearDueAsync("poll");
        var figures = await bench.Health.LookAsync(TestContext.Current.CancellationToken);
        figures.NobodyIsWatched.ShouldBeTrue();
    }

    [Fact]
    public async Task Row_24_a_wrong_address_is_found_when_it_is_typed()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Fault = FakeFault.NotFound;
        var result = await bench.Test.RunAsync(
            bench.Fake.Address,
            Core.Nightscout.NightscoutCredential.None,
            TestContext.Current.CancellationToken
        );
        result.IsReadable.ShouldBeFalse();
    }
}
