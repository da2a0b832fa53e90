using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Scout.TestKit.OpenId;

namespace Scout.TestKit.Tandem;

/// <summary>
/// Tandem's login and Source servers on loopback, strict about how they are asked. What was asked wrongly fails the test
/// when this is disposed. Addresses below /eu/ are the other region's: the same paths, other people.
/// </summary>
public sealed class FakeTandem : IAsyncDisposable
{
    private const string UsClient = "0oa4wnbvtladeyVZX4h7";
    private const string EuClient = "1519e414-eeec-492e-8c5e-97bea4815a10";
    private const string Issuer = "https://tdcservices.tandemdiabetes.com/accounts/api";
    private const string EuIssuer = "https://tdcservices.eu.tandemdiabetes.com/accounts/api";
    private const int LongestWindow = 28;

    private readonly TimeProvider _time;
    private readonly FakeKey _key = FakeKey.Rsa("tandem-1");
    private readonly ConcurrentDictionary<string, FakePerson> _people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FakePerson> _cookies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (FakePerson Person, string Challenge)> _codes = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, (FakePerson Person, DateTimeOffset Until)> _tokens = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<int> _faults = new();
    private WebApplication _app = null!;
    private int _number;

    private FakeTandem(TimeProvider time) => _time = time;

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Everything that was asked, in order: "POST /accounts/api/login".</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>How often somebody showed a password.</summary>
    public int Logins => _asked.Count(line => line.EndsWith("/accounts/api/login", StringComparison.Ordinal));

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(8);

    /// <summary>In place of SUCCESS.</summary>
    public string LoginStatus { get; set; } = "SUCCESS";

    /// <summary>Every data request answers so; null: as it should. 0: a page with status 200.</summary>
    public int? DataFault { get; set; }

