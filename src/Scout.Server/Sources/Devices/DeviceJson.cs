using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scout.Core.Devices;

namespace Scout.Server.Sources.Devices;

/// <summary>How tables keep what has no columns of its own.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(Dictionary<string, ShapeJson>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(MessageMeta))]
[JsonSerializable(typeof(MappingText))]
internal sealed partial class DeviceJson : JsonSerializerContext;

/// <summary>A <see cref="FieldShape"/> without its name.</summary>
internal sealed record ShapeJson(string? Label, string? Unit, double? Scale, double? Offset, int? Decimals);

/// <summary>What a message says beside its values, for people to see.</summary>
public sealed record MessageMeta
{
    /// <summary>In volts.</summary>
    public double? BatteryVolts { get; init; }

    public double? BatteryPercent { get; init; }

    /// <summary>Inside the device, in °C.</summary>
    public double? Temperature { get; init; }

    /// <summary>dBm.</summary>
    public double? Rssi { get; init; }

    /// <summary>dB.</summary>
    public double? Snr { get; init; }

    public LinkQuality? Link { get; init; }

    public IReadOnlyList<Station>? Stations { get; init; }

    public DeviceLocation? Location { get; init; }

    /// <summary>What became of a downlink.</summary>
    public DownlinkReport? Downlink { get; init; }

    public DeviceTrouble? Trouble { get; init; }

    public string? Info { get; init; }

    public static MessageMeta Of(DeviceMessage message) =>
        new()
        {
            BatteryVolts = message.BatteryVolts,
            BatteryPercent = message.BatteryPercent,
            Temperature = message.Temperature,
            Rssi = message.Rssi,
            Snr = message.Snr,
            Link = message.Link,
            Stations = message.Stations.IsDefaultOrEmpty ? null : message.Stations,
            Location = message.Location,
            Downlink = message.Downlink,
            Trouble = message.Trouble is DeviceTrouble.None ? null : message.Trouble,
            Info = message.Info.Length == 0 ? null : message.Info,
        };

    /// <summary>The same message told once more: what was not known before is added.</summary>
    public MessageMeta With(MessageMeta later) =>
        new()
        {
            BatteryVolts = later.BatteryVolts ?? BatteryVolts,
            BatteryPercent = later.BatteryPercent ?? BatteryPercent,
            Temperature = later.Temperature ?? Temperature,
            Rssi = later.Rssi ?? Rssi,
            Snr = later.Snr ?? Snr,
            Link = later.Link ?? Link,
            Stations = later.Stations ?? Stations,
            Location = later.Location ?? Location,
            Downlink = later.Downlink ?? Downlink,
            Trouble = later.Trouble ?? Trouble,
            Info = later.Info ?? Info,
        };

    public static MessageMeta Read(string text) =>
        JsonSerializer.Deserialize(text, DeviceJson.Default.MessageMeta) ?? new MessageMeta();

    public string Write() => JsonSerializer.Serialize(this, DeviceJson.Default.MessageMeta);
}

/// <summary>What fields mean, as tables keep it: by name.</summary>
internal static class FieldShapes
{
    public static ImmutableArray<FieldShape> Read(string text) =>
        text.Length <= 2
            ? []
            :
            [
                .. (JsonSerializer.Deserialize(text, DeviceJson.Default.DictionaryStringShapeJson) ?? []).Select(
                    one => new FieldShape(one.Key, one.Value.Label ?? "", one.Value.Unit ?? "")
                    {
                        Scale = one.Value.Scale ?? 1,
                        Offset = one.Value.Offset ?? 0,
                        Decimals = one.Value.Decimals,
                    }
                ),
            ];

    /// <summary>Of two with one name the first counts.</summary>
    public static string Write(IEnumerable<FieldShape> shapes) =>
        JsonSerializer.Serialize(
            shapes
                .DistinctBy(shape => shape.Name)
                .ToDictionary(
                    shape => shape.Name,
                    shape => new ShapeJson(
                        shape.Label.Length == 0 ? null : shape.Label,
                        shape.Unit.Length == 0 ? null : shape.Unit,
                        shape.Scale is 1 ? null : shape.Scale,
                        shape.Offset is 0 ? null : shape.Offset,
                        shape.Decimals
                    )
                ),
            DeviceJson.Default.DictionaryStringShapeJson
        );
}
