using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Scout.Server.Accounts.OpenId;

/// <summary>The issuer did not answer, or not as OpenID asks.</summary>
internal sealed class IssuerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What an issuer says about itself.</summary>
/// <param name="Name">The issuer as it stands in its tokens.</param>
/// <param name="TakesBasic">The client's secret may be shown in a header.</param>
/// <param name="TakesClaims">It may be asked for single claims; some put an address into the token only then.</param>
internal sealed record Discovery(string Name, Uri Authorize, Uri Token, Uri Keys, bool TakesBasic, bool TakesClaims);

/// <summary>Talks with the OpenID issuer, and remembers for a while what seldom changes: its addresses and its keys.</summary>
internal sealed class Issuer(IHttpClientFactory http, IOptions<GoogleOptions> options, TimeProvider time)
{
    public const string HttpName = "openid";

    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(6);

    // Whoever sends tokens with invented key ids must not make Scout ask at every one of them.
    private static readonly TimeSpan AskKeysEvery = TimeSpan.FromSeconds(30);

    private volatile Remembered<Discovery>? _discovery;
    private volatile Remembered<IReadOnlyList<IssuerKey>>? _keys;

    /// <exception cref="IssuerException">It cannot be asked.</exception>
    public async Task<Discovery> DiscoverAsync(CancellationToken cancellationToken)
    {
        if (_discovery is { } known && IsFresh(known.At, KnownFor))
        {
            return known.Value;
        }

        var authority = options.Value.Authority.TrimEnd('/');
        using var document = await GetAsync(
            new Uri($"{authority}/.well-known/openid-configuration"),
            cancellationToken
        );
        var root = document.RootElement;
        var discovery = new Discovery(
            Text(root, "issuer"),
            Address(root, "authorization_endpoint"),
            Address(root, "token_endpoint"),
            Address(root, "jwks_uri"),
            !root.TryGetProperty("token_endpoint_auth_methods_supported", out var methods)
                || methods.EnumerateArray().Any(method => method.GetString() is "client_secret_basic"),
            root.TryGetProperty("claims_parameter_supported", out var claims) && claims.ValueKind is JsonValueKind.True
        );
        if (discovery.Name.TrimEnd('/') != authority)
        {
            throw new IssuerException("The issuer calls itself otherwise than it is called.");
        }

        _discovery = new Remembered<Discovery>(discovery, time.GetUtcNow());
        return discovery;
    }

    /// <summary>The keys that may have signed a token: those with this id. They are asked for again when there is none.</summary>
    /// <param name="id">Null: the token names none, and every key may be it.</param>
    public async Task<IReadOnlyList<IssuerKey>> KeysAsync(string? id, CancellationToken cancellationToken)
    {
        if (_keys is { } known && IsFresh(known.At, KnownFor))
        {
            var matching = Matching(known.Value, id);
            if (matching.Count > 0 || IsFresh(known.At, AskKeysEvery))
            {
                return matching;
            }
        }

        var discovery = await DiscoverAsync(cancellationToken);
        using var document = await GetAsync(discovery.Keys, cancellationToken);
        IReadOnlyList<IssuerKey> keys =
        [
            .. document.RootElement.GetProperty("keys").EnumerateArray().Select(IssuerKey.Read).OfType<IssuerKey>(),
        ];
        _keys = new Remembered<IReadOnlyList<IssuerKey>>(keys, time.GetUtcNow());
        return Matching(keys, id);
    }

    /// <summary>Exchanges a code for the token that says who came.</summary>
    /// <returns>The id_token.</returns>
    /// <exception cref="IssuerException">It gives none for this code.</exception>
    public async Task<string> RedeemAsync(
        string code,
        string verifier,
        Uri redirect,
        CancellationToken cancellationToken
    )
    {
        var discovery = await DiscoverAsync(cancellationToken);
        var (id, secret) = (options.Value.ClientId!, options.Value.ClientSecret!);
        using var request = new HttpRequestMessage(HttpMethod.Post, discovery.Token);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect.AbsoluteUri,
            ["code_verifier"] = verifier,
        };
        if (discovery.TakesBasic)
        {
            var pair = $"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))
            );
        }
        else
        {
            fields["client_id"] = id;
            fields["client_secret"] = secret;
        }

        request.Content = new FormUrlEncodedContent(fields);
        using var document = await SendAsync(request, cancellationToken);
        return Text(document.RootElement, "id_token");
    }

    private static IReadOnlyList<IssuerKey> Matching(IReadOnlyList<IssuerKey> keys, string? id) =>
        id is null ? keys : [.. keys.Where(key => key.Id == id)];

    private bool IsFresh(DateTimeOffset at, TimeSpan span) => time.GetUtcNow() - at < span;

    private async Task<JsonDocument> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, cancellationToken);
    }

    private async Task<JsonDocument> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(HttpName);
            using var answer = await client.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new IssuerException($"The issuer answered {(int)answer.StatusCode}.");
            }

            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new IssuerException("The issuer does not answer as it should.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IssuerException("The issuer takes too long.", exception);
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : throw new IssuerException($"The issuer does not say its {name}.");

    private static Uri Address(JsonElement json, string name) =>
        Uri.TryCreate(Text(json, name), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? address
            : throw new IssuerException($"The issuer's {name} is no https address.");

    private sealed record Remembered<T>(T Value, DateTimeOffset At);
}
