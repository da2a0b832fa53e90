using System.Net;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Tests.Contacts;
using Scout.TestKit;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Pages;

/// <summary>The profile: a form that makes a watch, and what the watch then does.</summary>
public sealed class ProfileTests
{
    private const string Sam = "+14155550101";
    private const string Ada = "+14155550102";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_filled_in_profile_is_watched_from_the_next_minute_on(string engine)
    {
        await using var bed = await BedAsync(engine);
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        (await bed.Owner.SeesAsync("/profile")).ShouldContain("Address of the Nightscout site");

        await SaveAsync(bed, bed.Owner, Profile(site));
        var page = await bed.Owner.SeesAsync("/profile?saved=1");
        page.ShouldContain("Saved.");
        page.ShouldContain(Ada);
        site.Root.Add(62, bed.Time.GetUtcNow());
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        (await bed.TextAsync("select number from sandbox_calls")).ShouldBe(Sam);

        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        (await bed.TextOnPhoneAsync(Ada)).ShouldNotBeNull().ShouldContain("62 mg/dL");
        (await bed.TextAsync("select contact_id from accounts where id = 'owner'")).ShouldNotBeNull();
        (await bed.TextAsync("select person_id from watches where id = 'scout'")).ShouldNotBeNull();
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_changed_limit_acts_at_once(string engine)
    {
        await using var bed = await BedAsync(engine);
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Owner, Profile(site));
        site.Root.Add(85, bed.Time.GetUtcNow().AddSeconds(20));
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        (await bed.TextAsync("select id from alerts")).ShouldBeNull();

        await SaveAsync(bed, bed.Owner, [("low", "90"), ("low_clear", "95")]);

        (await bed.TextAsync("select kind from alerts where closed_at is null")).ShouldBe("Low");
        (await bed.TextAsync("select number from sandbox_calls")).ShouldBe(Sam);
    }

