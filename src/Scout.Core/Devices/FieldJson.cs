using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scout.Core.Devices;

/// <summary>How values are kept: `{"temp":21.5,"door":true}`, whole numbers exact.</summary>
public static class FieldJson
{
    private const string Empty = "{}";

    public static string Write(ImmutableArray<FieldValue> values)
    {
        if (values.IsDefaultOrEmpty)
        {
            return Empty;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var value in values)
            {
                writer.WritePropertyName(value.Name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What is no value is left out; a text that is no JSON object has none.</summary>
    public static ImmutableArray<FieldValue> Read(string text)
    {
        if (text.Length <= Empty.Length)
        {
            return [];
        }

        try
        {
            var root = JsonElement.Parse(text);
            return root.ValueKind is JsonValueKind.Object
                ? [.. root.EnumerateObject().Select(one => Read(one.Name, one.Value)).OfType<FieldValue>()]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Write(Utf8JsonWriter writer, FieldValue value)
    {
        switch (value)
        {
            case FieldValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case FieldValue.Whole whole:
                writer.WriteRawValue(whole.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FieldValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case FieldValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
        }
    }

    private static FieldValue? Read(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number
                when Int128.TryParse(
                    value.GetRawText(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var whole
                ) => new FieldValue.Whole(name, whole),
            JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) =>
                new FieldValue.Number(name, number),
            JsonValueKind.True or JsonValueKind.False => new FieldValue.Flag(name, value.GetBoolean()),
            JsonValueKind.String => new FieldValue.Text(name, value.GetString() ?? ""),
            _ => null,
        };
}
