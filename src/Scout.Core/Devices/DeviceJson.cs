using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>How values and shapes are kept: `{"temp":21.5,"door":true}` and `{"temp":{"label":…,"unit":…}}`.</summary>
public static class DeviceJson
{
    public static string Write(IEnumerable<FieldValue> values) =>
        Written(writer =>
        {
            foreach (var value in values)
            {
                switch (value)
                {
                    case FieldValue.Number number:
                        writer.WriteNumber(number.Name, number.Value);
                        break;
                    case FieldValue.Whole whole:
                        writer.WritePropertyName(whole.Name);
                        writer.WriteRawValue(whole.Value.ToString(null, null));
                        break;
                    case FieldValue.Flag flag:
                        writer.WriteBoolean(flag.Name, flag.Value);
                        break;
                    case FieldValue.Text text:
                        writer.WriteString(text.Name, text.Value);
                        break;
                }
            }
        });

    /// <summary>What is no value is left out; a text that is no JSON object has none.</summary>
    public static ImmutableArray<FieldValue> ReadValues(string json) =>
        LooseJson.Read(Encoding.UTF8.GetBytes(json)) is { } root
            ? [.. root.EnumerateObject().Select(one => ValueOf(one.Name, one.Value)).OfType<FieldValue>()]
            : [];

    public static string Write(IEnumerable<FieldShape> shapes) =>
        Written(writer =>
        {
            foreach (var shape in shapes)
            {
                writer.WriteStartObject(shape.Name);
                writer.WriteString("label", shape.Label);
                writer.WriteString("unit", shape.Unit);
                writer.WriteNumber("scale", shape.Scale);
                writer.WriteNumber("offset", shape.Offset);
                if (shape.Decimals is { } decimals)
                {
                    writer.WriteNumber("decimals", decimals);
                }

                writer.WriteEndObject();
            }
        });

    public static ImmutableArray<FieldShape> ReadShapes(string json) =>
        LooseJson.Read(Encoding.UTF8.GetBytes(json)) is { } root
            ? [.. root.EnumerateObject().Select(one => ShapeOf(one.Name, one.Value))]
            : [];

    private static FieldShape ShapeOf(string name, JsonElement json) =>
        new(name, json.TextOf("label"), json.TextOf("unit"))
        {
            Scale = NumberOf(json, "scale") ?? 1,
            Offset = NumberOf(json, "offset") ?? 0,
            Decimals = (int?)json.WholeOf("decimals"),
        };

    private static double? NumberOf(JsonElement json, string name) =>
        json.In(name) is { ValueKind: JsonValueKind.Number } child && child.TryGetDouble(out var number)
            ? number
            : null;

    private static FieldValue? ValueOf(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when Int128.TryParse(value.GetRawText(), null, out var whole) => new FieldValue.Whole(
                name,
                whole
            ),
            JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) =>
                new FieldValue.Number(name, number),
            JsonValueKind.True or JsonValueKind.False => new FieldValue.Flag(name, value.GetBoolean()),
            JsonValueKind.String => new FieldValue.Text(name, value.GetString() ?? ""),
            _ => null,
        };

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
