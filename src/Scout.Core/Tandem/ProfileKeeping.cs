using System.Globalization;
using System.Text;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Tandem;

/// <summary>Somebody else has written Nightscout's profile: it is overwritten only when a person says so.</summary>
/// <param name="Author">Who; empty: the document does not say.</param>
/// <param name="At">When; null: likewise.</param>
public sealed record ProfileConflict(string Author, DateTimeOffset? At)
{
    /// <summary>For a run's result.</summary>
    public string Sentence =>
        $"{(Author.Length == 0 ? "Somebody" : Author)} has written Nightscout's profile since Scout did, so Scout left it as it is.";
}

/// <summary>Whether Nightscout's current profile is the one that was uploaded from here.</summary>
public static class ProfileKeeping
{
    /// <summary>
    /// Null: it may be overwritten. What was uploaded last still stands there; or nothing was uploaded yet, and no other
    /// program puts its name to it.
    /// </summary>
    /// <param name="current">Nightscout's current profile document; undefined or null: it has none.</param>
    /// <param name="stands">The <see cref="Content"/> is that of the last upload; null: there was none.</param>
    public static ProfileConflict? Conflict(JsonElement current, bool? stands, string author)
    {
        if (current.ValueKind is not JsonValueKind.Object || stands is true)
        {
            return null;
        }

        var by = current.TextOf("enteredBy");
        var isOwn = by == author;
        return stands is null && (isOwn || by.Length == 0)
            ? null
            // Whoever edits a profile by hand leaves the name that stands in it.
            : new ProfileConflict(isOwn ? "" : by, current.TimeOf("created_at") ?? current.TimeOf("startDate"));
    }

    /// <summary>What a profile document says: its profiles and which is on; numbers alike whether numbers or texts.</summary>
    public static string Content(JsonElement document)
    {
        var text = new StringBuilder(document.TextOf("defaultProfile"));
        Write(text, document.In("store"));
        return text.ToString();
    }

    internal static string Plain(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("F6", CultureInfo.InvariantCulture)
            : text;
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var property in value.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonEncodedText.Encode(property.Name)).Append(':');
                    Write(text, property.Value);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Write(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.Undefined:
                break;
            default:
                text.Append(JsonEncodedText.Encode(Plain(value))).Append(';');
                break;
        }
    }
}