    [Fact]
    public async Task A_changed_address_is_read_instead_of_the_old_one()
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Owner, Profile(site));
        await SaveAsync(bed, bed.Owner, [("nightscout_api", site.AddressOf(1).ToString())]);

        site.Site(1).Add(61, bed.Time.GetUtcNow());
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(2), Stop);

        (await bed.TextAsync("select number from sandbox_calls")).ShouldBe(Sam);
        (await bed.TextAsync("select count(*) || '' from due where kind = 'poll'")).ShouldBe("1");
    }

    [Fact]
    public async Task The_form_of_the_original_makes_the_same_watch()
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);

        await bed.Owner.PostsAsync(
            "/profile",
            "/",
            ("nightscout_api", site.Address + "api/v1/entries.json"),
            ("phone", Sam),
            ("emerg_contact", Ada),
            ("extra_contacts[]", "+14155550103"),
            ("extra_contacts[]", "+14155550104")
        );

        (await bed.TextAsync("select address from sources")).ShouldBe(site.Address.ToString());
        (await PeopleAsync(bed)).ShouldBe([Sam, Ada, "+14155550103", "+14155550104"]);

        await bed.Owner.PostsAsync("/profile", "/", ("emerg_contact", Ada), ("extra_contacts[]", "+14155550104"));
        (await PeopleAsync(bed)).ShouldBe([Sam, Ada, "+14155550104"]);
    }

    [Fact]
    public async Task A_sixth_extra_contact_is_refused_with_words_and_everything_typed_stays()
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        var fields = Profile(site)
            .Concat(Enumerable.Range(3, 6).Select(i => ("extra_contacts[]", $"+1415555010{i}")))
            .ToArray();

        var page = await bed.Owner.PostsAsync("/profile", "/profile", HttpStatusCode.UnprocessableEntity, fields);

        page.ShouldContain("up to five more. This one is too many.");
        page.ShouldContain("f-extra_contacts-5-error");
        page.ShouldContain("+14155550108");
        page.ShouldContain("Samantha");
        (await bed.TextAsync("select id from watches")).ShouldBeNull();
    }

    [Theory]
    [InlineData("nightscout_api", "", "Type the address of the Nightscout site")]
    [InlineData("nightscout_api", "ftp://x.example", "must begin with https://")]
    [InlineData("phone", "0415 555", "starts with + and the country code")]
    [InlineData("emerg_contact", "+14155550101", "This number stands above already.")]
    [InlineData("low", "30", "Type a number between 40 and 400 (mg/dL).")]
    [InlineData("low", "abc", "Type a number between 40 and 400 (mg/dL).")]
    [InlineData("low", "55", "must be above the urgent low limit")]
    [InlineData("high", "70", "must be above the low limit")]
    [InlineData("low_clear", "65", "A low is over above its limit")]
    [InlineData("high_clear", "250", "A high is over below its limit")]
    [InlineData("no_data", "5", "Type a whole number between 10 and 180.")]
    [InlineData("no_data_call", "15", "at least as many minutes")]
    [InlineData("wait_after_call", "1", "Type a whole number between 30 and 3600.")]
    [InlineData("zone", "Mars/Base", "Choose a time zone")]
    public async Task What_is_wrong_is_said_beside_its_field(string field, string typed, string says)
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        var fields = Profile(site).Where(one => one.Name != field).Append((field, typed)).ToArray();

        var page = await bed.Owner.PostsAsync("/profile", "/profile", HttpStatusCode.UnprocessableEntity, fields);

        page.ShouldContain(says);
        page.ShouldContain($"id=\"f-{field}-error\"");
        page.ShouldContain("Samantha");
        (await bed.TextAsync("select id from watches")).ShouldBeNull();
    }

    [Fact]
    public async Task Limits_follow_a_changed_unit()
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Owner, [.. Profile(site), ("unit", "MmolL")]);

        var settings = ScoutJson.ReadSettings(
            (await bed.TextAsync("select settings from watches where kind <> 'self'"))!
        );
        settings.Of(RuleKind.Low)!.Threshold.ShouldBe(GlucoseThreshold.OfMmolL(3.9));
        settings.Of(RuleKind.High)!.Threshold.ShouldBe(GlucoseThreshold.OfMmolL(13.3));
        (await bed.Owner.SeesAsync("/profile")).ShouldContain("value=\"3.9\"");
    }

    [Fact]
    public async Task A_token_is_kept_and_never_shown_and_never_sent_to_another_site()
    {
        const string Token = "scout-0123456789abcdef";
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Owner, [.. Profile(site), ("nightscout_token", Token)]);
        var page = await bed.Owner.SeesAsync("/profile");
        page.ShouldContain("One is kept.");
        page.ShouldNotContain(Token);
        var kept = await bed.TextAsync("select identity from sources");

        await SaveAsync(bed, bed.Owner, [("nightscout_token", ""), ("name", "Sam")]);
        (await SourceOfAsync(bed)).ShouldBe(kept);

        page = await bed.Owner.PostsAsync(
            "/profile",
            "/profile",
            HttpStatusCode.UnprocessableEntity,
            ("nightscout_api", site.AddressOf(1).ToString())
        );
        page.ShouldContain("The address is another one");

        await SaveAsync(bed, bed.Owner, [("no_token", "1")]);
        (await SourceOfAsync(bed)).ShouldNotBe(kept);
        (await bed.Owner.SeesAsync("/profile")).ShouldNotContain("One is kept.");
    }

    [Fact]
    public async Task The_test_button_answers_on_the_page_and_saves_nothing()
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        site.Root.Add(112, bed.Time.GetUtcNow().AddMinutes(-3));

        var page = await TryAsync(bed, site.Address.ToString());
        page.ShouldContain("The site answers; its last value is 3 minutes old.");
        page.ShouldContain("Last reading: 112 mg/dL");
        page.ShouldContain("Everybody who knows the address can read this site");
        page.ShouldContain("Samantha");
        (await bed.TextAsync("select id from sources")).ShouldBeNull();

        await site.DisposeAsync();
        (await TryAsync(bed, site.Address.ToString())).ShouldContain("The site cannot be connected to.");
        var last = "";
        for (var i = 0; i < 6; i++)
        {
            last = await TryAsync(bed, site.Address.ToString());
        }

        last.ShouldContain("Wait a minute, then try again.");
    }

    [Fact]
    public async Task Nobody_reaches_into_the_servers_own_network_by_typing_an_address()
    {
        await using var bed = await ContactsBed.LaidAsync();
        (
            await bed.Owner.PostsAsync(
                "/profile",
                "/profile",
                HttpStatusCode.OK,
                ("nightscout_api", "https://127.0.0.1:9"),
                ("act", "test")
            )
        ).ShouldContain("The address is private");
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_members_number_is_not_reached_until_it_is_proved(string engine)
    {
        await using var bed = await BedAsync(engine);
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Member, Profile(site));
        site.Root.Add(50, bed.Time.GetUtcNow());
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);

        (await bed.TextAsync("select id from sandbox_calls")).ShouldBeNull();
        (await bed.TextAsync("select id from sandbox_texts")).ShouldBeNull();
        (await bed.TextAsync("select line from ledger where line like '%number not verified%'")).ShouldNotBeNull();
        (await bed.Owner.SeesAsync("/health", HttpStatusCode.ServiceUnavailable)).ShouldContain(
            "nobody who may be called"
        );

        var sam = await bed.TextAsync("select id from contacts where phone = @Sam", new { Sam });
        await bed.Member.PostsAsync("/contacts", $"/contacts/{sam}/code", ("by", "text"));
        await bed.Server.SettleAsync(Stop);
        var code = ContactsBed.CodeIn(await bed.TextOnPhoneAsync(Sam));
        await bed.Member.PostsAsync("/contacts", $"/contacts/{sam}/verify", ("code", code));
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(3), Stop);
        (await bed.TextAsync("select number from sandbox_calls")).ShouldBe(Sam);
    }

    [Fact]
    public async Task A_warning_waits_for_the_end_of_quiet_hours_and_a_low_does_not()
    {
        await using var bed = await BedAsync(settings: [new("Scout:Escalation:FailedPing", "60")]);
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        var now = bed.Time.GetUtcNow();
        site.Root.Add(120, now);
        await SaveAsync(
            bed,
            bed.Owner,
            [.. Profile(site), ("quiet_from", $"{now.AddHours(-1):HH:mm}"), ("quiet_until", $"{now.AddHours(2):HH:mm}")]
        );
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(35), Stop);
        (await bed.TextAsync("select kind from alerts")).ShouldBe("NoData");
        (await bed.TextAsync("select id from sandbox_texts")).ShouldBeNull();

        site.Root.Add(60, bed.Time.GetUtcNow());
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        (await bed.TextAsync("select number from sandbox_calls")).ShouldBe(Sam);
        (await bed.TextAsync("select state from deliveries where severity = 'Warning'")).ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Another_accounts_watch_is_not_found()
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Owner, Profile(site));
        var watch = await bed.TextAsync("select id from watches where kind <> 'self'");

        foreach (var page in new[] { "settings", "remove" })
        {
            await bed.Member.SeesAsync($"/watches/{watch}/{page}", HttpStatusCode.NotFound);
            await bed.Member.PostsAsync("/profile", $"/watches/{watch}/{page}", HttpStatusCode.NotFound, ("low", "90"));
        }

        (await bed.Member.SeesAsync("/profile")).ShouldNotContain(Sam);
    }

    [Fact]
    public async Task An_account_watches_over_several_people_and_two_accounts_share_one_poller()
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Owner, Profile(site));
        await bed.Owner.PostsAsync(
            "/watches/new",
            "/watches/new",
            ("nightscout_api", site.AddressOf(1).ToString()),
            ("name", "Kim"),
            ("phone", Sam)
        );
        await SaveAsync(bed, bed.Member, Profile(site));

        (await bed.Owner.SeesAsync("/profile")).ShouldContain("Kim");
        (await bed.TextAsync("select count(*) || '' from sources")).ShouldBe("2");
        (await bed.TextAsync("select count(*) || '' from contacts where phone = @Sam", new { Sam })).ShouldBe("2");
    }

    [Theory]
    [InlineData("keep", "1")]
    [InlineData("delete", "0")]
    public async Task A_watch_ends_with_or_without_its_history(string history, string left)
    {
        await using var bed = await BedAsync();
        await using var site = await FakeNightscout.StartAsync(bed.Time);
        await SaveAsync(bed, bed.Owner, Profile(site));
        site.Root.Add(62, bed.Time.GetUtcNow());
        await bed.Server.AdvanceAsync(TimeSpan.FromSeconds(45), Stop);
        (await bed.TextAsync("select id from sandbox_calls where state = 'ringing'")).ShouldNotBeNull();
        var watch = await bed.TextAsync("select id from watches where kind <> 'self'");
        (await bed.Owner.SeesAsync($"/watches/{watch}/remove")).ShouldContain("Keep readings and alerts");

        await bed.Owner.PostsAsync($"/watches/{watch}/remove", $"/watches/{watch}/remove", ("history", history));
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(10), Stop);

        (await bed.TextAsync("select count(*) || '' from readings")).ShouldBe(left);
        (await bed.TextAsync("select count(*) || '' from alerts")).ShouldBe(left);
        (await bed.TextAsync("select id from alerts where closed_at is null")).ShouldBeNull();
        (await bed.TextAsync("select key from due where kind in ('poll', 'turn')")).ShouldBeNull();
        (await bed.TextAsync("select id from sandbox_texts")).ShouldBeNull();
        await bed.Owner.SeesAsync($"/watches/{watch}/settings", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_settings_declare_is_shown_and_only_the_rest_can_be_changed()
    {
        await using var site = await FakeNightscout.StartAsync(new ManualTime());
        await using var bed = await BedAsync(
            settings:
            [
                new("Scout:Person:Name", "Declared Sam"),
                new("Scout:Person:NightscoutUrl", site.Address.ToString()),
                new("Scout:Person:Phone", Sam),
                new("Scout:Person:Low", "75"),
            ]
        );
        var page = await bed.Owner.SeesAsync("/profile");
        page.ShouldContain("declared by the settings of this server");

        await SaveAsync(
            bed,
            bed.Owner,
            [
                ("name", "Mallory"),
                ("phone", "+14155550199"),
                ("nightscout_api", "https://elsewhere.example"),
                ("low", "90"),
                ("low_clear", "95"),
                ("high", "200"),
                ("high_clear", "190"),
                ("hold_low", "10"),
                ("quiet_from", "22:00"),
                ("quiet_until", "07:00"),
            ]
        );

        var settings = ScoutJson.ReadSettings(
            (await bed.TextAsync("select settings from watches where id = 'declared'"))!
        );
        settings.Of(RuleKind.Low)!.Threshold.ShouldBe(GlucoseThreshold.OfMgDl(75));
        settings.Of(RuleKind.High)!.Threshold.ShouldBe(GlucoseThreshold.OfMgDl(200));
        settings.Times.HoldLow.ShouldBe(TimeSpan.FromMinutes(10));
        (await bed.TextAsync("select name || phone || quiet from contacts")).ShouldBe($"Declared Sam{Sam}22:00-07:00");
        (await bed.TextAsync("select address from sources")).ShouldBe(site.Address.ToString());
        (await bed.Owner.SeesAsync("/watches/declared/remove")).ShouldContain("Take them out of the settings");
    }

    private static Task<ContactsBed> BedAsync(
        string engine = BothEngines.Sqlite,
        params IEnumerable<KeyValuePair<string, string?>> settings
    ) =>
        ContactsBed.LaidAsync(
            engine,
            [new("Scout:AllowPrivateUrls", "true"), new("Scout:Nightscout:Push", "false"), .. settings]
        );

    private static (string Name, string Value)[] Profile(FakeNightscout site) =>
        [
            ("nightscout_api", site.Address.ToString()),
            ("name", "Samantha"),
            ("phone", Sam),
            ("emerg_name", "Ada"),
            ("emerg_contact", Ada),
        ];

    /// <summary>Sends the whole form as a browser does: what is not given is what the page shows.</summary>
    private static async Task SaveAsync(ContactsBed bed, Visitor who, (string, string)[] fields)
    {
        var shown = await who.FieldsAsync("/profile");
        var given = fields.Select(field => field.Item1).ToHashSet(StringComparer.Ordinal);
        await who.PostsAsync("/profile", "/profile", [.. shown.Where(field => !given.Contains(field.Name)), .. fields]);
        await bed.Server.SettleAsync(Stop);
    }

    private static Task<string> TryAsync(ContactsBed bed, string address) =>
        bed.Owner.PostsAsync(
            "/profile",
            "/profile",
            HttpStatusCode.OK,
            ("nightscout_api", address),
            ("name", "Samantha"),
            ("act", "test")
        );

    private static Task<IReadOnlyList<string>> PeopleAsync(ContactsBed bed) =>
        bed.Server.Database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    """
                    select c.phone from watch_contacts m
                    join contacts c on c.id = m.contact_id
                    join watches w on w.id = m.watch_id and w.kind <> 'self'
                    order by m.position
                    """
                ),
            Stop
        );

    private static Task<string?> SourceOfAsync(ContactsBed bed) =>
        bed.TextAsync(
            "select s.identity from sources s join watches w on w.source_id = s.id where w.removed_at is null"
        );
}
