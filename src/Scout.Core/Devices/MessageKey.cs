using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scout.Core.Devices;

/// <summary>What tells the copies of a message, made from what a network repeats without a change.</summary>
internal static class MessageKey
{
    private const int LongestPart = 64;

    /// <param name="at">Null: the message carries no time of its own.</param>
    /// <param name="sequence">Rolls over, so it never stands alone.</param>
    /// <param name="content">What the message says, for one without a sequence.</param>
    public static string Of(
        string kind,
        DateTimeOffset? at,
        long? sequence,
        string content,
        DateTimeOffset receivedAt
    ) =>
        (at, sequence) switch
        {
            ({ } time, { } number) => $"{kind}:{Number(number)}:{Number(time.ToUnixTimeMilliseconds())}",
            ({ } time, null) => $"{kind}:t{Number(time.ToUnixTimeMilliseconds())}:{Short(content)}",
            // The retries of a callback come within minutes: the day tells this round of the counter from the next.
            (null, { } number) =>
                $"{kind}:{Number(number)}:d{Number(receivedAt.ToUnixTimeSeconds() / 86_400)}:{Short(content)}",
            _ => $"{kind}:r{Number(receivedAt.ToUnixTimeMilliseconds())}:{Short(content)}",
        };

    /// <summary>Itself when it is short, else its hash.</summary>
    public static string Short(string content) =>
        content.Length <= LongestPart
            ? content
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..32];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
