using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Accounts;

/// <summary>What people keep about themselves: name, password, devices, tokens.</summary>
public sealed partial class AccountPageTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly ManualTime _time = new();
    private TestDatabase _database = null!;
    private ScoutServer _server = null!;
    private HttpClient _ada = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        _server = new ScoutServer(_time, _database.Settings);
        _ada = await SignedIn.AsAsync(_server, "ada", Stop);
        await _server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update accounts set email = 'ada@example.org', email_key = 'ada@example.org', password_hash = @hash
                    where id = 'ada'
                    """,
                    new { hash = new Passwords().Hash(Password) }
                ),
            Stop
        );
    }

    [Fact]
    public async Task A_changed_password_signs_every_other_device_out_and_keeps_this_one()
    {
        using var other = await SignedIn.AsAsync(_server, "ada", Stop);

        using var wrong = await PostAsync(
            "/account/password",
            new("current", "no"),
            new("new", "staple staple staple")
        );
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var done = await PostAsync(
            "/account/password",
            new("current", Password),
            new("new", "staple staple staple")
        );

        (await done.Content.ReadAsStringAsync(Stop)).ShouldContain("Every other device was signed out.");
        using var still = await _ada.GetAsync("/account", Stop);
        still.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var gone = await other.GetAsync("/account", Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (
            await _server
                .Services.GetRequiredService<PasswordDoor>()
                .TryAsync("ada@example.org", "staple staple staple", Stop)
        ).ShouldBe("ada");
    }

    [Fact]
    public async Task A_token_is_shown_once_acts_as_its_account_and_can_be_taken_back()
    {
        using var made = await PostAsync("/account/tokens", new("token-name", "my script"), new("days", "30"));
        var token = TokenExpression().Match(await made.Content.ReadAsStringAsync(Stop)).Value;
        token.ShouldNotBeEmpty();
        (await _ada.GetStringAsync("/account", Stop)).ShouldNotContain(token);
        (
            await _server.Database.ReadAsync(s => s.FirstOrDefaultAsync<string>("select hash from api_tokens"), Stop)
        ).ShouldBe(Secrets.Hash(token));

        (await AskAsync(token)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(token + "x")).ShouldBe(HttpStatusCode.Unauthorized);
        (await _ada.GetStringAsync("/account", Stop)).ShouldNotContain("last used never, ends");
        using var page = await PageWithTokenAsync(token);
        page.StatusCode.ShouldNotBe(HttpStatusCode.OK);

        var id = await _server.Database.ReadAsync(
            s => s.FirstOrDefaultAsync<string>("select id from api_tokens"),
            Stop
        );
        using var bo = await SignedIn.AsAsync(_server, "bo", Stop);
        using var foreign = await bo.SubmitAsync("/account", "/account/tokens/revoke", [new("id", id!)], Stop);
        (await AskAsync(token)).ShouldBe(HttpStatusCode.OK);
        using var revoked = await PostAsync("/account/tokens/revoke", new KeyValuePair<string, string>("id", id!));
        (await AskAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_ends_when_it_was_said_to()
    {
        using var made = await PostAsync("/account/tokens", new("token-name", "my script"), new("days", "2"));
        var token = TokenExpression().Match(await made.Content.ReadAsStringAsync(Stop)).Value;
        _time.Advance(TimeSpan.FromHours(47));
        (await AskAsync(token)).ShouldBe(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromHours(1));
        (await AskAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task One_device_or_all_of_them_are_signed_out()
    {
        using var phone = await SignedIn.AsAsync(_server, "ada", Stop);
        using var tablet = await SignedIn.AsAsync(_server, "ada", Stop);
        using var bo = await SignedIn.AsAsync(_server, "bo", Stop);
        var id = await _server.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select id from sessions where account_id = 'bo'"),
            Stop
        );

        using var foreign = await PostAsync("/account/devices/end", new KeyValuePair<string, string>("id", id!));
        (await StatusAsync(bo)).ShouldBe(HttpStatusCode.OK);
        using var all = await PostAsync("/account/devices/end-all");

        (await StatusAsync(phone)).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(tablet)).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(_ada)).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(bo)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_name_and_an_address_are_kept_and_another_accounts_address_is_not_taken()
    {
        using var kept = await PostAsync("/account/name", new("name", "Ada L."), new("email", "Ada.L@example.org"));
        kept.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var bo = await SignedIn.AsAsync(_server, "bo", Stop);

        using var taken = await bo.SubmitAsync(
            "/account",
            "/account/name",
            [new("name", "Bo"), new("email", "ada.l@EXAMPLE.org")],
            Stop
        );

        taken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility
            .HtmlDecode(await taken.Content.ReadAsStringAsync(Stop))
            .ShouldContain("This e-mail address is another account's.");
        using var empty = await PostAsync("/account/name", new("name", "Ada"), new("email", ""));
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_only_way_in_is_not_thrown_away()
    {
        await _server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update accounts set password_hash = null where id = 'ada';
                    insert into logins (issuer, subject, account_id, created_at) values ('i', 's', 'ada', 0)
                    """
                ),
            Stop
        );

        using var refused = await PostAsync("/account/logins/remove", new KeyValuePair<string, string>("id", "i"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Stop)).ShouldContain("your only way to sign in");
    }

    [Theory]
    [InlineData("/account/name")]
    [InlineData("/account/password")]
    [InlineData("/account/passkeys")]
    [InlineData("/account/passkeys/remove")]
    [InlineData("/account/devices/end-all")]
    [InlineData("/account/tokens")]
    [InlineData("/account/delete")]
    [InlineData("/people/invite")]
    [InlineData("/people/role")]
    [InlineData("/people/remove")]
    public async Task Without_its_own_form_nothing_changes(string path)
    {
        using var owner = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);

        using var forged = await owner.PostAsync(path, new FormUrlEncodedContent([new("name", "Eve")]), Stop);

        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/account", Stop);
        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> PostAsync(string path, params KeyValuePair<string, string>[] fields) =>
        _ada.SubmitAsync("/account", path, fields, Stop);

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var script = _server.CreateClient();
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await script.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, Stop);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> PageWithTokenAsync(string token)
    {
        using var script = SignedIn.Nobody(_server);
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await script.GetAsync("/account", Stop);
    }

    [GeneratedRegex("scout_[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex TokenExpression();
}
