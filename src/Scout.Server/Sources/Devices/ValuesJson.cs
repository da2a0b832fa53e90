using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Scout.Core.Devices;

namespace Scout.Server.Sources.Devices;

/// <summary>Values that came decoded, as tables keep them: by name, whole numbers exact.</summary>
internal static class ValuesJson
{
    public static string Write(ImmutableArray<FieldValue> values)
    {
        if (values.IsDefaultOrEmpty)
        {
            return "{}";
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var value in values)
            {
                json.WritePropertyName(value.Name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static ImmutableArray<FieldValue> Read(string text)
    {
        if (text.Length <= 2)
        {
            return [];
        }

        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateObject().Select(one => Read(one.Name, one.Value))];
    }

    private static void Write(Utf8JsonWriter json, FieldValue value)
    {
        switch (value)
        {
            case FieldValue.Number number:
                json.WriteNumberValue(number.Value);
                break;
            case FieldValue.Whole whole:
                json.WriteRawValue(whole.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FieldValue.Flag flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case FieldValue.Text text:
                json.WriteStringValue(text.Value);
                break;
        }
    }

    private static FieldValue Read(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new FieldValue.Flag(name, value.GetBoolean()),
            JsonValueKind.String => new FieldValue.Text(name, value.GetString()!),
            _ when Int128.TryParse(
                    value.GetRawText(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var whole
                ) => new FieldValue.Whole(name, whole),
            _ => new FieldValue.Number(name, value.GetDouble()),
        };
}
