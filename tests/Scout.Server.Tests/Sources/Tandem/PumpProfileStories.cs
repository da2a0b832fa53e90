using System.Text.Json.Nodes;
using Scout.Server.Sources.Tandem;
using Scout.TestKit;
using Scout.TestKit.Tandem;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>Whose profile counts: what somebody else has written is told, and overwritten only when somebody says so.</summary>
public sealed class PumpProfileStories
{
    private static readonly KeyValuePair<string, string?> Profiles = new("Scout:Tandem:Features:0", "PROFILES");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Another_programs_profile_is_left_until_a_person_decides(string engine)
    {
        await using var house = await OpensAsync(engine);
        await house.RunAsync();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Wrote(house, "Loop", basal: 1.5);

        house.Pump.Settings = PumpLife.Settings(basal: 900);
        foreach (var pretends in new[] { true, false })
        {
            var result = await house.RunAsync(isPretend: pretends);
            result.Problem.ShouldBe("");
            result.Tally.Warnings.ShouldHaveSingleItem().ShouldContain("Loop has written Nightscout's profile");
            result.Tally.Counts.ShouldNotContainKey("profile");
        }

        Author(house).ShouldBe("Loop");
        (await house.RowAsync())!.Told.ShouldBe(PumpNews.Profile);

        house.Time.Advance(TimeSpan.FromMinutes(1));
        (await house.RunAsync(overwritesProfile: true)).Tally.Counts["profile"].ShouldBe(1);
        Author(house).ShouldBe("Pump (tconnectsync)");
        (await house.RowAsync())!.Told.ShouldBe("");

        // Said once, it counts once.
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Wrote(house, "Loop", basal: 1.5);
        await house.RunAsync();
        Author(house).ShouldBe("Loop");
    }

    [Fact]
    public async Task A_profile_that_a_person_changed_by_hand_counts_as_another_though_it_bears_Scouts_name()
    {
        await using var house = await OpensAsync();
        await house.RunAsync();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Wrote(house, "Pump (tconnectsync)", basal: 1.5);

        var result = await house.RunAsync();

        result.Tally.Warnings.ShouldHaveSingleItem().ShouldContain("Somebody has written");
        house.Site.Documents("profile").Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_pumps_own_changes_are_no_conflict_and_neither_is_a_site_that_has_no_author()
    {
        await using var house = await OpensAsync();
        Wrote(house, author: null, basal: 1.5);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        for (var basal = 800; basal < 1_000; basal += 50)
        {
            house.Pump.Settings = PumpLife.Settings(basal);
            (await house.RunAsync()).Tally.Warnings.ShouldBeEmpty();
            house.Time.Advance(TimeSpan.FromMinutes(1));
        }

        house.Site.Documents("profile").Count.ShouldBe(5);
        // Somebody deletes them all: there is nothing that could be overwritten.
        foreach (var profile in house.Site.Documents("profile"))
        {
            house.Site.Delete("profile", $"{profile["_id"]}");
        }

        (await house.RunAsync()).Tally.Counts["profile"].ShouldBe(1);
    }

    [Fact]
    public async Task Where_another_program_has_put_its_name_first_nothing_is_overwritten_at_all()
    {
        await using var house = await OpensAsync(
            settings: new KeyValuePair<string, string?>("Scout:Tandem:ProfileUploadMode", "replace")
        );
        Wrote(house, "Loop", basal: 1.5);

        (await house.RunAsync()).Tally.Warnings.ShouldHaveSingleItem();
        Author(house).ShouldBe("Loop");

        // The other one comes to the same: nothing is left to be decided.
        house.Site.Delete("profile", $"{house.Site.Documents("profile")[0]["_id"]}");
        (await house.RunAsync()).Tally.Counts["profile"].ShouldBe(1);
        (await house.RowAsync())!.ProfileConflictAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_monitor_may_say_so_and_the_person_is_told_once()
    {
        await using var booth = await PumpBooth.OpensAsync();
        await using var house = await PumpBooth.HouseAsync(
            booth,
            before: house => house.Pump.Settings = PumpLife.Settings(),
            language: "de",
            settings: Profiles
        );
        house.Lives(1);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Wrote(house, "Loop", basal: 1.5);
        house.Lives(1);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
        await booth.Phone(PumpBooth.Sam).GetsText("Pump: Loop hat das Profil in Nightscout geändert");
        house.Lives(1);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
        booth.AssertNothingUnexpected();

        using var http = house.Server.CreateClient();
        var address = $"/update?secret={PumpHouse.Secret}";
        (await http.GetStringAsync(address, Stop)).ShouldContain("Warning: Loop has written");
        (await http.GetStringAsync($"{address}&overwrite_profile=yes", Stop)).ShouldContain("profile 1");
        await house.Server.SettleAsync(Stop);
        await booth.Phone(PumpBooth.Sam).GetsText("Loop");
        Author(house).ShouldBe("Pump (tconnectsync)");
    }

    private static Task<PumpHouse> OpensAsync(
        string engine = BothEngines.Sqlite,
        params IEnumerable<KeyValuePair<string, string?>> settings
    ) =>
        PumpHouse.OpensAsync(
            engine,
            before: house =>
            {
                house.Pump.Settings = PumpLife.Settings();
                house.Lives(1);
            },
            settings: [Profiles, .. settings]
        );

    private static void Wrote(PumpHouse house, string? author, double basal)
    {
        var document = new JsonObject
        {
            ["defaultProfile"] = "Everyday",
            ["store"] = new JsonObject
            {
                ["Everyday"] = new JsonObject
                {
                    ["dia"] = "5.0",
                    ["basal"] = new JsonArray(new JsonObject { ["time"] = "00:00", ["value"] = basal }),
                },
            },
            ["created_at"] = house.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
        };
        if (author is not null)
        {
            document["enteredBy"] = author;
        }

        house.Site.Write("profile", document);
    }

    private static string Author(PumpHouse house) =>
        $"{house.Site.Documents("profile").MaxBy(one => $"{one["created_at"]}")!["enteredBy"]}";
}
