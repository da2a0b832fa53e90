using System.Net;
using System.Text.Json.Nodes;
using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Tandem;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>Two people add their pumps on pages of one instance, each with an account and a site of their own.</summary>
public sealed class PumpPageTests : IAsyncLifetime
{
    private const string Password = "p@ss \"word\" ";

    private TestDatabase _database = null!;
    private ScoutServer _server = null!;
    private FakeTandem _tandem = null!;
    private FakeNightscout _nightscout = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        var time = new ManualTime();
        _tandem = await FakeTandem.StartAsync(time, Stop);
        _nightscout = await FakeNightscout.StartAsync(time);
        _server = new ScoutServer(
            time,
            [.. _database.Settings, .. _tandem.Settings, new("Scout:AllowPrivateUrls", "true")]
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _nightscout.DisposeAsync();
        await _database.DisposeAsync();
        await _tandem.DisposeAsync();
    }

    [Fact]
    public async Task Each_person_has_a_pump_and_sees_only_that()
    {
        using var ada = await AccountBrowser.SignInAsync(_server, "ada", "Ada", Stop);
        using var bo = await AccountBrowser.SignInAsync(_server, "bo", "Bo", Stop);
        Live("ada@example.com", "90000001", 100);
        Live("bo@example.com", "90000002", 200);

        var first = await AddAsync(ada, "ada@example.com", _nightscout.Address);
        var second = await AddAsync(bo, "bo@example.com", _nightscout.AddressOf(1));
        await _server.SettleAsync(Stop);

        _nightscout.Root.Treatments("Temp Basal").ShouldAllBe(row => (double)row["rate"]! == 0.1);
        _nightscout.Site(1).Treatments("Temp Basal").ShouldAllBe(row => (double)row["rate"]! == 0.2);
        _nightscout.Site(1).Treatments("Temp Basal").Count.ShouldBe(12);

        (await ada.OpensAsync(first, Stop)).ShouldBe(HttpStatusCode.OK);
        ada.Page.ShouldContain("90000001");
        ada.Page.ShouldContain("12 documents written: Temp Basal 12");
        ada.Page.ShouldNotContain("p@ss");
        foreach (var list in new[] { "/pumps", "/" })
        {
            (await ada.OpensAsync(list, Stop)).ShouldBe(HttpStatusCode.OK);
            ada.Page.ShouldContain(first);
            ada.Page.ShouldNotContain(second);
        }

        ada.Page.ShouldContain("The data of Pump get through to Nightscout.");
        (await ada.OpensAsync(second, Stop)).ShouldBe(HttpStatusCode.NotFound);
        await ada.OpensAsync(first, Stop);
        (await ada.SendsAsync($"{second}/run", Stop)).ShouldBe(HttpStatusCode.NotFound);
        (await ada.SendsAsync($"{second}/remove", Stop)).ShouldBe(HttpStatusCode.NotFound);
        (await ada.OpensAsync(first.Replace("/pumps/", "/watches/", StringComparison.Ordinal), Stop)).ShouldBe(
            HttpStatusCode.Found
        );

        // What would be written, and then: nothing of it is known any more.
        await ada.OpensAsync(first, Stop);
        (await ada.SendsAsync($"{first}/preview", Stop, ("days", "1"))).ShouldBe(HttpStatusCode.Found);
        await _server.SettleAsync(Stop);
        await ada.OpensAsync(first, Stop);
        ada.Page.ShouldContain("0 documents would be written");
        (await ada.SendsAsync($"{first}/remove", Stop)).ShouldBe(HttpStatusCode.Found);
        (await CountAsync("select count(*) from pumps")).ShouldBe(1);
        (
            await CountAsync("select count(*) from pump_documents where watch_id = @watch", first.Split('/')[^1])
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_region_is_told_and_the_other_one_is_tried_only_when_somebody_says_so()
    {
        using var ada = await AccountBrowser.SignInAsync(_server, "ada", "Ada", Stop);
        Live("ada@example.com", "90000001", 100);
        var path = await AddAsync(ada, "ada@example.com", _nightscout.Address, password: "wrong");
        await _server.SettleAsync(Stop);

        await ada.OpensAsync(path, Stop);
        ada.Page.ShouldContain("check US or EU");
        await _server.AdvanceAsync(TimeSpan.FromHours(1), Stop);
        _tandem.Logins.ShouldBe(1);
        await ada.OpensAsync(path, Stop);
        (await ada.SendsAsync($"{path}/again", Stop)).ShouldBe(HttpStatusCode.Found);
        await _server.SettleAsync(Stop);
        _tandem.Logins.ShouldBe(2);

        await ada.OpensAsync(path, Stop);
        (await SaveAsync(ada, path, "ada@example.com", _nightscout.Address, Password)).ShouldBe(HttpStatusCode.Found);
        await _server.SettleAsync(Stop);
        _tandem.Logins.ShouldBe(3);
        await ada.OpensAsync(path, Stop);
        ada.Page.ShouldNotContain("check US or EU");
    }

    [Fact]
    public async Task The_other_region_is_asked_once_when_somebody_says_so_and_counts_from_then_on()
    {
        using var ada = await AccountBrowser.SignInAsync(_server, "ada", "Ada", Stop);
        Live("ada@example.com", "90000001", 100);
        var path = await AddAsync(ada, "ada@example.com", _nightscout.Address, password: "of the other region");
        await _server.SettleAsync(Stop);
        await ada.OpensAsync(path, Stop);
        ada.Page.ShouldContain("Try the region EU once");
        (await ada.SendsAsync($"{path}/region", Stop)).ShouldBe(HttpStatusCode.Found);
        await ada.OpensAsync(path, Stop);
        ada.Page.ShouldContain("The other region refuses it as well");
        ada.Page.ShouldNotContain("Try the region");
        await ada.SendsAsync($"{path}/region", Stop);
        _tandem.Logins.ShouldBe(2); // once is once

        // Typed anew it may be asked again; this time the account is there.
        await ada.OpensAsync(path, Stop);
        await SaveAsync(ada, path, "ada@example.com", _nightscout.Address, "of the other region!");
        await _server.SettleAsync(Stop);
        _tandem.Person("ada@example.com", "of the other region!").Pumps[0].UploadedAt = _server.Time.GetUtcNow();
        await ada.OpensAsync(path, Stop);
        await ada.SendsAsync($"{path}/region", Stop);
        await _server.SettleAsync(Stop);
        _tandem.Logins.ShouldBe(4);
        await ada.OpensAsync(path, Stop);
        ada.Page.ShouldNotContain("check US or EU");
        ada.Page.ShouldContain("value=\"Eu\" selected");
        (await CountAsync("select count(*) from pumps where region = 'Eu' and refused is null")).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_asks_whose_profile_counts_and_shows_alarms_as_past()
    {
        using var ada = await AccountBrowser.SignInAsync(_server, "ada", "Ada", Stop);
        using var bo = await AccountBrowser.SignInAsync(_server, "bo", "Bo", Stop);
        var pump = Live("ada@example.com", "90000001", 100);
        pump.Settings = PumpLife.Settings();
        new PumpLife(pump).Alarm(_server.Time.GetUtcNow().UtcDateTime.AddHours(-3), 2);
        _nightscout.Root.Write(
            "profile",
            new JsonObject { ["enteredBy"] = "Loop <3", ["created_at"] = "2026-01-01T00:00:00Z" }
        );
        await ada.OpensAsync("/pumps/new", Stop);
        (
            await SaveAsync(
                ada,
                "/pumps/new",
                "ada@example.com",
                _nightscout.Address,
                Password,
                ("features", "PROFILES"),
                ("alarms", "1")
            )
        ).ShouldBe(HttpStatusCode.Found, ada.Page);
        var path = ada.Location.Split('?')[0];
        await _server.SettleAsync(Stop);

        await ada.OpensAsync(path, Stop);
        ada.Page.ShouldContain("Loop &lt;3 changed the profile in Nightscout");
        ada.Page.ShouldContain("Loop &lt;3 has written Nightscout&#x27;s profile"); // what the run had to say
        ada.Page.ShouldContain("An occlusion alarm, <time");
        ada.Page.ShouldContain(", 3 h ago");
        ada.Page.ShouldContain("name=\"alarms\" value=\"1\" checked");
        ada.Page.ShouldContain("Battery and reservoir: not available from Tandem.");

        await bo.OpensAsync("/pumps", Stop);
        (await bo.SendsAsync($"{path}/profile", Stop)).ShouldBe(HttpStatusCode.NotFound);
        (await bo.SendsAsync($"{path}/region", Stop)).ShouldBe(HttpStatusCode.NotFound);
        (await ada.SendsAsync($"{path}/profile", Stop)).ShouldBe(HttpStatusCode.Found);
        await _server.SettleAsync(Stop);
        $"{_nightscout.Root.Documents("profile")[^1]["defaultProfile"]}".ShouldBe("Everyday");
        await ada.OpensAsync(path, Stop);
        ada.Page.ShouldNotContain("Whose profile counts?");
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field()
    {
        using var ada = await AccountBrowser.SignInAsync(_server, "ada", "Ada", Stop);
        await ada.OpensAsync("/pumps/new", Stop);

        (
            await ada.SendsAsync(
                "/pumps/new",
                Stop,
                ("name", ""),
                ("region", "Us"),
                ("email", "nobody"),
                ("zone", "Mars/Base"),
                ("site", ""),
                ("phone", "12")
            )
        ).ShouldBe(HttpStatusCode.UnprocessableEntity);

        foreach (
            var words in new[]
            {
                "Give the pump a name",
                "Type the e-mail address",
                "Type the password",
                "Choose the time zone",
                "Choose at least one thing",
                "Type the API secret",
                "Type the address of the Nightscout site",
            }
        )
        {
            ada.Page.ShouldContain(words);
        }

        (await CountAsync("select count(*) from pumps")).ShouldBe(0);
    }

    private FakePump Live(string email, string serial, int milliunits)
    {
        var pump = _tandem.Person(email, Password, serial).Pump;
        var life = new PumpLife(pump);
        var now = _server.Time.GetUtcNow();
        for (var i = 12; i > 0; i--)
        {
            life.Rate(now.UtcDateTime.AddMinutes(-5 * i), milliunits);
        }

        pump.UploadedAt = now;
        return pump;
    }

    private static async Task<string> AddAsync(
        AccountBrowser browser,
        string email,
        Uri site,
        string password = Password
    )
    {
        (await browser.OpensAsync("/pumps/new", Stop)).ShouldBe(HttpStatusCode.OK);
        (await SaveAsync(browser, "/pumps/new", email, site, password)).ShouldBe(HttpStatusCode.Found, browser.Page);
        return browser.Location.Split('?')[0];
    }

    private static Task<HttpStatusCode> SaveAsync(
        AccountBrowser browser,
        string path,
        string email,
        Uri site,
        string password,
        params (string Name, string Value)[] more
    ) =>
        browser.SendsAsync(
            path,
            Stop,
            [
                ("name", "Pump"),
                ("region", "Us"),
                ("email", email),
                ("password", password),
                ("serial", ""),
                ("zone", "UTC"),
                ("site", site.ToString()),
                ("secret", "scout-test-secret-1"),
                ("features", "BASAL"),
                ("phone", ""),
                .. more,
            ]
        );

    private Task<long> CountAsync(string sql, string watch = "") =>
        _server.Database.ReadAsync(session => session.ScalarAsync<long>(sql, new { watch }), Stop);
}
