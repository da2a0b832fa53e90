using System.Collections.Frozen;
using System.Text;

namespace Scout.Core.Messages;

/// <summary>The alphabet of texts: 160 characters a segment; anything outside it makes that 70.</summary>
public static class Gsm7
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // Each takes two places.
    private const string Extension = "\f^{}\\[~]|€";

    private static readonly FrozenDictionary<char, int> Width = Basic
        .Select(letter => (letter, 1))
        .Concat(Extension.Select(letter => (letter, 2)))
        .ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

    private static readonly FrozenDictionary<char, string> Near = NearLetters();

    public static bool IsGsm7(string text) => text.All(Width.ContainsKey);

    /// <summary>How many texts the carrier bills.</summary>
    public static int Segments(string text)
    {
        var (length, single, several) = IsGsm7(text)
            ? (text.Sum(letter => Width[letter]), 160, 153)
            : (text.Length, 70, 67);
        return length <= single ? 1 : (length + several - 1) / several;
    }

    /// <summary>Typographic signs and accented Latin letters become their nearest; other scripts stay as they are.</summary>
    public static string Replace(string text)
    {
        var replaced = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!Width.ContainsKey(letter) && Near.TryGetValue(letter, out var near))
            {
                replaced.Append(near);
            }
            else
            {
                replaced.Append(letter);
            }
        }

        return replaced.ToString();
    }

    /// <summary>What is left of other scripts becomes "?": for words of programs, where one segment matters more.</summary>
    public static string Plain(string text)
    {
        var replaced = Replace(text);
        if (IsGsm7(replaced))
        {
            return replaced;
        }

        var plain = new StringBuilder(replaced.Length);
        foreach (var rune in replaced.EnumerateRunes())
        {
            plain.Append(rune is { IsBmp: true } && Width.ContainsKey((char)rune.Value) ? (char)rune.Value : '?');
        }

        return plain.ToString();
    }

    private static FrozenDictionary<char, string> NearLetters()
    {
        var near = new Dictionary<char, string>
        {
            ['…'] = "...",
            ['≥'] = ">=",
            ['≤'] = "<=",
            ['œ'] = "oe",
            ['Œ'] = "OE",
            ['þ'] = "th",
            ['Þ'] = "Th",
            ['™'] = "TM",
            ['°'] = "",
            ['²'] = "2",
            ['³'] = "3",
            ['µ'] = "u",
            ['μ'] = "u",
            ['\u200B'] = "",
            ['\u200E'] = "",
            ['\u200F'] = "",
            ['\uFEFF'] = "",
        };
        foreach (
            var (to, from) in (ReadOnlySpan<(string, string)>)
                [
                    ("'", "‘’‚‛′`´"),
                    ("\"", "“”„‟″«»"),
                    ("-", "‐‑‒–—―−"),
                    (" ", "\u00A0\u2007\u2009\u202F\t"),
                    (".", "•·"),
                    ("a", "áâãāăą"),
                    ("A", "ÀÁÂÃĀĂĄ"),
                    ("c", "çćĉċč"),
                    ("C", "ĆĈĊČ"),
                    ("d", "ďđð"),
                    ("D", "ĎĐÐ"),
                    ("e", "êëēĕėęě"),
                    ("E", "ÈÊËĒĔĖĘĚ"),
                    ("g", "ĝğġģ"),
                    ("G", "ĜĞĠĢ"),
                    ("h", "ĥħ"),
                    ("H", "ĤĦ"),
                    ("i", "íîïĩīĭįı"),
                    ("I", "ÌÍÎÏĨĪĬĮİ"),
                    ("j", "ĵ"),
                    ("J", "Ĵ"),
                    ("k", "ķ"),
                    ("K", "Ķ"),
                    ("l", "ĺļľŀł"),
                    ("L", "ĹĻĽĿŁ"),
                    ("n", "ńņň"),
                    ("N", "ŃŅŇ"),
                    ("o", "óôõōŏő"),
                    ("O", "ÒÓÔÕŌŎŐ"),
                    ("r", "ŕŗř"),
                    ("R", "ŔŖŘ"),
                    ("s", "śŝşšș"),
                    ("S", "ŚŜŞŠȘ"),
                    ("t", "ţťŧț"),
                    ("T", "ŢŤŦȚ"),
                    ("u", "úûũūŭůűų"),
                    ("U", "ÙÚÛŨŪŬŮŰŲ"),
                    ("w", "ŵ"),
                    ("W", "Ŵ"),
                    ("y", "ýÿŷ"),
                    ("Y", "ÝŸŶ"),
                    ("z", "źżž"),
                    ("Z", "ŹŻŽ"),
                ]
        )
        {
            foreach (var letter in from)
            {
                near[letter] = to;
            }
        }

        return near.ToFrozenDictionary();
    }
}
