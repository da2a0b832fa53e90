using System.Security.Cryptography;
using System.Text;

namespace Scout.Server.Sources.Webhooks;

/// <summary>HMAC-SHA256 in hexadecimal, over the bytes as they came.</summary>
internal static class Signatures
{
    public static bool OfSentry(IHeaderDictionary headers, byte[] body, string key) =>
        Fits(headers["Sentry-Hook-Signature"], body, key);

    /// <summary>With a time in a header of its own, that time and a colon stand before the body.</summary>
    public static bool OfGrafana(IHeaderDictionary headers, byte[] body, string key)
    {
        var time = headers["X-Grafana-Alerting-Timestamp"].ToString();
        return Fits(
            headers["X-Grafana-Alerting-Signature"],
            time.Length == 0 ? body : [.. Encoding.UTF8.GetBytes($"{time}:"), .. body],
            key
        );
    }

    private static bool Fits(string? given, byte[] signed, string key)
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes((given ?? "").Trim().ToLowerInvariant())
        );
    }
}
