using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scout.Core.Devices;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Api;

internal sealed record ApiDevices(
    [property: Description("Those that wait to be taken in first.")] IReadOnlyList<ApiDevice> Devices
);

/// <summary>A device, and what is known of it.</summary>
internal sealed record ApiDevice(
    long Id,
    string Network,
    [property: Description("As its network spells it.")] string Device,
    [property: Description("Of /data/{sensor}; empty elsewhere.")] string Sensor,
    string Name,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DeviceState>))] DeviceState State,
    [property: Description("Its alarms and series belong to this watch; null: it was never taken in.")] string? Watch,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    [property: Description("Seconds between its messages: as set, else as learned; null: not known yet.")]
        double? Interval,
    [property: Description("Seconds, as a person set them; null: they are learned.")] double? ExpectedInterval,
    ApiBattery? Battery,
    [property: Description("dBm.")] double? Rssi,
    [property: Description("dB.")] double? Snr,
    ApiPlace? Place,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DeviceTrouble>))] DeviceTrouble Trouble
);

internal sealed record ApiBattery(double? Volts, double? Percent, DateTimeOffset At);

internal sealed record ApiPlace(double Latitude, double Longitude, double? RadiusMetres, DateTimeOffset At);

/// <summary>A device with its series.</summary>
internal sealed record ApiDeviceWithSeries(ApiDevice Device, IReadOnlyList<ApiSeries> Series);

/// <summary>The readings of one field; /api/series/{id}/points has them.</summary>
internal sealed record ApiSeries(
    long Id,
    string Field,
    string Unit,
    [property: Description("Latest measured; null: none yet.")] double? Value,
    DateTimeOffset? At
);

/// <summary>What is to be changed; what is left out stays.</summary>
internal sealed record ApiDeviceChange(
    string? Name,
    [property: Description("Active, Muted or Retired.")] string? State,
    [property: Description("Seconds between its messages; 0: learn them from the data.")] double? ExpectedInterval
);

internal sealed record ApiMessages(
    [property: Description("Newest first.")] IReadOnlyList<ApiMessage> Messages,
    [property: Description("For \"before\"; null: these were the last.")] string? Next
);

internal sealed record ApiMessage(
    long Id,
    DateTimeOffset At,
    DateTimeOffset ReceivedAt,
    [property: Description("Uplink, Status, Acknowledge, Advanced, Location, Error, Event, Join or Log.")] string Kind,
    long? Sequence,
    [property: Description("Hex.")] string Payload,
    long? Port,
    [property: Description("What came decoded, by name.")] JsonElement Values,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DecodeState>))] DecodeState Decoded,
    [property: Description("future, old or simulated: it made no reading. Empty: none of them.")] string Mark,
    [property: Description("How often it came again.")] long Copies
);

internal sealed record ApiDownlinks([property: Description("Newest first.")] IReadOnlyList<ApiDownlink> Downlinks);

internal sealed record ApiDownlink(
    string Id,
    [property: Description("16 hex digits.")] string Data,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DownlinkState>))] DownlinkState State,
    [property: Description("What the network said of it.")] string Info,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset ExpiresAt
);

internal sealed record ApiDownlinkDraft(
    [property: Description("Exactly 8 bytes as 16 hex digits.")] string? Data,
    [property: Description("How long it may wait for the device to ask, 1 to 720; left out: 168.")] int? Hours
);
