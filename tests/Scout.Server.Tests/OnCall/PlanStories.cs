using System.Net;
using Scout.Core.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Tests.Pages;
using Scout.Server.Tests.Stories;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.OnCall;

/// <summary>A plan of a watch's own, saved on its page, told as phone calls.</summary>
public sealed class PlanStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "OC-27")]
    public async Task Whoever_is_on_duty_is_called_and_a_hand_over_counts_from_the_next_round_on(string engine)
    {
        await using var city = await City.StartAsync(engine);
        var (watch, sam, ada, _) = await LayAsync(city, untilHandOver: TimeSpan.FromMinutes(2));
        using var owner = await Visitor.ComesAsync(city.Server);
        var preview = await owner.PostsAsync(
            $"/watches/{watch}/plan",
            $"/watches/{watch}/plan",
            HttpStatusCode.OK,
            [.. Plan(sam), ("act", "preview")]
        );
        preview.ShouldContain("What would happen now; nothing is saved yet");
        var name = await city.Server.Database.ReadAsync(session => session.NameOfAsync(ada), Stop);
        preview.ShouldContain($"Scout calls {name}.");
        await owner.PostsAsync($"/watches/{watch}/plan", $"/watches/{watch}/plan", [.. Plan(sam), ("act", "save")]);

        await city.ReadsAsync(62);
        await city.Ada.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Sam.GetsText("Sam", "62 mg/dL");
        await city.WaitsAsync(TimeSpan.FromSeconds(125)); // Bo has the duty meanwhile

        await city.Bo.GetsText("on duty now");
        await city.Bo.Rings().Hears("62").Presses("1");
        await city.SettleAsync();
        await city.Ada.GetsText("taken");
        await city.Sam.GetsText("taken");
        city.Booth.ForgetEverything();
        (await city.LedgerAsync()).ShouldNotContain(LedgerEntry.NobodyOnDuty);
    }

    [Fact]
    [Trait("Rule", "OC-27")]
    public async Task With_nobody_to_reach_in_the_roster_the_next_step_follows_at_once_and_the_keeper_is_told()
    {
        await using var city = await City.StartAsync();
        var (watch, sam, ada, bo) = await LayAsync(city, untilHandOver: TimeSpan.FromDays(3));
        using var owner = await Visitor.ComesAsync(city.Server);
        await owner.PostsAsync(
            $"/watches/{watch}/plan",
            $"/watches/{watch}/plan",
            [.. Plan(sam, second: "Call"), ("act", "save")]
        );
        await city.Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update contacts set declared_by = 'member', verified_at = null where id in (@ada, @bo)",
                    new { ada, bo }
                ),
            Stop
        );

        await city.ReadsAsync(62);

        await city.Sam.Rings().Hears("62").Presses("1");
        await city.Sam.GetsText("nobody is on duty in Team");
        (await city.LedgerAsync()).ShouldContain(LedgerEntry.NobodyOnDuty);

        // And such people cannot be saved into a plan.
        var page = await owner.PostsAsync(
            $"/watches/{watch}/plan",
            $"/watches/{watch}/plan",
            HttpStatusCode.UnprocessableEntity,
            [.. Plan(sam), ("act", "save")]
        );
        page.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task In_a_planned_quiet_time_nobody_is_rung_before_its_end()
    {
        await using var city = await City.StartAsync();
        var watch = await WatchAsync(city);
        using var owner = await Visitor.ComesAsync(city.Server);
        var (from, until) = (city.Time.GetUtcNow(), city.Time.GetUtcNow().AddMinutes(20));
        await owner.PostsAsync(
            $"/watches/{watch}/plan",
            $"/watches/{watch}/plan/upkeep",
            ("from_date", $"{from:yyyy-MM-dd}"),
            ("from_time", $"{from:HH:mm}"),
            ("until_date", $"{until:yyyy-MM-dd}"),
            ("until_time", $"{until:HH:mm}")
        );

        await city.ReadsAsync(280);
        await city.WaitsAsync(TimeSpan.FromMinutes(10));
        await city.ReadsAsync(285);
        await city.WaitsAsync(TimeSpan.FromMinutes(9));
        await city.Sam.Rings().Presses("1");
    }

    private static (string, string)[] Plan(string sam, string second = "Text") =>
        [
            ("target0", "roster:r1:Primary"),
            ("how0", "Call"),
            ("wait0", "60"),
            ("target1", "person:" + sam),
            ("how1", second),
            ("wait1", "60"),
            ("call_from", "Urgent"),
            ("repeat", "60"),
        ];

    private static async Task<string> WatchAsync(City city) =>
        (
            await city.Server.Database.ReadAsync(
                session =>
                    session.FirstOrDefaultAsync<string>(
                        "select id from watches where kind <> 'self' and removed_at is null"
                    ),
                Stop
            )
        )!;

    /// <summary>Ada has the duty, then Bo; both stand in the owner's book.</summary>
    private static async Task<(string Watch, string Sam, string Ada, string Bo)> LayAsync(
        City city,
        TimeSpan untilHandOver
    )
    {
        var ids = await city.Server.Database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    "select id from contacts where phone in (@SamNumber, @AdaNumber, @BoNumber) order by phone",
                    new
                    {
                        City.SamNumber,
                        City.AdaNumber,
                        City.BoNumber,
                    }
                ),
            Stop
        );
        await Seed.RosterAsync(
            city.Server.Database,
            "r1",
            [.. ids.Skip(1)],
            city.Time.GetUtcNow() + untilHandOver - TimeSpan.FromDays(7),
            Stop
        );
        await city.SettleAsync();
        return (await WatchAsync(city), ids[0], ids[1], ids[2]);
    }
}
