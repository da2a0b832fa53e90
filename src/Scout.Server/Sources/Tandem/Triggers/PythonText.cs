using System.Text;
using System.Text.Json;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>JSON as tconnectsync prints it: whoever reads reports of it finds what they know.</summary>
internal static class PythonText
{
    public static string Of(JsonElement json)
    {
        var text = new StringBuilder();
        Write(text, json);
        return text.ToString();
    }

    public static string Of(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var inside = text.Replace("\\", "\\\\", StringComparison.Ordinal);
        return quote == '"' ? $"\"{inside}\"" : $"'{inside.Replace("'", "\\'", StringComparison.Ordinal)}'";
    }

    private static void Write(StringBuilder text, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteAll(
                    text,
                    '{',
                    json.EnumerateObject(),
                    property =>
                    {
                        text.Append(Of(property.Name)).Append(": ");
                        Write(text, property.Value);
                    },
                    '}'
                );
                break;
            case JsonValueKind.Array:
                WriteAll(text, '[', json.EnumerateArray(), item => Write(text, item), ']');
                break;
            case JsonValueKind.String:
                text.Append(Of(json.GetString()!));
                break;
            case JsonValueKind.True:
                text.Append("True");
                break;
            case JsonValueKind.False:
                text.Append("False");
                break;
            case JsonValueKind.Number:
                text.Append(json.GetRawText());
                break;
            default:
                text.Append("None");
                break;
        }
    }

    private static void WriteAll<T>(StringBuilder text, char begin, IEnumerable<T> items, Action<T> write, char end)
    {
        text.Append(begin);
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(isFirst ? "" : ", ");
            write(item);
            isFirst = false;
        }

        text.Append(end);
    }
}
