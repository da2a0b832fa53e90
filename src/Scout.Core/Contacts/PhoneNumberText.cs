using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Scout.Core.Contacts;

/// <summary>What people type and paste as a phone number, reduced to an optional + and ASCII digits.</summary>
internal static class PhoneNumberText
{
    /// <summary>"+" and digits, or digits alone; false with an error when something else is in it.</summary>
    internal static bool TryNormalize(
        string? text,
        [NotNullWhen(true)] out string? typed,
        [NotNullWhen(false)] out string? error
    )
    {
        (typed, error) = (null, null);
        var kept = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsDigit(rune))
            {
                kept.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            }
            else if (rune.Value is '+' or '\uFF0B' && kept.Length == 0)
            {
                kept.Append('+');
            }
            else if (rune.Value is '(' or ')')
            {
                kept.Append((char)rune.Value);
            }
            else if (!IsDecoration(rune))
            {
                error = "A phone number has only digits after the +.";
                return false;
            }
        }

        var reduced = WithoutTrunkZero(International(kept.ToString()));
        if (reduced.TrimStart('+').Length == 0)
        {
            error = "The phone number is missing.";
            return false;
        }

        typed = reduced;
        return true;
    }

    private static bool IsDecoration(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || rune.Value
            is '-'
                or '.'
                or '/'
                or (>= 0x2010 and <= 0x2015) // hyphens and dashes
                or 0x2212 // minus
                or 0x00AD // soft hyphen
                or (>= 0x200B and <= 0x200F) // zero width, left-to-right and right-to-left marks
                or (>= 0x202A and <= 0x202E) // bidi embeddings
                or (>= 0x2060 and <= 0x2069) // word joiner, bidi isolates
                or 0x061C
                or 0xFEFF;

    private static string International(string typed) =>
        typed.StartsWith("00", StringComparison.Ordinal) ? "+" + typed[2..] : typed;

    // "+44 (0)7700 900123": the zero is dialled at home only. In a few countries it is part of the number.
    private static string WithoutTrunkZero(string typed)
    {
        var zero = typed.IndexOf("(0)", StringComparison.Ordinal);
        var code = zero > 1 ? typed[1..zero] : "";
        var trunk = typed[..Math.Min(1, typed.Length)] is "+" && CallingCodes.IsCode(code);
        var bare = trunk && code is not ("39" or "378" or "225" or "242") ? typed.Remove(zero, 3) : typed;
        return bare.Replace("(", "").Replace(")", "");
    }
}
