using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Scout.TestKit;

namespace Scout.Server.Tests.Accounts;

/// <summary>Who is let in, and what the door looks like to everybody else.</summary>
public sealed partial class OwnerTests : IAsyncLifetime
{
    private const string Token = "open-sesame-and-quick";

    private readonly ManualTime _time = new();
    private TestDatabase _database = null!;
    private ScoutServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        _server = Start(Token);
    }

    [Fact]
    public async Task A_stranger_sees_the_sign_in_page_and_nothing_else()
    {
        await Seed.WatchAsync(_server.Database, "sam", _time.GetUtcNow(), Stop);
        using var client = Browser();

        using var home = await client.GetAsync("/", Stop);
        home.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await home.Content.ReadAsStringAsync(Stop);
        page.ShouldContain("setup link");
        page.ShouldNotMatch(@"\bSam\b");
        page.ShouldNotContain(Token);

        using var phones = await client.GetAsync("/phones", Stop);
        phones.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        phones.Headers.Location!.ToString().ShouldBe("/login?returnUrl=%2Fphones");
    }

    [Theory]
    [InlineData("/api/sandbox/phones")]
    [InlineData("/api/live")]
    public async Task A_script_without_a_token_is_told_so_as_a_problem(string path)
    {
        using var client = _server.CreateClient();

        using var answer = await client.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_script_shows_the_token_in_a_header_or_in_the_address()
    {
        using var client = _server.CreateClient();
        using var inAddress = await client.GetAsync($"/api/sandbox/phones?token={Token}", Stop);
        inAddress.StatusCode.ShouldBe(HttpStatusCode.OK);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var inHeader = await client.GetAsync("/api/sandbox/phones", Stop);
        inHeader.StatusCode.ShouldBe(HttpStatusCode.OK);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token + "x");
        using var wrong = await client.GetAsync("/api/sandbox/phones", Stop);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Under_its_public_https_name_the_cookie_is_secure()
    {
        await using var server = new ScoutServer(
            _time,
            [
                new("Scout:Data", Path.Combine(_database.Folder, "https")),
                new("Scout:SiteUrl", "https://scout.example"),
                new("Scout:SetupToken", Token),
            ]
        );
        using var client = server.CreateClient(
            new WebApplicationFactoryClientOptions
            {
                AllowAutoRedirect = false,
                BaseAddress = new Uri("http://scout.example"),
                HandleCookies = false,
            }
        );

        (await EnterAsync(client, whole: true)).ShouldContain("secure");
    }

    [Fact]
    public async Task Looking_at_the_setup_link_lets_nobody_in()
    {
        using var client = Browser();

        using var page = await client.GetAsync($"/setup?token={Token}", Stop);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        CookiesOf(page).ShouldNotContain(cookie => cookie.StartsWith("scout=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_token_opens_nothing_and_guessing_is_slowed_down()
    {
        using var client = Browser();
        using var wrong = await client.GetAsync("/setup?token=guess", Stop);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var last = HttpStatusCode.OK;
        for (var i = 0; i < 20; i++)
        {
            using var again = await client.GetAsync($"/setup?token=guess{i}", Stop);
            last = again.StatusCode;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_changes_nothing()
    {
        using var client = Browser();
        var cookie = await EnterAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/phones/%2B14155550101/text");
        request.Headers.Add("Cookie", cookie);
        request.Content = new FormUrlEncodedContent([new("body", "hello")]);

        using var answer = await client.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var kept = await _server.Database.ReadAsync(
            session => session.ScalarAsync<long>("select count(*) from sandbox_texts"),
            Stop
        );
        kept.ShouldBe(0);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, 200)]
    [InlineData("::1", "[::1]:5080", null, 200)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", null, 200)]
    [InlineData("127.0.0.1", "rebound.example", null, 401)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", 401)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-Proto", 401)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", 401)]
    [InlineData("127.0.0.1", "localhost", "CF-Connecting-IP", 401)]
    [InlineData("192.168.1.20", "localhost", null, 401)]
    public async Task A_person_at_the_machine_itself_is_the_owner_and_nobody_else(
        string address,
        string host,
        string? header,
        int status
    )
    {
        var context = await _server.Server.SendAsync(
            request =>
            {
                request.Connection.RemoteIpAddress = IPAddress.Parse(address);
                request.Request.Path = "/api/sandbox/phones";
                request.Request.Host = new HostString(host);
                if (header is not null)
                {
                    request.Request.Headers[header] = "203.0.113.9";
                }
            },
            Stop
        );

        context.Response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Behind_a_public_address_nobody_is_at_the_machine_itself()
    {
        await using var server = new ScoutServer(
            _time,
            [new("Scout:Data", Path.Combine(_database.Folder, "public")), new("Scout:SiteUrl", "https://scout.example")]
        );
        (await AskFromHereAsync(server, "HTTP/1.1")).ShouldBe(401);
    }

    [Theory]
    [InlineData("HTTP/1.1", 200)]
    [InlineData("HTTP/2", 200)]
    [InlineData("HTTP/1.0", 401)]
    public async Task A_proxy_that_says_nothing_of_itself_is_known_by_its_old_protocol(string protocol, int status) =>
        (await AskFromHereAsync(_server, protocol)).ShouldBe(status);

    [Theory]
    [InlineData(null, 204)]
    [InlineData("Origin", 400)]
    [InlineData("Sec-Fetch-Site", 400)]
    [InlineData("Referer", 400)]
    public async Task At_the_machine_itself_a_script_may_act_and_a_foreign_page_in_its_browser_may_not(
        string? header,
        int status
    )
    {
        var context = await _server.Server.SendAsync(
            request =>
            {
                request.Connection.RemoteIpAddress = IPAddress.Loopback;
                request.Request.Method = "POST";
                request.Request.Path = "/api/sandbox/phones/+14155550101/text";
                request.Request.QueryString = new QueryString("?body=hello");
                request.Request.Host = new HostString("localhost");
                if (header is not null)
                {
                    request.Request.Headers[header] = "https://elsewhere.example";
                }
            },
            Stop
        );

        context.Response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_pages_honest()
    {
        using var client = Browser();
        foreach (var path in new[] { "/", "/nowhere", "/setup", "/css/scout.css" })
        {
            using var answer = await client.GetAsync(path, Stop);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'");
            policy.ShouldNotContain("unsafe");
            answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<int> AskFromHereAsync(ScoutServer server, string protocol)
    {
        var context = await server.Server.SendAsync(
            request =>
            {
                request.Connection.RemoteIpAddress = IPAddress.Loopback;
                request.Request.Protocol = protocol;
                request.Request.Path = "/api/sandbox/phones";
                request.Request.Host = new HostString("localhost");
            },
            Stop
        );
        return context.Response.StatusCode;
    }

    private ScoutServer Start(string token) => new(_time, [.. _database.Settings, new("Scout:SetupToken", token)]);

    private HttpClient Browser()
    {
        var client = _server.CreateClient(
            new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false }
        );
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    /// <summary>Opens the link, presses its button; returns the cookie.</summary>
    private static async Task<string> EnterAsync(HttpClient client, bool whole = false)
    {
        using var page = await client.GetAsync($"/setup?token={Token}", Stop);
        var html = await page.Content.ReadAsStringAsync(Stop);
        using var press = new HttpRequestMessage(HttpMethod.Post, "/setup");
        press.Headers.Add("Cookie", CookiesOf(page).Single().Split(';')[0]);
        press.Content = new FormUrlEncodedContent([
            new("token", Token),
            new("name", "Ada"),
            new("email", "ada@example.org"),
            new("password", "correct horse battery"),
            new("__RequestVerificationToken", FormToken().Match(html).Groups["value"].Value),
        ]);
        using var answer = await client.SendAsync(press, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var cookie = CookiesOf(answer).Single(one => one.StartsWith("scout=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        return whole ? cookie : cookie.Split(';')[0];
    }

    private static IEnumerable<string> CookiesOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
