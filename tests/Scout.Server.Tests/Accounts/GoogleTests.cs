using System.Net;
using System.Text.Json.Nodes;
using Scout.Server.Accounts;
using Scout.TestKit;
using Scout.TestKit.OpenId;

namespace Scout.Server.Tests.Accounts;

/// <summary>Signing in by an OpenID issuer: whom it lets in, and which of its words are not believed.</summary>
public sealed class GoogleTests : IAsyncLifetime
{
    private const string SetupToken = "the-setup-token-of-this-test";

    private readonly ManualTime _time = new();
    private TestDatabase _database = null!;
    private FakeIssuer _issuer = null!;
    private ScoutServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        _issuer = await FakeIssuer.StartAsync(_time, Stop);
        _server = Start();
    }

    [Fact]
    public async Task The_owner_is_set_up_by_the_issuer_and_comes_back_by_it()
    {
        using var browser = SignedIn.Nobody(_server);
        using var done = await TravelAsync(browser, $"/login/google?setup={SetupToken}");
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await HomeAsync(browser)).ShouldContain("Nothing is watched yet");

        _issuer.Claims = claims => claims["email"] = "new@example.org"; // the subject counts, not the address
        using var another = SignedIn.Nobody(_server);
        using var again = await TravelAsync(another, "/login/google?returnUrl=/phones");

        again.Headers.Location!.OriginalString.ShouldBe("/phones");
        (await ReadAsync("select count(*) || ' ' || max(role) || ' ' || max(name) from accounts")).ShouldBe(
            "1 Owner Ada"
        );
    }

    [Fact]
    public async Task Who_has_no_invitation_stays_outside()
    {
        using var browser = SignedIn.Nobody(_server);

        using var answer = await TravelAsync(browser, "/login/google");

        (await WordsAsync(answer)).ShouldContain("An invitation is needed here.");
        (await HomeAsync(browser)).ShouldContain("Scout keeps watch here.");
    }

    [Fact]
    public async Task The_address_in_the_settings_is_the_owners()
    {
        await using var server = Start(("Scout:OwnerEmail", "ADA@example.org"));
        using var browser = SignedIn.Nobody(server);

        using var answer = await TravelAsync(browser, "/login/google");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync(server, "select account_id from logins")).ShouldBe("owner");
    }

    [Fact]
    public async Task An_address_that_the_issuer_did_not_verify_is_nobodys()
    {
        _issuer.Person["email_verified"] = false;
        await using var server = Start(("Scout:OwnerEmail", "ada@example.org"));
        using var browser = SignedIn.Nobody(server);

        using var answer = await TravelAsync(browser, "/login/google");

        (await WordsAsync(answer)).ShouldContain("An invitation is needed here.");
    }

    [Theory]
    [InlineData("open", null, true)]
    [InlineData("allow-list", "ada@example.org", true)]
    [InlineData("allow-list", "@EXAMPLE.org", true)]
    [InlineData("allow-list", "@other.example", false)]
    [InlineData("allow-list", "@ample.org", false)]
    [InlineData("invitation", null, false)]
    public async Task Who_may_join_without_an_invitation_is_a_setting(string signUp, string? entry, bool joins)
    {
        await using var server = Start(
            ("Scout:Accounts:SignUp", signUp),
            ("Scout:Accounts:AllowList:0", entry ?? "nobody@nowhere.example")
        );
        using var browser = SignedIn.Nobody(server);

        using var answer = await TravelAsync(browser, "/login/google");

        (answer.StatusCode == HttpStatusCode.Redirect).ShouldBe(joins);
        (await ReadAsync(server, "select count(*) from accounts where role = 'Member'")).ShouldBe(joins ? "1" : "0");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("Ada@example.org", true)]
    [InlineData("bo@example.org", false)]
    public async Task An_invitation_lets_in_by_the_issuer_too(string? only, bool joins)
    {
        var token = await _server.Database.WriteAsync(
            session =>
                session.InviteAsync(
                    new NewInvitation(InvitationKind.Join, Viewer.OwnerId, Email: only),
                    _time.GetUtcNow()
                ),
            Stop
        );
        using var browser = SignedIn.Nobody(_server);

        using var answer = await TravelAsync(browser, $"/login/google?join={token}");

        (answer.StatusCode == HttpStatusCode.Redirect).ShouldBe(joins);
        (await ReadAsync("select count(*) from invitations where used_at is not null")).ShouldBe(joins ? "1" : "0");
    }

    [Fact]
    public async Task An_account_with_a_password_is_not_opened_by_its_address_but_connected_from_inside()
    {
        await _server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update accounts set email = 'ada@example.org', email_key = 'ada@example.org', password_hash = 'x'"
                ),
            Stop
        );
        using var stranger = SignedIn.Nobody(_server);
        using var refused = await TravelAsync(stranger, "/login/google");
        (await WordsAsync(refused)).ShouldContain("There is an account with this e-mail address already.");

        using var owner = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);
        using var connected = await TravelAsync(owner, "/login/google?connect=1");
        connected.Headers.Location!.OriginalString.ShouldBe("/account");
        using var now = await TravelAsync(stranger, "/login/google");
        now.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_page_elsewhere_cannot_start_to_connect()
    {
        using var owner = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);
        owner.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await TravelAsync(owner, "/login/google?connect=1");

        (await ReadAsync("select count(*) from logins")).ShouldBe("0");
    }

    public static TheoryData<string> Lies() =>
        [
            "wrong audience",
            "several audiences",
            "other party",
            "wrong issuer",
            "wrong nonce",
            "missing nonce",
            "expired",
            "not valid yet",
            "made in the future",
            "no subject",
            "tampered claims",
            "tampered signature",
            "alg none",
            "HS256 with the public key",
            "unknown key",
            "short key",
            "no token",
        ];

    [Theory, MemberData(nameof(Lies))]
    public async Task A_token_that_lies_opens_nothing(string lie)
    {
        await using var server = Start(("Scout:Accounts:SignUp", "open"));
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        switch (lie)
        {
            case "unknown key":
                _issuer.Key = FakeKey.Rsa("key-9");
                break;
            case "short key":
                _issuer.Key = FakeKey.Rsa("key-s", bits: 1024);
                _issuer.Published.Add(_issuer.Key);
                break;
        }

        _issuer.Claims = claims =>
        {
            switch (lie)
            {
                case "wrong audience":
                    claims["aud"] = "another-client";
                    break;
                case "several audiences":
                    claims["aud"] = new JsonArray(FakeIssuer.ClientId, "another-client");
                    break;
                case "other party":
                    claims["azp"] = "another-client";
                    break;
                case "wrong issuer":
                    claims["iss"] = "https://accounts.google.com";
                    break;
                case "wrong nonce":
                    claims["nonce"] = "another-nonce-of-another-sign-in";
                    break;
                case "missing nonce":
                    claims.Remove("nonce");
                    break;
                case "expired":
                    claims["iat"] = now - 3500;
                    claims["exp"] = now - 61;
                    break;
                case "not valid yet":
                    claims["nbf"] = now + 120;
                    break;
                case "made in the future":
                    claims["iat"] = now + 120;
                    break;
                case "no subject":
                    claims.Remove("sub");
                    break;
            }
        };
        _issuer.Token = token =>
            lie switch
            {
                "tampered claims" => Swap(token),
                "tampered signature" => token[..^8] + "AAAAAAAA",
                "alg none" => FakeKey.WithoutSignature(token),
                "HS256 with the public key" => _issuer.Key.SignWithPublicKey(token),
                "no token" => "hello",
                _ => token,
            };
        using var browser = SignedIn.Nobody(server);

        using var answer = await TravelAsync(browser, "/login/google");

        (await WordsAsync(answer)).ShouldContain("This sign-in was not accepted.");
        (await ReadAsync(server, "select count(*) from accounts")).ShouldBe("1");
        (await ReadAsync(server, "select count(*) from sessions")).ShouldBe("0");
    }

    [Fact]
    public async Task An_answer_for_another_browser_opens_nothing()
    {
        using var one = SignedIn.Nobody(_server);
        using var other = SignedIn.Nobody(_server);
        using var first = await one.GetAsync("/login/google", Stop);
        using var second = await other.GetAsync("/login/google", Stop);

        using var foreign = await one.GetAsync(_issuer.Agree(second.Headers.Location!), Stop);
        (await WordsAsync(foreign)).ShouldContain("This sign-in was not accepted.");

        using var none = SignedIn.Nobody(_server);
        using var without = await none.GetAsync(_issuer.Agree(first.Headers.Location!), Stop);
        (await WordsAsync(without)).ShouldContain("This sign-in was not accepted.");
    }

    [Fact]
    public async Task Who_declines_is_told_so_kindly()
    {
        using var browser = SignedIn.Nobody(_server);
        using var gone = await browser.GetAsync("/login/google", Stop);
        var state = System.Web.HttpUtility.ParseQueryString(gone.Headers.Location!.Query)["state"];

        using var answer = await browser.GetAsync($"/login/google/callback?error=access_denied&state={state}", Stop);

        (await WordsAsync(answer)).ShouldContain("You were not signed in.");
    }

    [Fact]
    public async Task New_keys_of_the_issuer_are_fetched_when_they_are_needed_and_not_for_every_invented_one()
    {
        await using var server = Start(("Scout:Accounts:SignUp", "open"));
        using var browser = SignedIn.Nobody(server);
        using var first = await TravelAsync(browser, "/login/google");
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        _time.Advance(TimeSpan.FromMinutes(1));
        _issuer.Key = FakeKey.Curve("key-2");
        _issuer.Published.Add(_issuer.Key);
        using var rotated = await TravelAsync(browser, "/login/google");
        rotated.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        _issuer.KeysAsked.ShouldBe(2);

        _issuer.Key = FakeKey.Rsa("invented");
        using var invented = await TravelAsync(browser, "/login/google");
        invented.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _issuer.KeysAsked.ShouldBe(2);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_named_as_the_reason()
    {
        await _issuer.DisposeAsync();
        using var browser = SignedIn.Nobody(_server);

        using var answer = await browser.GetAsync("/login/google", Stop);

        (await WordsAsync(answer)).ShouldContain("The other side did not answer.");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _issuer.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static string Swap(string token)
    {
        var parts = token.Split('.');
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        claims["sub"] = "somebody-else";
        parts[1] = System.Buffers.Text.Base64Url.EncodeToString(
            System.Text.Encoding.UTF8.GetBytes(claims.ToJsonString())
        );
        return string.Join('.', parts);
    }

    private static async Task<string> WordsAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private static Task<string> HomeAsync(HttpClient browser) => browser.GetStringAsync("/", Stop);

    private static async Task<string?> ReadAsync(ScoutServer server, string sql) =>
        (await server.Database.ReadAsync(session => session.ScalarAsync<object>(sql), Stop))?.ToString();

    private Task<string?> ReadAsync(string sql) => ReadAsync(_server, sql);

    /// <summary>To the issuer, where the person agrees, and back.</summary>
    private async Task<HttpResponseMessage> TravelAsync(HttpClient browser, string from)
    {
        using var gone = await browser.GetAsync(from, Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return await browser.GetAsync(_issuer.Agree(gone.Headers.Location!), Stop);
    }

    private ScoutServer Start(params (string Key, string Value)[] more)
    {
        var folder = Path.Combine(_database.Folder, Guid.CreateVersion7().ToString("N"));
        return new ScoutServer(
            _time,
            [
                new("Scout:Data", folder),
                new("Scout:SetupToken", SetupToken),
                .. _issuer.Settings,
                .. more.Select(one => KeyValuePair.Create<string, string?>(one.Key, one.Value)),
            ]
        );
    }
}
