using System.Net;
using System.Net.Http.Headers;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Accounts;

/// <summary>The first owner: the setup link opens once, and what it opened stays the owner's.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private const string Token = "the-setup-token-of-this-test";

    private readonly ManualTime _time = new();
    private TestDatabase _database = null!;
    private ScoutServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Link => $"/setup?token={Token}";

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        _server = new ScoutServer(_time, [.. _database.Settings, new("Scout:SetupToken", Token)]);
    }

    [Fact]
    public async Task Whoever_has_the_link_becomes_the_owner_and_stays_signed_in_after_a_restart()
    {
        using var browser = SignedIn.Nobody(_server);

        using var done = await SetUpAsync(browser);

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetStringAsync("/", Stop)).ShouldContain("Nothing is watched yet");
        var key = await DeviceKeyAsync(browser);
        await _server.DisposeAsync();
        _server = new ScoutServer(_time, [.. _database.Settings, new("Scout:SetupToken", Token)]);
        using var again = _server.CreateClient();
        again.DefaultRequestHeaders.Add("Cookie", key);
        (await again.GetStringAsync("/", Stop)).ShouldContain("Nothing is watched yet");
    }

    [Fact]
    public async Task Once_set_up_the_link_opens_nothing_and_the_token_goes_on_to_be_the_key_of_scripts()
    {
        using var owner = SignedIn.Nobody(_server);
        using var done = await SetUpAsync(owner);
        using var stranger = SignedIn.Nobody(_server);

        using var page = await stranger.GetAsync(Link, Stop);

        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await page.Content.ReadAsStringAsync(Stop)).ShouldContain("scout recover");
        using var script = _server.CreateClient();
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = await script.GetAsync("/api/sandbox/phones", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_that_was_open_before_somebody_else_set_Scout_up_comes_too_late()
    {
        using var first = SignedIn.Nobody(_server);
        using var second = SignedIn.Nobody(_server);
        using var page = await second.GetAsync(Link, Stop);
        using var done = await SetUpAsync(first);

        using var late = await second.PostAsync(
            "/setup",
            SignedIn.FormOf(await page.Content.ReadAsStringAsync(Stop), Fields("Bo", "bo@example.org")),
            Stop
        );

        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ReadAsync("select name from accounts where id = 'owner'")).ShouldBe("Ada");
    }

    [Fact]
    public async Task Once_set_up_a_person_at_the_machine_itself_must_sign_in_too()
    {
        (await HereAsync()).ShouldBe(200);
        using var owner = SignedIn.Nobody(_server);
        using var done = await SetUpAsync(owner);

        (await HereAsync()).ShouldBe(401);
    }

    [Theory]
    [InlineData("", "ada@example.org", "correct horse battery", "Write your name.")]
    [InlineData("Ada", "ada", "correct horse battery", "An e-mail address looks like ada@example.org.")]
    [InlineData("Ada", "ada@example.org", "short", "A password has at least 10 characters.")]
    [InlineData("Ada", "ada@example.org", "aaaaaaaaaaaa", "This password is too easy to guess.")]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
        string name,
        string email,
        string password,
        string sentence
    )
    {
        using var browser = SignedIn.Nobody(_server);

        using var answer = await browser.SubmitAsync(
            Link,
            "/setup",
            [new("token", Token), new("name", name), new("email", email), new("password", password)],
            Stop
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        page.ShouldContain(sentence);
        page.ShouldContain($"value=\"{email}\"");
        page.ShouldNotContain(password.Length > 0 ? $"value=\"{password}\"" : "no password at all");
        (await ReadAsync("select name from accounts where id = 'owner'")).ShouldBe("Owner");
    }

    [Fact]
    public async Task Without_the_token_nobody_becomes_the_owner()
    {
        using var browser = SignedIn.Nobody(_server);

        using var answer = await browser.SubmitAsync(
            Link,
            "/setup",
            [new("token", "guess"), .. Fields("Eve", "eve@example.org").Skip(1)],
            Stop
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ReadAsync("select name from accounts where id = 'owner'")).ShouldBe("Owner");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static KeyValuePair<string, string>[] Fields(string name, string email) =>
        [new("token", Token), new("name", name), new("email", email), new("password", "correct horse battery")];

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient browser) =>
        browser.SubmitAsync(Link, "/setup", Fields("Ada", "ada@example.org"), Stop);

    private static async Task<string> DeviceKeyAsync(HttpClient browser)
    {
        // Signing in again replaces the device's key, so the newest answer names it.
        using var answer = await browser.SubmitAsync(
            "/logout",
            "/login",
            [new("email", "ada@example.org"), new("password", "correct horse battery")],
            Stop
        );
        return answer
            .Headers.GetValues("Set-Cookie")
            .Single(cookie => cookie.StartsWith($"{DeviceCookie.Name}=", StringComparison.Ordinal))
            .Split(';')[0];
    }

    private async Task<int> HereAsync()
    {
        var context = await _server.Server.SendAsync(
            request =>
            {
                request.Connection.RemoteIpAddress = IPAddress.Loopback;
                request.Request.Path = "/api/sandbox/phones";
                request.Request.Host = new HostString("localhost");
            },
            Stop
        );
        return context.Response.StatusCode;
    }

    private Task<string?> ReadAsync(string sql) =>
        _server.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql), Stop);
}
