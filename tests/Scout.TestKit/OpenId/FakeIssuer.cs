using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Scout.TestKit.OpenId;

/// <summary>
/// An OpenID issuer on a port of this machine that says whatever a test wants it to say, and checks what it is asked:
/// client, redirect address and PKCE.
/// </summary>
public sealed class FakeIssuer : IAsyncDisposable
{
    public const string ClientId = "scout-client";
    public const string ClientSecret = "scout secret/with+signs";

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _codes = new(StringComparer.Ordinal);
    private WebApplication _app = null!;

    private FakeIssuer(TimeProvider time) => _time = time;

    public string Address { get; private set; } = "";

    /// <summary>The key that signs now; the issuer publishes it unless the test keeps it secret.</summary>
    public FakeKey Key { get; set; } = FakeKey.Rsa("key-1");

    public IList<FakeKey> Published { get; } = [];

    /// <summary>Who signs in. A test adds claims, or takes some away.</summary>
    public JsonObject Person { get; } =
        new()
        {
            ["sub"] = "1001",
            ["email"] = "ada@example.org",
            ["email_verified"] = true,
            ["name"] = "Ada",
        };

    /// <summary>Changes the claims of the next token.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>Changes the finished token.</summary>
    public Func<string, string> Token { get; set; } = token => token;

    /// <summary>How often its keys were asked for.</summary>
    public int KeysAsked { get; private set; }

    /// <summary>Settings of a server that takes it for Google.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Scout:Google:Authority"] = Address,
            ["Scout:Google:ClientId"] = ClientId,
            ["Scout:Google:ClientSecret"] = ClientSecret,
        };

    public static async Task<FakeIssuer> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var issuer = new FakeIssuer(time);
        issuer.Published.Add(issuer.Key);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Text(issuer.Discovery(), "application/json"));
        app.MapGet("/keys", () => Results.Text(issuer.Keys(), "application/json"));
        app.MapPost("/token", (Delegate)issuer.RedeemAsync);
        issuer._app = app;
        await app.StartAsync(cancellationToken);
        issuer.Address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        return issuer;
    }

    /// <summary>The person agrees at the issuer's page; where the browser is sent back to.</summary>
    public string Agree(Uri asked)
    {
        var query = QueryHelpers.ParseQuery(asked.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        if (query["client_id"] != ClientId || query["code_challenge_method"] != "S256" || query["nonce"].Length < 20)
        {
            throw new InvalidOperationException($"This is not how one asks: {asked}");
        }

        var code = Guid.CreateVersion7().ToString("N");
        _codes[code] = query;
        return QueryHelpers.AddQueryString(
            query["redirect_uri"],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = query["state"] }
        );
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private string Discovery() =>
        new JsonObject
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = $"{Address}/authorize",
            ["token_endpoint"] = $"{Address}/token",
            ["jwks_uri"] = $"{Address}/keys",
        }.ToJsonString();

    private string Keys()
    {
        KeysAsked++;
        return new JsonObject { ["keys"] = new JsonArray([.. Published.Select(key => key.Public())]) }.ToJsonString();
    }

    private async Task<IResult> RedeemAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var pair = Encoding.UTF8.GetString(
            Convert.FromBase64String(context.Request.Headers.Authorization.ToString()["Basic ".Length..])
        );
        var challenge = Base64Url.EncodeToString(
            SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))
        );
        if (
            pair != $"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}"
            || !_codes.TryRemove(form["code"].ToString(), out var asked)
            || asked["redirect_uri"] != form["redirect_uri"]
            || asked["code_challenge"] != challenge
        )
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["nonce"] = asked["nonce"],
            ["iat"] = now,
            ["exp"] = now + 3600,
        };
        foreach (var (name, value) in Person)
        {
            claims[name] = value?.DeepClone();
        }

        Claims(claims);
        return Results.Json(
            new
            {
                access_token = "unused",
                token_type = "Bearer",
                id_token = Token(Key.Sign(claims)),
            }
        );
    }
}
