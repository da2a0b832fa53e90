using System.Collections.Immutable;

namespace Scout.Core.Devices;

/// <summary>One thing that a network told about one device, from whatever body it came in.</summary>
/// <param name="Device">The device as the network spells it; answers repeat it so. <see cref="MatchId"/> compares.</param>
/// <param name="At">When the network heard it; when Scout got it, where nothing says so.</param>
/// <param name="Key">Tells copies: two messages of a device with one key are one message. At most 200 characters.</param>
public sealed record DeviceMessage(MessageKind Kind, string Device, DateTimeOffset At, string Key)
{
    /// <summary>A name for a device that is seen for the first time; empty: none is told.</summary>
    public string Name { get; init; } = "";

    /// <summary>Counts the messages of a device, and rolls over at a number that networks do not tell.</summary>
    public long? Sequence { get; init; }

    /// <summary>The bytes the device sent, for a <see cref="Decoder"/>; default: none were told, empty: it sent none.</summary>
    public ImmutableArray<byte> Payload { get; init; }

    public bool HasPayload => !Payload.IsDefault;

    /// <summary>LoRaWAN's port, which often tells one kind of payload from another.</summary>
    public int? Port { get; init; }

    /// <summary>What the network, or the device, decoded already; each name once.</summary>
    public ImmutableArray<FieldValue> Values { get; init; } = [];

    /// <summary>The JSON object it came as, to be read once more when a mapping changes; empty: not kept.</summary>
    public string Raw { get; init; } = "";

    /// <summary>In volts.</summary>
    public double? BatteryVolts { get; init; }

    /// <summary>0 to 100.</summary>
    public double? BatteryPercent { get; init; }

    /// <summary>Inside the device, in °C; no measurement of what it stands in.</summary>
    public double? Temperature { get; init; }

    /// <summary>Of the station that heard it best, in dBm.</summary>
    public double? Rssi { get; init; }

    /// <summary>Of the station that heard it best, in dB.</summary>
    public double? Snr { get; init; }

    public LinkQuality? Link { get; init; }

    /// <summary>Who heard it, best first.</summary>
    public ImmutableArray<Station> Stations { get; init; } = [];

    public DeviceLocation? Location { get; init; }

    /// <summary>The device listens for an answer, and the network waits for it.</summary>
    public bool WantsDownlink { get; init; }

    public DownlinkReport? Downlink { get; init; }

    /// <summary>Of an <see cref="MessageKind.Error"/>: who is in trouble.</summary>
    public DeviceTrouble Trouble { get; init; }

    /// <summary>What the network says in words, cut to 300 characters.</summary>
    public string Info { get; init; } = "";

    /// <summary>Somebody pressed "simulate" at the network: kept, shown, and nobody is called.</summary>
    public bool IsSimulated { get; init; }
}
