using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scout.Server.Carriers.Vonage;

/// <summary>What a webhook's signature is worth.</summary>
internal enum Verdict
{
    Believed,

    /// <summary>No signature at all: Vonage may send it again, signed.</summary>
    Missing,

    Wrong,
}

/// <summary>Checks the token of a signed webhook: who made it, when, for which body, and that it was not used for another.</summary>
internal sealed partial class VonageSignature(VonageOptions options, TimeProvider time, ILogger<VonageSignature> logger)
{
    private static readonly TimeSpan MostAge = TimeSpan.FromSeconds(300);
    private const int LongestToken = 8 * 1024;

    private readonly VonageReplay _replay = new(time);

    /// <param name="authorization">The header as it came.</param>
    /// <param name="payload">The raw body; for GET the raw query without its question mark.</param>
    public Verdict Check(string? authorization, ReadOnlySpan<byte> payload)
    {
        if (string.IsNullOrWhiteSpace(authorization))
        {
            return Verdict.Missing;
        }

        const string Scheme = "Bearer ";
        if (
            !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || authorization.Length > LongestToken
        )
        {
            return Verdict.Wrong;
        }

        var parts = authorization[Scheme.Length..].Trim().Split('.');
        return
            parts is [var header, var claims, var signature]
            && IsHs256(header)
            && IsSigned(header, claims, signature)
            && Fits(claims, payload)
            ? Verdict.Believed
            : Verdict.Wrong;
    }

    // Nothing is read from a token, but for its algorithm, before its signature is known to be right.
    private static bool IsHs256(string header) => Parse(header) is { } json && json.Text("alg") is "HS256";

    private bool IsSigned(string header, string claims, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(signature, out var length) || length != given.Length)
        {
            return false;
        }

        Base64Url.DecodeFromChars(signature, given);
        var expected = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(options.SignatureSecret),
            Encoding.UTF8.GetBytes($"{header}.{claims}")
        );
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    private bool Fits(string claims, ReadOnlySpan<byte> payload)
    {
        if (Parse(claims) is not { } json)
        {
            return false;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(payload));
        return json.Text("iss") is "Vonage"
            && Same(json.Text("api_key"), options.ApiKey)
            && (!json.Has("application_id") || Same(json.Text("application_id"), options.ApplicationId))
            && IsRecent(json)
            && HasHash(json, hash)
            && _replay.IsFirstOrSame(json.Text("jti"), hash);
    }

    private bool IsRecent(JsonElement json) =>
        double.TryParse(json.Text("iat"), out var seconds)
        && Math.Abs(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0 - seconds) <= MostAge.TotalSeconds;

    private bool HasHash(JsonElement json, string hash)
    {
        var given = json.Text("payload_hash").ToLowerInvariant();
        if (given == hash)
        {
            return true;
        }

        if (options.Lenient)
        {
            LogHash();
        }

        return options.Lenient;
    }

    private static bool Same(string left, string right) =>
        string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Parse(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(2211, LogLevel.Warning, "A signed webhook's payload hash does not fit its body; believed (lenient)")]
    private partial void LogHash();
}
