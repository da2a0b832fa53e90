using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scout.Server.Carriers.Vonage;

/// <summary>The sig parameter of the older SMS API, which knows no signed tokens.</summary>
internal static class VonageLegacySignature
{
    private const long MostAge = 300; // seconds

    public static bool Fits(JsonElement root, string secret, DateTimeOffset now)
    {
        var given = root.Text("sig");
        if (
            given.Length == 0
            || !long.TryParse(root.Text("timestamp"), out var at)
            || Math.Abs(now.ToUnixTimeSeconds() - at) > MostAge
        )
        {
            return false;
        }

        var message = Encoding.UTF8.GetBytes(Message(root));
        var key = Encoding.UTF8.GetBytes(secret);
        var expected = given.Length switch
        {
            64 => HMACSHA256.HashData(key, message),
            128 => HMACSHA512.HashData(key, message),
            _ => [], // the account's older methods (md5, sha1) are no proof any more
        };
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)),
            Encoding.ASCII.GetBytes(given.ToLowerInvariant())
        );
    }

    // The keys in order, each "&key=value"; what would look like a separator inside a value is written "_".
    private static string Message(JsonElement root)
    {
        var text = new StringBuilder();
        foreach (
            var field in root.EnumerateObject()
                .Where(field => field.Name != "sig")
                .OrderBy(f => f.Name, StringComparer.Ordinal)
        )
        {
            text.Append('&')
                .Append(field.Name)
                .Append('=')
                .Append(field.Value.AsText().Replace('&', '_').Replace('=', '_'));
        }

        return text.ToString();
    }
}
