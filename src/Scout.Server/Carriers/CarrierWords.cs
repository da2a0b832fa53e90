using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Scout.Server.Carriers;

/// <summary>Words from and for carriers: fit for the ledger, fit for a voice, fit for XML.</summary>
internal static partial class CarrierWords
{
    private const int MostWords = 200;

    public static string Mask(string words)
    {
        var masked = PhoneNumber().Replace(words, "(number)");
        return masked.Length > MostWords ? masked[..MostWords] : masked;
    }

    /// <summary>Status words go into the ledger: a carrier's word, not a page of somebody else's text.</summary>
    public static string Word(string text) =>
        string.Concat(Short(text).Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
            .ToLowerInvariant();

    public static string Short(string text) => text.Length > 64 ? text[..64] : text;

    /// <summary>At most so many characters, without half a character pair at the end.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];

    /// <summary>Text that a voice can say: no control characters, no half characters, at most so many.</summary>
    public static string Speakable(string text, int most)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate becomes U+FFFD here
        {
            if (clean.Length + rune.Utf16SequenceLength > most)
            {
                break;
            }

            clean.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        }

        return clean.ToString().Trim();
    }

    /// <summary>Text as it stands in XML, in elements and attributes.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;")
            .Replace("<", "&lt;")
            .Replace(">", "&gt;")
            .Replace("'", "&apos;")
            .Replace("\"", "&quot;");

    /// <summary>A time as carriers write it: ISO 8601, or "Tue, 03 Mar 2026 12:00:00 +0000". Null: it is none.</summary>
    public static DateTimeOffset? Instant(string timestamp) =>
        DateTimeOffset.TryParse(
            timestamp,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;

    // A trace id may hold seven digits in a row; only runs that stand alone are numbers.
    [GeneratedRegex(@"(?<![0-9A-Za-z-])\+?[0-9][0-9 ]{5,16}[0-9](?![0-9A-Za-z-])", RegexOptions.None, 1000)]
    private static partial Regex PhoneNumber();
}
