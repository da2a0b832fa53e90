using System.Text.Json.Nodes;
using Scout.Server.Hosting.Health;
using Scout.Server.Sources.Tandem;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>Sites as they are: old ones, ones that are proved by nobody, ones that do not answer every question.</summary>
public sealed class PumpSiteStories
{
    private static readonly KeyValuePair<string, string?> Unverified = new("Scout:Tandem:SkipTlsVerify", "true");
    private static readonly KeyValuePair<string, string?> Ignoring = new("Scout:Tandem:IgnoreConnectionErrors", "true");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_that_nobody_signed_is_refused_unless_settings_say_so_and_then_loudly()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Sign("another.example.com");
        await using var house = await PumpHouse.OpensAsync(certificate: certificate);
        house.Lives(1);
        (await house.RunAsync()).Problem.ShouldContain("no trusted certificate");
        house.Site.Writes.ShouldBe(0);
        using var http = house.Server.CreateClient();
        var address = $"/check_login?secret={PumpHouse.Secret}";
        (await http.GetStringAsync(address, Stop)).ShouldContain("no trusted certificate");

        await house.RestartAsync(Unverified);
        (await house.RunAsync()).Problem.ShouldBe("");
        house.Site.Writes.ShouldBeGreaterThan(0);
        using var again = house.Server.CreateClient();
        (await again.GetStringAsync(address, Stop)).ShouldEndWith("No API errors returned!\n");
        var look = house.Server.Services.GetServices<IHealthLook>().OfType<PumpLook>().Single();
        (await look.LookAsync(Stop)).ShouldContain(one => one.Sentence.StartsWith("NS_SKIP_TLS_VERIFY is set"));

