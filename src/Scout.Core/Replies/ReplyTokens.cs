using System.Text;

namespace Scout.Core.Replies;

/// <summary>What a piece of a text is.</summary>
internal enum TokenKind
{
    /// <summary>Letters, in capitals and without accents; or "?".</summary>
    Word,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>"#" before a code; ":" and "." inside a time.</summary>
    Sign,
}

internal readonly record struct Token(TokenKind Kind, string Text)
{
    public bool Is(string sign) => Kind is TokenKind.Sign && Text == sign;
}

/// <summary>Takes a text apart: letters and digits stand for themselves even without a blank between them.</summary>
internal static class ReplyTokens
{
    private const int LongestText = 80;

    private static readonly string[] Plain = ["AÁÀÂÄÃÅ", "CÇ", "EÉÈÊË", "IÍÌÎÏİ", "NÑ", "OÓÒÔÖÕ", "UÚÙÛÜ"];

    /// <summary>Trimmed of what says nothing, in capitals, without accents.</summary>
    public static string Fold(string text)
    {
        var line = new StringBuilder();
        foreach (var letter in text)
        {
            var narrow = letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - 0xFEE0) : letter;
            var upper = char.ToUpperInvariant(narrow);
            if (char.IsWhiteSpace(upper) || char.IsControl(upper))
            {
                line.Append(' ');
            }
            else if (upper is 'ß' or 'ẞ')
            {
                line.Append("SS");
            }
            else if (!IsNothing(upper))
            {
                line.Append(Array.Find(Plain, row => row.Contains(upper)) is { } row ? row[0] : upper);
            }
        }

        return line.ToString().Trim(' ', '.', '!', '¡', ',');
    }

    /// <summary>Null: it holds a sign that no reply holds, or is too long for one.</summary>
    public static List<Token>? Split(string folded)
    {
        if (folded.Length > LongestText)
        {
            return null;
        }

        var tokens = new List<Token>();
        for (var i = 0; i < folded.Length; )
        {
            var start = i;
            var kind = KindOf(folded[i++]);
            while (kind is TokenKind.Word or TokenKind.Number && i < folded.Length && KindOf(folded[i]) == kind)
            {
                i++;
            }

            if (kind is { } known)
            {
                tokens.Add(new Token(known, folded[start..i]));
            }
            else if (folded[start] is not ' ')
            {
                return null;
            }
        }

        return tokens;
    }

    private static TokenKind? KindOf(char letter) =>
        letter switch
        {
            >= 'A' and <= 'Z' or '?' => TokenKind.Word,
            >= '0' and <= '9' => TokenKind.Number,
            '#' or ':' or '.' => TokenKind.Sign,
            _ => null,
        };

    // Quotes, apostrophes, accents that stand alone, marks of direction.
    private static bool IsNothing(char letter) =>
        letter
            is '"'
                or '\''
                or '`'
                or '´'
                or '“'
                or '”'
                or '„'
                or '‘'
                or '’'
                or '«'
                or '»'
                or '\u200B'
                or '\uFEFF'
                or '\uFE0F'
                or (>= '\u0300' and <= '\u036F')
                or (>= '\u200E' and <= '\u200F')
                or (>= '\u2066' and <= '\u2069');
}
