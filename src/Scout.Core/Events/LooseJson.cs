using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scout.Core.Events;

/// <summary>
/// Reads what programs of all ages send: whatever lacks, or has another type than expected, counts as absent. A text of
/// digits is read as the number, a number as its text.
/// </summary>
public static class LooseJson
{
    /// <summary>Fields that nobody limits are nested deep.</summary>
    private const int Deepest = 512;

    /// <summary>Null: it is no JSON, or no object. A byte-order mark and broken letters do no harm.</summary>
    public static JsonElement? Read(ReadOnlySpan<byte> body) =>
        BeginsAsObject(body) && ReadAny(body) is { ValueKind: JsonValueKind.Object } element ? element : null;

    /// <summary>Null: it is no JSON.</summary>
    /// <remarks>Through text: letters that are none become U+FFFD here, and nowhere else need care.</remarks>
    public static JsonElement? ReadAny(ReadOnlySpan<byte> body) => ReadAny(Encoding.UTF8.GetString(body));

    /// <summary>Null: it is no JSON.</summary>
    public static JsonElement? ReadAny(string text)
    {
        try
        {
            return JsonElement.Parse(text.AsSpan().TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = Deepest });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A look at the first letter instead of an exception: forms and empty queries come here by the thousand.
    private static bool BeginsAsObject(ReadOnlySpan<byte> body)
    {
        var begin = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        return begin.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    public static JsonElement In(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : default;

    /// <summary>Without control characters but line breaks, without half letters; empty: absent.</summary>
    public static string TextOf(this JsonElement element, string name) => element.In(name).TextOf();

    /// <summary>The same of a text or number itself.</summary>
    public static string TextOf(this JsonElement scalar) =>
        scalar.ValueKind switch
        {
            JsonValueKind.String => Clean(Unescaped(scalar)),
            JsonValueKind.Number => scalar.GetRawText(),
            _ => "",
        };

    public static long? WholeOf(this JsonElement element, string name)
    {
        var child = element.In(name);
        return child.ValueKind switch
        {
            JsonValueKind.Number when child.TryGetInt64(out var number) => number,
            JsonValueKind.String
                when long.TryParse(
                    Unescaped(child),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var parsed
                ) => parsed,
            _ => null,
        };
    }

    /// <summary>ISO 8601 with an offset or Z; without one it counts as UTC.</summary>
    public static DateTimeOffset? TimeOf(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.TextOf(name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    private static string Unescaped(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Mended(text.GetRawText()); // half of a letter was escaped: "\ud83d"
        }
    }

    // Escaped surrogates are put together where they fit, and replaced where they do not.
    private static string Mended(string raw)
    {
        var letters = new StringBuilder(raw.Length);
        for (var i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] is not '\\')
            {
                letters.Append(raw[i]);
                continue;
            }

            i++;
            switch (raw[i])
            {
                case 'u':
                    letters.Append(
                        (char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    );
                    i += 4;
                    break;
                case 'n':
                    letters.Append('\n');
                    break;
                case 't' or 'r' or 'b' or 'f':
                    letters.Append(' ');
                    break;
                default:
                    letters.Append(raw[i]);
                    break;
            }
        }

        return letters.ToString();
    }

    private static string Clean(string text)
    {
        if (
            !text.AsSpan().ContainsAnyInRange('\0', '\x1f')
            && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f')
            && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')
        )
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n')
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}
