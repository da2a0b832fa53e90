using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Scout.Server.Carriers.Twilio;

/// <summary>
/// The signature of a webhook: HMAC-SHA1, by the account's token, of the address and every field of the form in order
/// of their names. It knows no time: repetitions must be harmless further down.
/// </summary>
internal static class TwilioSignature
{
    /// <param name="url">Exactly as Twilio requested it.</param>
    /// <param name="fields">Decoded; none for GET and JSON.</param>
    public static byte[] Of(string token, string url, IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var message = new StringBuilder(url);
        foreach (var (name, values) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                message.Append(name).Append(value);
            }
        }

#pragma warning disable CA5350 // it is Twilio's choice, and as a keyed hash it still holds
        return HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(message.ToString()));
#pragma warning restore CA5350
    }

    /// <summary>True when any of the tokens signed any spelling of the address. Takes the same time however wrong it is.</summary>
    public static bool Fits(
        string given,
        IReadOnlyCollection<string> tokens,
        IReadOnlyCollection<string> urls,
        IReadOnlyCollection<KeyValuePair<string, StringValues>> fields
    )
    {
        Span<byte> signature = stackalloc byte[HMACSHA1.HashSizeInBytes];
        if (!Convert.TryFromBase64String(given, signature, out var length) || length != signature.Length)
        {
            return false;
        }

        var fits = false;
        foreach (var token in tokens)
        {
            foreach (var url in urls)
            {
                fits |= CryptographicOperations.FixedTimeEquals(Of(token, url, fields), signature);
            }
        }

        return fits;
    }

    /// <summary>The hash that Twilio puts into the address of a JSON body, as bodySHA256.</summary>
    public static bool FitsBody(string given, ReadOnlySpan<byte> body) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))),
            Encoding.UTF8.GetBytes(given.ToLowerInvariant())
        );

    /// <summary>The address with and without its port: Twilio signs either.</summary>
    /// <param name="origin">Scheme, user, host and perhaps a port; no path.</param>
    public static IEnumerable<string> Spellings(Uri origin, string pathAndQuery)
    {
        var user = origin.UserInfo.Length > 0 ? origin.UserInfo + "@" : "";
        yield return $"{origin.Scheme}://{user}{origin.Host}{pathAndQuery}";
        yield return $"{origin.Scheme}://{user}{origin.Host}:{origin.Port}{pathAndQuery}";
    }
}
