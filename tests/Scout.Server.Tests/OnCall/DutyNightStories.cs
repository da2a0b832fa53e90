using System.Net;
using System.Text.RegularExpressions;
using Scout.Server.Tests.Contacts;
using Scout.TestKit;

namespace Scout.Server.Tests.OnCall;

/// <summary>Nights in which the clocks change, and who is reached in them: from the webhook to the telephone.</summary>
public sealed partial class DutyNightStories
{
    private const string Ann = "+14155550111";
    private const string Bob = "+14155550112";
    private const string Fallback = "+14155550113";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The hand-over is at 02:30 on the clock of the place, before and after the clock goes back.</summary>
    [Theory]
    [InlineData("America/New_York", "2026-10-25T06:30:00Z", "2026-11-01T07:30:00Z")] // an hour later than a week before
    [InlineData("Australia/Lord_Howe", "2026-03-28T15:30:00Z", "2026-04-04T16:00:00Z")] // half an hour
    public async Task An_error_reaches_whoever_has_the_duty_by_the_clock_of_the_place(
        string zone,
        string began,
        string handOver
    )
    {
        var at = DateTimeOffset.Parse(handOver, null);
        await using var bed = await ContactsBed.LaidAsync(BothEngines.Sqlite, new ManualTime(at.AddHours(-1)), []);
        var path = await LayAsync(bed, zone, DateTimeOffset.Parse(began, null));
        await bed.Server.AdvanceAsync(at.AddMinutes(-5) - bed.Time.GetUtcNow(), Stop);

        await BreaksAsync(bed, path, "before");
        (await bed.TextOnPhoneAsync(Ann)).ShouldNotBeNull().ShouldContain("before");
        (await bed.TextOnPhoneAsync(Bob) ?? "").ShouldNotContain("before");

        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
        await BreaksAsync(bed, path, "before", "close");
        await BreaksAsync(bed, path, "after");
        (await bed.TextOnPhoneAsync(Bob)).ShouldNotBeNull().ShouldContain("after");
        (await bed.TextOnPhoneAsync(Ann) ?? "").ShouldNotContain("after");
    }

    [Fact]
    public async Task With_nobody_on_duty_the_next_step_is_taken_at_once()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var path = await LayAsync(bed, "America/New_York", bed.Time.GetUtcNow().AddDays(40)); // it begins later
        await bed.Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update contacts set declared_by = 'member', verified_at = null where phone = @Ann or phone = @Bob",
                    new { Ann, Bob }
                ),
            Stop
        );

        await BreaksAsync(bed, path, "nobody");

        (await bed.TextOnPhoneAsync(Fallback)).ShouldNotBeNull().ShouldContain("nobody");
        (await bed.TextAsync("select line from ledger where line like '%NobodyOnDuty%'")).ShouldNotBeNull();
    }

    private static async Task BreaksAsync(ContactsBed bed, string path, string what, string action = "trigger")
    {
        using var http = new HttpClient(bed.Server.Server.CreateHandler()) { BaseAddress = new("http://localhost") };
        using var body = new StringContent(
            $$"""{"summary":"It broke {{what}}","dedup":"{{what}}","action":"{{action}}"}"""
        );
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await bed.Server.AdvanceAsync(TimeSpan.FromSeconds(2), Stop);
    }

    /// <summary>Ann, then Bob, a week each; a project whose errors go to whoever is on duty, then to a third.</summary>
    private static async Task<string> LayAsync(ContactsBed bed, string zone, DateTimeOffset from)
    {
        string[] people = [await bed.AddAsync(bed.Owner, "Ann", Ann), await bed.AddAsync(bed.Owner, "Bob", Bob)];
        var last = await bed.AddAsync(bed.Owner, "Cy", Fallback);
        await Seed.RosterAsync(bed.Server.Database, "r1", people, from, Stop, zone);
        var page = await bed.Owner.PostsAsync(
            "/projects/new",
            "/projects/new",
            HttpStatusCode.OK,
            ("kind", "event"),
            ("name", "Shop"),
            ("person", "Cy"),
            ("phone", Fallback),
            ("call_after", "5")
        );
        var path = Address().Match(page).Value;
        var watch = await bed.TextAsync("select id from watches where name = 'Shop'");
        await bed.Owner.PostsAsync(
            $"/watches/{watch}/plan",
            $"/watches/{watch}/plan",
            ("target0", "roster:r1:Primary"),
            ("how0", "Text"),
            ("wait0", "600"),
            ("target1", "person:" + last),
            ("how1", "Text"),
            ("wait1", "600"),
            ("call_from", "Critical"),
            ("repeat", "600"),
            ("act", "save")
        );
        await bed.Server.SettleAsync(Stop);
        return path;
    }

    [GeneratedRegex("/in/event/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
