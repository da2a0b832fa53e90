using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>Everything in an object that is a value, flat: what lies deeper has a name with points, like `air.temp`.</summary>
internal static class DeviceFields
{
    private const int Most = 100;
    private const int LongestName = 80;
    private const int Deepest = 6;

    /// <param name="isTaken">Names at the top that mean something else.</param>
    public static ImmutableArray<FieldValue> Of(JsonElement element, Func<string, bool> isTaken)
    {
        var values = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var one in element.EnumerateObject())
            {
                if (one.Name is var name && !isTaken(name))
                {
                    Gather(one.Value, NameOf("", name), 1, values);
                }
            }
        }

        return [.. values.Values];
    }

    /// <summary>The value that a text spells; null: it is missing.</summary>
    public static FieldValue? Typed(string name, string text) =>
        LooseScalar.IsMissing(text) ? null
        : LooseScalar.Number(text.Trim()) is { } number ? new FieldValue.Number(name, number)
        : LooseScalar.Flag(text.Trim()) is { } flag ? new FieldValue.Flag(name, flag)
        : new FieldValue.Text(name, Told.Short(text, Told.LongestText));

    private static void Gather(JsonElement value, string name, int depth, Dictionary<string, FieldValue> values)
    {
        if (values.Count >= Most || name.Length is 0 or > LongestName)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                foreach (var one in value.EnumerateObject())
                {
                    Gather(one.Value, NameOf(name, one.Name), depth + 1, values);
                }

                break;
            case JsonValueKind.True or JsonValueKind.False:
                values[name] = new FieldValue.Flag(name, value.GetBoolean());
                break;
            case JsonValueKind.String or JsonValueKind.Number when Typed(name, value.TextOf()) is { } typed:
                values[name] = typed;
                break;
        }
    }

    // Sigfox calls what it decoded customData#name.
    private static string NameOf(string above, string name)
    {
        const string Custom = "customData#";
        var bare = name.StartsWith(Custom, StringComparison.OrdinalIgnoreCase) ? name[Custom.Length..] : name;
        var clean = string.Concat(bare.Where(letter => !char.IsControl(letter))).Trim();
        return above.Length is 0 || above is "customData" ? clean : $"{above}.{clean}";
    }
}
