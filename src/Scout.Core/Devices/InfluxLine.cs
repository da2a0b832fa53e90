using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>
/// A line of Influx: `measurement,tag=value field=1.5,other=2i 1767225600000000000`. Its time may have any unit, told by
/// its size.
/// </summary>
/// <param name="Time">As it stands; empty: none.</param>
internal sealed record InfluxLine(
    string Measurement,
    ImmutableArray<(string Name, string Value)> Tags,
    ImmutableArray<FieldValue> Fields,
    string Time
)
{
    /// <summary>The first line that is no comment is one.</summary>
    public static bool IsLikely(string text)
    {
        var first = text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line is not ("" or ['#', ..]));
        return first is not null && Read(first) is not null;
    }

    /// <summary>Null: it is none.</summary>
    public static InfluxLine? Read(string line)
    {
        var sections = Divide(line, ' ');
        if (sections.Count is < 2 or > 3 || (sections.Count == 3 && !sections[2].All(IsTimeLetter)))
        {
            return null;
        }

        var head = Divide(sections[0], ',');
        var tags = head.Skip(1).Select(Pair).ToList();
        var fields = Divide(sections[1], ',').Select(Pair).ToList();
        if (Bare(head[0]).Length == 0 || tags.Exists(tag => tag is null) || fields.Exists(field => field is null))
        {
            return null;
        }

        var values = fields.Select(field => Value(field!.Value.Name, field.Value.Value)).ToList();
        if (values.Exists(value => value is null))
        {
            return null;
        }

        return new InfluxLine(
            Bare(head[0]),
            [.. tags.Select(tag => (tag!.Value.Name, Bare(tag.Value.Value)))],
            [.. values.OfType<FieldValue>().DistinctBy(value => value.Name)],
            sections.Count == 3 ? sections[2] : ""
        );
    }

    /// <summary>
    /// Which device it is about, and its values under names that tell them from those of the device's other lines: a tag of
    /// one of the names, or `host`, is the device; else the measurement is.
    /// </summary>
    /// <param name="unnamed">Takes the place of the measurement; empty: nothing does.</param>
    public (string Device, ImmutableArray<FieldValue> Values) Device(ReadOnlySpan<string> names, string unnamed)
    {
        var tagged = "";
        foreach (var name in (string[])[.. names, "host"])
        {
            if (tagged.Length == 0 && Tags.FirstOrDefault(tag => tag.Name == name).Value is { Length: > 0 })
            {
                tagged = name;
            }
        }

        var rest = string.Concat(Tags.Where(tag => tag.Name != tagged).Select(tag => $" {tag.Name}={tag.Value}"));
        var isApart = tagged.Length > 0 || unnamed.Length > 0;
        var device = tagged.Length > 0 ? Tags.First(tag => tag.Name == tagged).Value : Told.First(unnamed, Measurement);
        return (
            device,
            [
                .. Fields.Select(field =>
                    field with
                    {
                        Name = Told.Short(
                            (
                                !isApart ? field.Name
                                : field.Name is "value" ? Measurement
                                : $"{Measurement}.{field.Name}"
                            ) + rest,
                            80
                        ),
                    }
                ),
            ]
        );
    }

    private static bool IsTimeLetter(char letter) => char.IsAsciiDigit(letter) || letter is '-';

    private static FieldValue? Value(string name, string text) =>
        text is ['"', .. var quoted, '"'] ? new FieldValue.Text(name, Told.Short(Bare(quoted), Told.LongestText))
        : text is "t" or "T" or "true" or "True" or "TRUE" ? new FieldValue.Flag(name, true)
        : text is "f" or "F" or "false" or "False" or "FALSE" ? new FieldValue.Flag(name, false)
        : text is [.. var whole, 'i' or 'u']
        && Int128.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact)
            ? new FieldValue.Whole(name, exact)
        : LooseScalar.Number(text) is { } number ? new FieldValue.Number(name, number)
        : null;

    private static (string Name, string Value)? Pair(string text) =>
        Divide(text, '=', most: 2) is [{ Length: > 0 } name, { Length: > 0 } value] ? (Bare(name), value) : null;

    // Divides at a sign that is neither escaped nor, in the values, within quotes.
    private static List<string> Divide(string text, char sign, int most = int.MaxValue)
    {
        List<string> parts = [];
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case var letter when letter == sign && !isQuoted && parts.Count + 1 < most:
                    parts.Add(text[start..i]);
                    start = i + 1;
                    break;
            }
        }

        parts.Add(text[start..]);
        return sign is ' ' ? parts.FindAll(part => part.Length > 0) : parts;
    }

    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            i += text[i] is '\\' && i + 1 < text.Length && text[i + 1] is ',' or '=' or ' ' or '"' or '\\' ? 1 : 0;
            if (!char.IsControl(text[i]))
            {
                bare.Append(text[i]);
            }
        }

        return bare.ToString();
    }
}
