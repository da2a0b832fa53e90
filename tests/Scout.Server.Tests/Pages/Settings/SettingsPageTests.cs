using System.Net;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages.Settings;

public sealed class SettingsPageTests
{
    private const string Key = "not-for-anybodys-eyes";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task What_a_person_chooses_is_kept_and_counts_at_once(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Cancel);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        using var ana = await SignedIn.AsAsync(server, "ana", Cancel);

        using var saved = await ana.SubmitAsync(
            "/settings",
            "/settings",
            Fields(("language", "es"), ("unit", "MmolL"), ("zone", "Europe/Madrid")),
            Cancel
        );

        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await ana.GetStringAsync(new Uri("/settings", UriKind.Relative), Cancel);
        page.ShouldContain("<html lang=\"es\"");
        page.ShouldContain("<option value=\"MmolL\" selected");
        page.ShouldContain("<option value=\"Europe/Madrid\" selected");
    }

    [Fact]
    public async Task What_cannot_be_kept_is_shown_beside_its_field_and_nothing_changes()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Cancel);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        using var ana = await SignedIn.AsAsync(server, "ana", Cancel);

        using var refused = await ana.SubmitAsync(
            "/settings",
            "/settings",
            Fields(("language", "tlh"), ("unit", "MmolL"), ("zone", "Middle/Earth")),
            Cancel
        );

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        page.ShouldContain("Choose one of the languages.");
        page.ShouldContain("Choose a time zone from the list");
        (await ana.GetStringAsync(new Uri("/settings", UriKind.Relative), Cancel)).ShouldContain(
            "<option value=\"MgDl\" selected"
        );
    }

    [Fact]
    public async Task Only_an_owner_sees_how_the_instance_is_set_and_nobody_sees_its_secrets()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Cancel);
        await using var server = new ScoutServer(
            new ManualTime(),
            [
                .. database.Settings,
                new("Scout:HeartbeatUrl", $"https://watcher.example/{Key}"),
                new("Scout:SiteUrl", "https://scout.example"),
            ]
        );
        using var owner = await SignedIn.AsAsync(server, "owner", Cancel);
        using var ana = await SignedIn.AsAsync(server, "ana", Cancel);

        var owners = await owner.GetStringAsync(new Uri("/settings", UriKind.Relative), Cancel);
        var anas = await ana.GetStringAsync(new Uri("/settings", UriKind.Relative), Cancel);

        owners.ShouldContain("https://scout.example");
        owners.ShouldContain("NEXMO_APPLICATION_ID");
        owners.ShouldNotContain(Key);
        anas.ShouldNotContain("https://scout.example");
        anas.ShouldNotContain("NEXMO");
    }

    [Fact]
    public async Task The_menu_changes_language_and_look_and_leads_back()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Cancel);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        using var ana = await SignedIn.AsAsync(server, "ana", Cancel);

        using var language = await ana.SubmitAsync(
            "/settings",
            "/settings/language",
            Fields(("language", "es"), ("back", "/settings")),
            Cancel
        );
        using var theme = await ana.SubmitAsync(
            "/settings",
            "/settings/theme",
            Fields(("theme", "dark"), ("back", "//elsewhere.example")),
            Cancel
        );

        language.Headers.Location!.OriginalString.ShouldBe("/settings");
        theme.Headers.Location!.OriginalString.ShouldBe("/");
        (await ana.GetStringAsync(new Uri("/settings", UriKind.Relative), Cancel)).ShouldContain(
            "<html lang=\"es\" data-theme=\"dark\""
        );
    }

    [Fact]
    public async Task Health_is_a_page_for_people_and_English_JSON_for_scripts()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Cancel);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        using var owner = await SignedIn.AsAsync(server, "owner", Cancel);
        owner.DefaultRequestHeaders.Add("Accept-Language", "es");

        var page = await (await owner.GetAsync("/health", Cancel)).Content.ReadAsStringAsync(Cancel);
        owner.DefaultRequestHeaders.Accept.Clear();
        var json = await (await owner.GetAsync("/health", Cancel)).Content.ReadAsStringAsync(Cancel);

        page.ShouldContain("<html");
        json.ShouldStartWith("{");
        json.ShouldContain("SCOUT_HEARTBEAT_URL is not set: nobody outside notices");
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(field => KeyValuePair.Create(field.Name, field.Value));
}
