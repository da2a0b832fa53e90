using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scout.Server.Accounts.OpenId;

/// <summary>What a token must say to be believed.</summary>
/// <param name="Audience">Our client id.</param>
/// <param name="Nonce">The one this browser was sent off with.</param>
internal sealed record Expected(string Audience, string Nonce, Func<string, bool> IsIssuer);

/// <summary>
/// The token with which an issuer says who came. Nothing in it but the algorithm and the key's id is looked at before
/// the signature is known to be the issuer's.
/// </summary>
internal sealed record IdToken(string Header, string Claims, string Signature, string Algorithm, string? KeyId)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(1);
    private const int Longest = 16 * 1024;

    /// <summary>Null: this is no token, or one that is signed otherwise than with an issuer's public key.</summary>
    public static IdToken? Read(string token)
    {
        if (
            token.Length > Longest
            || token.Split('.') is not [var header, var claims, var signature]
            || Parse(header) is not { } json
        )
        {
            return null;
        }

        return Text(json, "alg") is "RS256" or "ES256" && !json.TryGetProperty("crit", out _)
            ? new IdToken(header, claims, signature, Text(json, "alg")!, Text(json, "kid"))
            : null;
    }

    /// <summary>Who came.</summary>
    /// <param name="issuer">Under which name the person is kept.</param>
    /// <param name="reason">Why not, for the log: it holds nothing of the token.</param>
    /// <returns>Null: it is not believed.</returns>
    public IssuerLogin? Verify(
        IReadOnlyList<IssuerKey> keys,
        Expected expected,
        string issuer,
        DateTimeOffset now,
        out string reason
    )
    {
        reason = "";
        if (!IsSignedByOneOf(keys))
        {
            reason = "the signature is none of the issuer's";
            return null;
        }

        if (Parse(Claims) is not { } claims)
        {
            reason = "its claims cannot be read";
            return null;
        }

        reason = Wrong(claims, expected, now) ?? "";
        return reason.Length > 0
            ? null
            : new IssuerLogin(
                issuer,
                Text(claims, "sub")!,
                Text(claims, "email"),
                claims.TryGetProperty("email_verified", out var verified)
                    && (verified.ValueKind is JsonValueKind.True || Text(claims, "email_verified") is "true"),
                Text(claims, "name")
            );
    }

    /// <summary>The claims of a token from a known issuer that counts now. For whom it was made is not asked.</summary>
    /// <param name="reason">Why it is not believed, for the log: it holds nothing of the token.</param>
    public JsonElement? Trust(
        IReadOnlyList<IssuerKey> keys,
        Func<string, bool> isIssuer,
        DateTimeOffset now,
        out string reason
    )
    {
        var claims = IsSignedByOneOf(keys) ? Parse(Claims) : null;
        reason =
            claims is not { } json ? "the signature is none of the issuer's"
            : Text(json, "iss") is not { } issuer || !isIssuer(issuer) ? "another issuer made it"
            : Time(json, "exp") is not { } end || end <= now - Skew ? "it has expired"
            : Time(json, "nbf") > now + Skew ? "it is not valid yet"
            : "";
        return reason.Length == 0 ? claims : null;
    }

    private static string? Wrong(JsonElement claims, Expected expected, DateTimeOffset now) =>
        Text(claims, "iss") is not { } issuer || !expected.IsIssuer(issuer) ? "another issuer made it"
        : !IsFor(claims, expected.Audience) ? "it was made for another application"
        : Text(claims, "nonce") is not { } nonce || !Same(nonce, expected.Nonce) ? "it answers another sign-in"
        : Time(claims, "exp") is not { } end || end <= now - Skew ? "it has expired"
        : Time(claims, "iat") is not { } made || made > now + Skew ? "it was made in the future"
        : made < now - Oldest ? "it is too old"
        : Time(claims, "nbf") > now + Skew ? "it is not valid yet"
        : Text(claims, "sub") is not { Length: > 0 and <= 255 } ? "it names nobody"
        : null;

    public static bool IsFor(JsonElement claims, string audience)
    {
        if (!claims.TryGetProperty("aud", out var aud))
        {
            return false;
        }

        var all =
            aud.ValueKind is JsonValueKind.Array
                ?
                [
                    .. aud.EnumerateArray()
                        .Select(one => one.ValueKind is JsonValueKind.String ? one.GetString() : null),
                ]
                : new[] { aud.ValueKind is JsonValueKind.String ? aud.GetString() : null };
        var party = Text(claims, "azp");
        return all.Contains(audience, StringComparer.Ordinal) && (party is null ? all.Length == 1 : party == audience);
    }

    private bool IsSignedByOneOf(IReadOnlyList<IssuerKey> keys)
    {
        byte[] signature;
        try
        {
            signature = Base64Url.DecodeFromChars(Signature);
        }
        catch (FormatException)
        {
            return false;
        }

        var text = Encoding.ASCII.GetBytes($"{Header}.{Claims}");
        return keys.Any(key => key.Algorithm == Algorithm && key.HasSigned(text, signature));
    }

    private static JsonElement? Parse(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.Number
        && value.TryGetDouble(out var seconds)
        && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;
}
