using System.Security.Cryptography;
using System.Text;

namespace Scout.TestKit.Twilio;

/// <summary>Signs a webhook as Twilio does; written apart from Scout's own check.</summary>
public static class TwilioSigner
{
    public static string Sign(string token, string url, params IEnumerable<KeyValuePair<string, string>> fields)
    {
        var pairs = fields.Select(field => (field.Key, field.Value)).Distinct().ToList();
        pairs.Sort(
            (left, right) =>
                string.CompareOrdinal(left.Key, right.Key) is not 0 and var byName
                    ? byName
                    : string.CompareOrdinal(left.Value, right.Value)
        );
        var message = url + string.Concat(pairs.Select(pair => pair.Key + pair.Value));
#pragma warning disable CA5350 // it is Twilio's choice
        return Convert.ToBase64String(
            HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(message))
        );
#pragma warning restore CA5350
    }
}
