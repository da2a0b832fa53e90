using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Scout.Core.Events;

/// <summary>A body that may be JSON or a form: the fields of a form are read as the texts of a JSON object.</summary>
public static class LooseForm
{
    /// <summary>Null: it is neither. A field that comes more than once has all its values, one a line.</summary>
    public static JsonElement? Read(ReadOnlySpan<byte> body)
    {
        if (LooseJson.Read(body) is { } json)
        {
            return json;
        }

        var text = Encoding.UTF8.GetString(body).Trim('\uFEFF', ' ', '\r', '\n');
        var fields = text.StartsWith("--", StringComparison.Ordinal) ? Parts(text) : Pairs(text);
        return fields.Count == 0 ? null : ObjectWith(fields);
    }

    /// <summary>An object, or the object whose JSON stands in a text.</summary>
    public static JsonElement ObjectOf(this JsonElement element, string name) =>
        element.In(name) is { ValueKind: JsonValueKind.String }
            ? LooseJson.Read(Encoding.UTF8.GetBytes(element.TextOf(name))) ?? default
            : element.In(name);

    private static List<(string Name, string Value)> Pairs(string text)
    {
        List<(string, string)> fields = [];
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                fields.Add((Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
            }
        }

        return fields;
    }

    /// <summary>multipart/form-data: its first line is what divides the parts.</summary>
    private static List<(string Name, string Value)> Parts(string text)
    {
        List<(string, string)> fields = [];
        var lines = text.ReplaceLineEndings("\n");
        var boundary = lines.Split('\n')[0].TrimEnd();
        foreach (var part in lines.Split(boundary, StringSplitOptions.RemoveEmptyEntries))
        {
            const string Mark = "name=\"";
            var body = part.IndexOf("\n\n", StringComparison.Ordinal);
            var name = part.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) + Mark.Length;
            if (body < 0 || name < Mark.Length || name > body)
            {
                continue;
            }

            var end = part.IndexOf('"', name);
            if (end > name && end < body)
            {
                fields.Add((part[name..end], part[(body + 2)..].TrimEnd('\n')));
            }
        }

        return fields;
    }

    /// <summary>Fields as the texts of a JSON object.</summary>
    public static JsonElement ObjectWith(IEnumerable<(string Name, string Value)> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var group in fields.GroupBy(field => field.Name))
            {
                writer.WriteString(group.Key, string.Join('\n', group.Select(field => field.Value)));
            }

            writer.WriteEndObject();
        }

        return LooseJson.Read(buffer.WrittenSpan) ?? default;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
