using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Scout.Core.Tandem;

/// <summary>Reads pump-events.txt, the table of all kinds of events; its form stands at its head.</summary>
internal static class PumpEventTable
{
    public static ImmutableArray<PumpEventKind> Read()
    {
        var dictionaries = new Dictionary<string, Dictionary<long, string>>();
        var kinds = new List<PumpEventKind>();
        foreach (var line in Lines())
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [] or ["#", ..])
            {
                continue;
            }

            if (words is ["dictionary", var name, .. var codes])
            {
                var dictionary = dictionaries.TryGetValue(name, out var known) ? known : dictionaries[name] = [];
                foreach (var (code, member) in Members(codes))
                {
                    dictionary[code] = member;
                }
            }
            else if (line.StartsWith(' '))
            {
                var field = Field(words, dictionaries);
                kinds[^1] = kinds[^1] with { Fields = kinds[^1].Fields.Add(field) };
            }
            else
            {
                kinds.Add(Kind(words));
            }
        }

        return [.. kinds.OrderBy(kind => kind.Code)];
    }

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(PumpEventTable).Assembly.GetManifestResourceStream("pump-events.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static PumpEventKind Kind(string[] words) =>
        new(
            int.Parse(words[0], CultureInfo.InvariantCulture),
            words[1],
            words.Length > 2 ? PumpClasses.Find(words[2]) : null,
            words.Contains("CGM_START") ? SessionStep.Start
                : words.Contains("CGM_JOIN") ? SessionStep.Join
                : words.Contains("CGM_STOP") ? SessionStep.Stop
                : SessionStep.None,
            AskedFor: !words.Contains("unasked"),
            []
        );

    private static PumpField Field(string[] words, Dictionary<string, Dictionary<long, string>> dictionaries)
    {
        var kindAt = Array.FindIndex(words, 3, word => word is "enum" or "bits" or "of" or "times");
        var meaning = kindAt < 0 ? [] : words[kindAt..];
        var (kind, members, scale) = meaning switch
        {
            ["enum", .. var codes] => (FieldKind.Enum, Members(codes), 1),
            ["bits", .. var bits] => (FieldKind.Bitmask, Members(bits), 1),
            ["of", var name] => (FieldKind.Dictionary, dictionaries.GetValueOrDefault(name) ?? [], 1),
            ["times", var factor] => (FieldKind.Ratio, [], double.Parse(factor, CultureInfo.InvariantCulture)),
            _ => (FieldKind.Plain, new Dictionary<long, string>(), 1.0),
        };
        return new PumpField(
            words[0],
            int.Parse(words[1], CultureInfo.InvariantCulture),
            Type(words[2]),
            words.Length > 3 && kindAt != 3 ? words[3] : "",
            kind,
            members.ToFrozenDictionary(),
            scale
        );
    }

    private static FieldType Type(string word) =>
        word switch
        {
            "uint8" => FieldType.Unsigned8,
            "int8" => FieldType.Signed8,
            "uint16" => FieldType.Unsigned16,
            "int16" => FieldType.Signed16,
            "uint32" => FieldType.Unsigned32,
            "float32" => FieldType.Real32,
            _ => throw new FormatException($"'{word}' is no type of a field."),
        };

    private static Dictionary<long, string> Members(string[] codes) =>
        codes
            .Select(code => code.Split('='))
            .ToDictionary(pair => long.Parse(pair[0], CultureInfo.InvariantCulture), pair => pair[1]);
}
