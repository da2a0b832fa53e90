using System.Net;
using Scout.Core.OnCall;
using Scout.Server.OnCall;
using Scout.Server.Tests.Contacts;
using Scout.TestKit;

namespace Scout.Server.Tests.OnCall;

/// <summary>Rosters through the browser: made, looked at first, changed, shown, taken into a calendar, removed.</summary>
public sealed class RosterPagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "OC-26")]
    public async Task A_roster_is_made_looked_at_changed_and_removed(string engine)
    {
        await using var bed = await ContactsBed.LaidAsync(engine);
        var owner = bed.Owner;
        var (ann, bob) = (
            await bed.AddAsync(owner, "Ann", "+14155550111"),
            await bed.AddAsync(owner, "Bob", "+14155550112")
        );

        // Looked at first: nothing is saved.
        var preview = await owner.PostsAsync(
            "/on-call/new",
            "/on-call/new",
            HttpStatusCode.OK,
            [.. Fields(ann, bob), ("act", "preview")]
        );
        preview.ShouldContain("nothing is saved yet");
        preview.ShouldContain("Week of");
        (await bed.TextAsync("select id from rosters")).ShouldBeNull();

        await owner.PostsAsync("/on-call/new", "/on-call/new", [.. Fields(ann, bob), ("act", "save")]);
        var id = (await bed.TextAsync("select id from rosters"))!;
        await bed.Server.SettleAsync(Stop);
        var page = await owner.SeesAsync($"/on-call/{id}");
        page.ShouldContain("Web team: Ann is on duty.");
        page.ShouldContain("today");
        page.ShouldContain("owner made the roster", Case.Insensitive);
        (await owner.SeesAsync("/")).ShouldContain("Web team: Ann is on duty.");
        (await owner.SeesAsync("/on-call")).ShouldContain("Web team: Ann is on duty.");

        // For a while: Bob in place of Ann.
        var now = bed.Time.GetUtcNow();
        (string, string)[] change =
        [
            ("kind", "Replace"),
            ("person", bob),
            ("replaced", ann),
            ("from_date", $"{now:yyyy-MM-dd}"),
            ("from_time", $"{now:HH:mm}"),
            ("until_date", $"{now.AddDays(1):yyyy-MM-dd}"),
            ("until_time", $"{now:HH:mm}"),
        ];
        (
            await owner.PostsAsync(
                $"/on-call/{id}/override",
                $"/on-call/{id}/override",
                HttpStatusCode.UnprocessableEntity,
                [.. change.Where(one => one.Item1 != "person"), ("act", "save")]
            )
        ).ShouldContain("Choose who is on duty.");
        await owner.PostsAsync($"/on-call/{id}/override", $"/on-call/{id}/override", [.. change, ("act", "save")]);
        (await owner.SeesAsync($"/on-call/{id}")).ShouldContain("Web team: Bob is on duty.");
        var made = RosterJson
            .Read((await bed.TextAsync("select roster from rosters"))!)
            .Overrides.ShouldHaveSingleItem();
        await owner.PostsAsync($"/on-call/{id}", $"/on-call/{id}/overrides/{made.Id}/end");
        (await owner.SeesAsync($"/on-call/{id}")).ShouldContain("Web team: Ann is on duty.");

        // Hours of the week, and the gap that they make.
        (string, string)[] hours =
        [
            .. Rotation(ann),
            ("days0", "Monday"),
            ("from0", "09:00"),
            ("until0", "17:00"),
            ("act", "save"),
        ];
        await owner.PostsAsync($"/on-call/{id}/rotations/1", $"/on-call/{id}/rotations/1", hours);
        await bed.Server.SettleAsync(Stop);
        (await owner.SeesAsync($"/on-call/{id}")).ShouldContain(
            "Nobody is on duty at these times of the next 30 days:"
        );
        (await owner.SeesAsync("/health")).ShouldContain("nobody is on duty", Case.Insensitive);

        await owner.PostsAsync($"/on-call/{id}", $"/on-call/{id}/remove");
        (await owner.SeesAsync("/on-call")).ShouldContain("Nobody takes turns yet.");
        await owner.SeesAsync($"/on-call/{id}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_what_was_typed_stays()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ann = await bed.AddAsync(bed.Owner, "Ann", "+14155550111");
        (string, string)[] typed =
        [
            ("name", "Night shift"),
            ("zone", "+02:00"),
            ("role", "Primary"),
            ("length", "0"),
            ("unit", "Weeks"),
            ("start", "soon"),
            ("at", "25:00"),
            ("days0", "Friday"),
            ("from0", "17:00"),
            ("act", "save"),
        ];

        var page = await bed.Owner.PostsAsync(
            "/on-call/new",
            "/on-call/new",
            HttpStatusCode.UnprocessableEntity,
            typed
        );

        page.ShouldContain("Write the time zone as a place");
        page.ShouldContain("A turn lasts 1 to 9000");
        page.ShouldContain("Type a date");
        page.ShouldContain("Type a clock time");
        page.ShouldContain("Every rotation needs at least one person.");
        page.ShouldContain("value=\"Night shift\"");
        (await bed.TextAsync("select id from rosters")).ShouldBeNull();

        // Another account's people and rosters are not there.
        await bed.Owner.PostsAsync("/on-call/new", "/on-call/new", [.. Fields(ann, ann), ("act", "save")]);
        var id = (await bed.TextAsync("select id from rosters"))!;
        await bed.Member.SeesAsync($"/on-call/{id}", HttpStatusCode.NotFound);
        (
            await bed.Member.PostsAsync(
                "/on-call/new",
                "/on-call/new",
                HttpStatusCode.UnprocessableEntity,
                [.. Fields(ann, ann), ("act", "save")]
            )
        ).ShouldContain("Choose people from your contacts.");
    }

    [Fact]
    public async Task A_calendar_reads_the_roster_from_a_secret_address_until_there_is_a_new_one()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ann = await bed.AddAsync(bed.Owner, "Ann", "+14155550111");
        await Seed.RosterAsync(bed.Server.Database, "r1", [ann], bed.Time.GetUtcNow(), Stop, "Europe/Berlin");

        var first = await FeedAsync(bed);
        using var calendar = bed.Server.CreateClient();
        var text = await calendar.GetStringAsync(new Uri(first, UriKind.Relative), Stop);
        var second = await FeedAsync(bed);

        text.ShouldStartWith("BEGIN:VCALENDAR\r\n");
        text.ShouldContain("SUMMARY:Primary: Ann");
        second.ShouldNotBe(first);
        using var gone = await calendar.GetAsync(new Uri(first, UriKind.Relative), Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await calendar.GetStringAsync(new Uri(second, UriKind.Relative), Stop)).ShouldContain("UID:");
        (await bed.TextAsync("select feed_hash from rosters"))!.ShouldNotContain(second[14..40]);
    }

    [Fact]
    [Trait("Rule", "OC-6.2.11")]
    public async Task People_are_told_of_their_shifts_as_they_wish_and_once()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ann = await bed.AddAsync(bed.Owner, "Ann", "+14155550111");
        var bob = await bed.AddAsync(bed.Owner, "Bob", "+14155550112");
        var start = bed.Time.GetUtcNow();
        await Seed.RosterAsync(bed.Server.Database, "r1", [ann, bob], start.AddDays(1.2 - 7), Stop);
        await bed.Server.SettleAsync(Stop);
        await bed.Owner.PostsAsync(
            "/on-call/r1",
            "/on-call/r1/remind",
            ("contact", bob),
            ("remind", nameof(Remind.Day))
        );

        await bed.Server.AdvanceAsync(TimeSpan.FromDays(0.5), Stop);
        (await bed.TextOnPhoneAsync("+14155550112")).ShouldNotBeNull().ShouldStartWith("Team: your duty begins at ");
        await bed.Server.AdvanceAsync(TimeSpan.FromDays(1), Stop);

        (await bed.TextOnPhoneAsync("+14155550112"))
            .ShouldNotBeNull()
            .ShouldStartWith("Team: you are on duty now, until ");
        (
            await bed.TextAsync("select cast(count(*) as text) from sandbox_texts where number = '+14155550112'")
        ).ShouldBe("3");
        (
            await bed.TextAsync("select cast(count(*) as text) from sandbox_texts where number = '+14155550111'")
        ).ShouldBe("0");
    }

    private static async Task<string> FeedAsync(ContactsBed bed)
    {
        var page = await bed.Owner.PostsAsync("/on-call/r1", "/on-call/r1/feed", HttpStatusCode.OK);
        var start = page.IndexOf("/on-call/feed/", StringComparison.Ordinal);
        return page[start..page.IndexOf('<', start)];
    }

    private static (string, string)[] Fields(string ann, string bob) =>
        [("name", "Web team"), ("zone", "UTC"), ("fallback", bob), .. Rotation(ann)];

    private static (string, string)[] Rotation(string ann) =>
        [
            ("role", "Primary"),
            ("length", "1"),
            ("unit", "Weeks"),
            ("start", "2020-01-06"),
            ("at", "09:00"),
            ("person", ann),
            ("person", ""),
            ("person", ann),
            ("person", ann),
            ("count", nameof(TurnCount.Worked)),
        ];
}
