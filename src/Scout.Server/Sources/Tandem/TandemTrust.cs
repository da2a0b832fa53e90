using System.Text.Json;
using Scout.Server.Accounts.OpenId;

namespace Scout.Server.Sources.Tandem;

/// <summary>Whether what came back from signing in was made by Tandem.</summary>
internal sealed partial class TandemTrust(TandemWire wire, TimeProvider time, ILogger<TandemTrust> logger)
{
    /// <summary>The claims of a token that Tandem signed, for now. Another audience alone is taken: Tandem's own changed twice.</summary>
    public async Task<JsonElement> ClaimsAsync(TandemPlaces places, string id, CancellationToken cancellationToken)
    {
        if (IdToken.Read(id) is not { Algorithm: "RS256" } token)
        {
            throw NotTrusted("it is no token that was signed as Tandem signs");
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(places.Accounts, ".well-known/openid-configuration/jwks")
        );
        using var response = await wire.SendAsync(null, request, cancellationToken);
        using var body = await wire.ReadJsonAsync(response, cancellationToken);
        IReadOnlyList<IssuerKey> keys =
            body?.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("keys", out var list)
            && list.ValueKind is JsonValueKind.Array
                ?
                [
                    .. list.EnumerateArray()
                        .Select(IssuerKey.Read)
                        .OfType<IssuerKey>()
                        .Where(key => key.Id == token.KeyId),
                ]
                : [];
        if (keys.Count == 0)
        {
            throw NotTrusted("the key that signed it is none of Tandem's");
        }

        var reason = "";
        var claims = token.Trust(
            keys,
            name => places.Issuers.Contains(name, StringComparer.Ordinal),
            time.GetUtcNow(),
            out reason
        );
        if (claims is null)
        {
            throw NotTrusted(reason);
        }

        if (!IdToken.IsFor(claims.Value, places.ClientId))
        {
            LogOtherAudience();
        }

        return claims.Value;
    }

    private static TandemException NotTrusted(string reason) =>
        new(TandemFailure.TokenNotTrusted, $"the id_token is not trusted: {reason}");

    [LoggerMessage(3601, LogLevel.Warning, "The id_token of Tandem is for another application; taken all the same")]
    private partial void LogOtherAudience();
}