        // Nobody else's site is believed for it.
        var sites = house.Server.Services.GetRequiredService<PumpSites>();
        var row = (await house.RowAsync())!;
        var typed = sites.Of(row with { DeclaredBy = "owner" });
        var answer = await typed.Client.GetAsync(typed.Access, "api/v1/status.json", etag: null, Stop);
        answer.ShouldNotBeOfType<Scout.Server.Sources.Nightscout.SiteAnswer.Content>();
    }

    [Fact]
    public async Task A_broken_connection_stops_a_run_or_is_ignored_and_writes_nothing_twice_either_way()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(6);
        var known = new List<DateTime>();
        var first = house.Now.AddHours(-6);
        for (
            var at = new DateTime(first.Ticks - (first.Ticks % TimeSpan.FromMinutes(5).Ticks));
            at < house.Now.AddHours(-2);
            at = at.AddMinutes(5)
        )
        {
            known.Add(at);
            house.Site.Write(
                "treatments",
                new JsonObject
                {
                    ["eventType"] = "Temp Basal",
                    ["created_at"] = at.ToString("yyyy-MM-dd HH:mm:ss+00:00"),
                    ["enteredBy"] = "Pump (tconnectsync)",
                    ["pump_event_id"] = "17",
                }
            );
        }

        house.Site.DroppedLookups = 1;
        (await house.RunAsync()).Problem.ShouldNotBe("");
        house.Site.Writes.ShouldBe(known.Count);

        await house.RestartAsync(Ignoring);
        house.Site.DroppedLookups = 1;
        (await house.RunAsync()).Problem.ShouldBe("");
        await house.RunAsync(days: 2);

        var rates = house.Site.Treatments("Temp Basal");
        rates.Count.ShouldBe(72);
        rates.Select(row => $"{row["created_at"]}").ShouldBeUnique();
        rates.Count(row => row["identifier"] is null).ShouldBe(known.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_of_one_kind_in_one_second_both_stand_there_also_at_an_old_site(bool isOld)
    {
        await using var house = await PumpHouse.OpensAsync(before: house => house.Site.IsOld = isOld);
        var late = house.Pump.SkipSequence();
        var at = house.Now.AddHours(-1);
        house.Pump.Log(33, at, new JsonObject { ["insulinVolume"] = 200 });
        house.Pump.Log(63, at, new JsonObject { ["primeSize"] = -1, ["completionStatus"] = 3 });
        house.Life.Rate(at, 1_000);
        house.Life.Rate(at, 2_000);
        await house.RunAsync();
        Reasons().ShouldBe(["Cartridge Filled (200u filled)", "Tubing Filled"]);
        house.Site.Treatments("Temp Basal").Count.ShouldBe(2);

        // A third one of that second comes late, and the last rate is written anew.
        house.Pump.Log(61, at, new JsonObject { ["primeSize"] = 0.3, ["completionStatus"] = 3 }, late);
        house.Life.Rate(at.AddMinutes(30), 500);
        await house.RunAsync();
        Reasons().ShouldBe(["Cannula Filled (0.3u primed)", "Cartridge Filled (200u filled)", "Tubing Filled"]);
        house.Site.Treatments("Temp Basal").Count.ShouldBe(3);
        house.Site.Treatments("Temp Basal").Count(row => row["duration"] is { } some && (double)some == 30).ShouldBe(1);
        if (!isOld)
        {
            // Where it is not needed nothing is moved but what came late.
            house.Site.Treatments("Site Change").Select(row => $"{row["created_at"]}").Distinct().Count().ShouldBe(2);
        }

        (await house.RunAsync()).Tally.Written.ShouldBe(0);

        // Deleted by hand, one of them stays deleted.
        house.Site.Delete("treatments", $"{house.Site.Treatments("Site Change")[1]["_id"]}");
        await house.RunAsync(days: 3);
        Reasons().Length.ShouldBe(2);

        string[] Reasons() => [.. house.Site.Treatments("Site Change").Select(row => $"{row["reason"]}").Order()];
    }

    [Fact]
    public async Task A_sleep_that_tconnectsync_left_open_is_closed_by_its_end_and_by_no_later_one()
    {
        await using var house = await PumpHouse.OpensAsync();
        Open("Sleep", house.Now.AddHours(-5), "Sleep (Manual) - Not Ended", 151);
        Open("Exercise", house.Now.AddDays(-9), "Exercise - Not Ended", 99);
        house.Life.Rate(house.Now.AddHours(-4), 700);
        await house.RunAsync();
        house.Site.Treatments("Sleep").ShouldHaveSingleItem()["identifier"].ShouldBeNull();

        house.Life.Mode(house.Now.AddHours(-1), 2);
        house.Life.Mode(house.Now.AddMinutes(-30), 3);
        house.Life.Mode(house.Now.AddMinutes(-20), 4);
        house.Life.Mode(house.Now.AddMinutes(-10), 5);
        await house.RunAsync();
        await house.RunAsync(days: 3);

        var sleep = house.Site.Treatments("Sleep").ShouldHaveSingleItem();
        $"{sleep["reason"]}".ShouldBe("Sleep (Manual)");
        ((double)sleep["duration"]!).ShouldBe(240, 0.1);
        $"{sleep["pump_event_id"]}".ShouldStartWith("151,");
        // Nine days of exercise nobody does; and what had ended is not ended again by a stop of everything.
        house
            .Site.Treatments("Exercise")
            .Select(row => $"{row["reason"]} {row["duration"]}")
            .Order()
            .ShouldBe(["Exercise - Not Ended ", "Exercise 10"]);

        // The next day, out of sight of its beginning, a stop of everything ends nothing either.
        house.Time.Advance(TimeSpan.FromDays(2));
        house.Life.Mode(house.Now.AddMinutes(-10), 5);
        await house.RunAsync();
        house.Site.Treatments("Exercise").Count.ShouldBe(2);
        house.Site.Treatments("Sleep").Count.ShouldBe(1);

        void Open(string eventType, DateTime at, string reason, int number) =>
            house.Site.Write(
                "treatments",
                new JsonObject
                {
                    ["eventType"] = eventType,
                    ["created_at"] = at.ToString("yyyy-MM-dd HH:mm:ss+00:00"),
                    ["enteredBy"] = "Pump (tconnectsync)",
                    ["reason"] = reason,
                    ["pump_event_id"] = $"{number}",
                }
            );
    }
}