    /// <summary>In real time, before logs are sent.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Called for each request for logs, before it is answered.</summary>
    public Action? OnLogs { get; set; }

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Scout:Tandem:SsoUrl"] = Url.ToString(),
            ["Scout:Tandem:LoginUrl"] = Url.ToString(),
            ["Scout:Tandem:SourceUrl"] = Url.ToString(),
        };

    /// <summary>The same under the names of tconnectsync's environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["TANDEM_SSO_URL"] = Url.ToString(),
            ["TANDEM_LOGIN_URL"] = Url.ToString(),
            ["TANDEM_SOURCE_URL"] = Url.ToString(),
        };

    public static async Task<FakeTandem> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeTandem(time) { _app = app };
        app.Use(
            (context, next) =>
            {
                fake._asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
                return next(context);
            }
        );
        foreach (var region in new[] { "", "/eu" })
        {
            app.MapGet($"{region}/", (Delegate)fake.LoginPage);
            app.MapGet($"{region}/login", (Delegate)fake.LoginPage);
            app.MapPost(
                $"{region}/accounts/api/login",
                (Delegate)((HttpContext context) => fake.LoginAsync(context, region))
            );
            app.MapGet($"{region}/accounts/api/connect/authorize", (Delegate)fake.Authorize);
            app.MapPost($"{region}/accounts/api/connect/token", (Delegate)fake.TokenAsync);
            app.MapGet($"{region}/accounts/api/.well-known/openid-configuration/jwks", fake.Keys);
            app.MapGet($"{region}/api/reports/bff/pumper/{{pumper}}", (Delegate)fake.Pumper);
            app.MapGet($"{region}/api/reports/bff/pump-logs/{{device}}", (Delegate)fake.LogsAsync);
        }

        await app.StartAsync(cancellationToken);
        fake.Url = new Uri(app.Urls.First());
        return fake;
    }

    /// <summary>Somebody with an account, and the first pump of it.</summary>
    public FakePerson Person(string email, string password, string serial = "90000001", bool isEu = false) =>
        _people[(isEu ? "/eu " : " ") + email] = new FakePerson(email, password)
        {
            Pumps = { new FakePump(Guid.CreateVersion7().ToString("D"), serial) },
        };

    /// <summary>The next data requests are answered so, one after the other.</summary>
    public void Answers(params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            _faults.Enqueue(status);
        }
    }

    /// <summary>Every token ends before its time.</summary>
    public void ForgetTokens() => _tokens.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (!_complaints.IsEmpty)
        {
            throw new StoryException("Tandem would not have understood:\n- " + string.Join("\n- ", _complaints));
        }
    }

    private IResult LoginPage(HttpContext context)
    {
        context.Response.Cookies.Append("primed", "1");
        return Results.Text("<!DOCTYPE html><title>Sign in</title>", "text/html");
    }

    private async Task<IResult> LoginAsync(HttpContext context, string region)
    {
        var request = context.Request;
        Expect(request.Cookies.ContainsKey("primed"), "a login without the login page's cookies");
        Expect(request.ContentType is "application/json", "a login that is no JSON");
        Expect(request.Headers.Referer == Url.ToString(), "a login that does not come from the login page");
        ExpectBrowser(request);
        using var body = await JsonDocument.ParseAsync(request.Body);
        var email = body.RootElement.GetProperty("username").GetString() ?? "";
        if (
            !_people.TryGetValue($"{region} {email}", out var person)
            || body.RootElement.GetProperty("password").GetString() != person.Password
        )
        {
            return Results.Json(
                new { error = "account/invalid_credentials", path = "/accounts/api/login" },
                statusCode: StatusCodes.Status401Unauthorized
            );
        }

        var cookie = Next("session");
        _cookies[cookie] = person;
        context.Response.Cookies.Append("session", cookie);
        return Results.Json(new { redirectUrl = "/", status = LoginStatus });
    }

    private IResult Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        Expect(query["response_type"] == "code", "a question for no code");
        Expect(query["scope"] == "openid profile email", "a question with another scope");
        Expect(query["code_challenge_method"] == "S256", "a question without PKCE");
        Expect(query["client_id"] == UsClient || query["client_id"] == EuClient, "a question of another client");
        if (!_cookies.TryGetValue(context.Request.Cookies["session"] ?? "", out var person))
        {
            return Results.Redirect("/login?ReturnUrl=%2Fconnect");
        }

        var code = Next("code");
        _codes[code] = (person, query["code_challenge"].ToString());
        return Results.Redirect(
            QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), "code", code) + "&session_state=x"
        );
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Expect(form["grant_type"] == "authorization_code", "no authorization_code");
        Expect(!form.ContainsKey("client_secret"), "a client secret");
        var challenge = Base64Url.EncodeToString(
            SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))
        );
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || asked.Challenge != challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var now = _time.GetUtcNow();
        var token = Next("access");
        _tokens[token] = (asked.Person, now + TokenLife);
        var claims = new JsonObject
        {
            ["iss"] = form["client_id"] == EuClient ? EuIssuer : Issuer,
            ["aud"] = form["client_id"].ToString(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + TokenLife).ToUnixTimeSeconds(),
            ["pumperId"] = asked.Person.Pumper,
            ["accountId"] = asked.Person.Account,
            ["given_name"] = "Private",
            ["family_name"] = "Person",
        };
        return Results.Json(
            new
            {
                access_token = token,
                id_token = _key.Sign(claims),
                expires_in = (int)TokenLife.TotalSeconds,
                token_type = "Bearer",
            }
        );
    }

    private IResult Keys() =>
        Results.Text(new JsonObject { ["keys"] = new JsonArray([_key.Public()]) }.ToJsonString(), "application/json");

    private IResult Pumper(HttpContext context, string pumper)
    {
        if (Refuse(context, out var person) is { } refusal)
        {
            return refusal;
        }

        Expect(person!.Pumper == pumper, "somebody else's pumps");
        var body = new JsonObject
        {
            ["firstName"] = "Private",
            ["lastName"] = "Person",
            ["dateOfBirth"] = "1990-01-01",
            ["pumps"] = new JsonArray([.. person.Pumps.Select(pump => pump.Describe())]),
        };
        return Results.Text(body.ToJsonString(), "application/json");
    }

    private async Task<IResult> LogsAsync(HttpContext context, string device)
    {
        OnLogs?.Invoke();
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, TimeProvider.System, context.RequestAborted);
        }

        if (Refuse(context, out var person) is { } refusal)
        {
            return refusal;
        }

        var query = context.Request.Query;
        var pump = person!.Pumps.FirstOrDefault(pump => pump.Assignment == device);
        Expect(pump is not null && query["pumperId"] == person.Pumper, "events of a pump that is not there");
        var isFine =
            TryDay(query["startDate"].ToString(), "T00:00:00Z", out var first)
            & TryDay(query["endDate"].ToString(), "T23:59:59Z", out var last);
        if (!isFine || last < first || last.DayNumber - first.DayNumber >= LongestWindow)
        {
            return Results.Json(new { message = "Check input parameters." }, statusCode: 400);
        }

        return Results.Text(pump?.Logs(first, last, codes: null) ?? "{}", "application/json");
    }

    private IResult? Refuse(HttpContext context, out FakePerson? person)
    {
        person = null;
        var request = context.Request;
        var source = Url.ToString().TrimEnd('/');
        ExpectBrowser(request);
        Expect(request.Headers.Accept == "application/json", "data that is no JSON");
        if (
            !request.Headers.Origin.ToString().StartsWith(source, StringComparison.Ordinal)
            || !request.Headers.Referer.ToString().StartsWith(source + "/", StringComparison.Ordinal)
        )
        {
            return Results.Text("The request is blocked", "text/html", statusCode: 403);
        }

        var fault = _faults.TryDequeue(out var next) ? next : DataFault;
        if (fault is { } status)
        {
            return Results.Text("<html>out of order</html>", "text/html", statusCode: status == 0 ? 200 : status);
        }

        var token = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        if (!_tokens.TryGetValue(token, out var known) || known.Until <= _time.GetUtcNow())
        {
            return Results.Json(new { message = "Unauthorized" }, statusCode: 401);
        }

        person = known.Person;
        return null;
    }

    private void ExpectBrowser(HttpRequest request) =>
        Expect(request.Headers.UserAgent.ToString().StartsWith("Mozilla/", StringComparison.Ordinal), "no browser");

    private static bool TryDay(string text, string end, out DateOnly day) =>
        DateOnly.TryParseExact(
            text.Replace(end, "", StringComparison.Ordinal),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        ) && text.EndsWith(end, StringComparison.Ordinal);

    private string Next(string what) => $"{what}-{Interlocked.Increment(ref _number)}";

    private void Expect(bool isFine, string complaint)
    {
        if (!isFine)
        {
            _complaints.Enqueue(complaint);
        }
    }
}

/// <summary>Somebody with an account at a fake Tandem.</summary>
public sealed record FakePerson(string Email, string Password)
{
    public string Pumper { get; } = Guid.CreateVersion7().ToString("D");

    public string Account { get; } = Guid.CreateVersion7().ToString("D");

    public IList<FakePump> Pumps { get; } = [];

    /// <summary>The first one.</summary>
    public FakePump Pump => Pumps[0];

    /// <summary>May change, as people's do.</summary>
    public string Password { get; set; } = Password;
}
