using Scout.Core.Devices;

namespace Scout.Server.Sources.Devices;

public enum DeviceState
{
    /// <summary>Nobody has said yet that it is wanted: its messages are kept and not read.</summary>
    Quarantine,

    /// <summary>Its messages become readings, its watch has alarms.</summary>
    Active,

    /// <summary>Its messages become readings and disturb nobody.</summary>
    Muted,

    /// <summary>It is gone. What it still sends is kept and not read.</summary>
    Retired,
}

/// <summary>A device of a network. Times are Unix milliseconds.</summary>
public sealed record DeviceRow
{
    public required long Id { get; init; }

    public required string NetworkId { get; init; }

    /// <summary>As received: answers to the network need it so.</summary>
    public required string ExternalId { get; init; }

    /// <summary>As compared.</summary>
    public required string MatchId { get; init; }

    /// <summary>Of /data/{sensor}; empty elsewhere.</summary>
    public required string Sensor { get; init; }

    public required string Name { get; init; }

    public required DeviceState State { get; init; }

    /// <summary>Its series and alarms hang on this watch; null: it was never active.</summary>
    public string? WatchId { get; init; }

    /// <summary>By name of the value: label, unit, scale, offset, decimals; JSON. Wins over what a decoder says.</summary>
    public required string Fields { get; init; }

    public required long FirstSeen { get; init; }

    /// <summary>When it last sent anything, of whatever kind.</summary>
    public required long LastSeen { get; init; }

    /// <summary>Distance of its messages as a person set it.</summary>
    public long? ExpectedMs { get; init; }

    /// <summary>The same as the data show it; null: too few yet.</summary>
    public long? LearnedMs { get; init; }

    public double? BatteryV { get; init; }

    public double? BatteryPercent { get; init; }

    public long? BatteryAt { get; init; }

    /// <summary>dBm.</summary>
    public double? Rssi { get; init; }

    /// <summary>dB.</summary>
    public double? Snr { get; init; }

    /// <summary>0 limit, 1 average, 2 good, 3 excellent.</summary>
    public long? LinkQuality { get; init; }

    public double? Lat { get; init; }

    public double? Lng { get; init; }

    public double? RadiusM { get; init; }

    public long? LocatedAt { get; init; }

    public long? LastSeq { get; init; }

    /// <summary>When the message with <see cref="LastSeq"/> was measured.</summary>
    public long? LastSeqAt { get; init; }

    /// <summary>Device or Network; empty: none, or it is over.</summary>
    public required string Trouble { get; init; }

    public long? TroubleAt { get; init; }

    /// <summary>The network's own words.</summary>
    public required string TroubleWords { get; init; }

    /// <summary>When the network last said that too many downlinks were asked for.</summary>
    public long? OveruseAt { get; init; }

    /// <summary>What people see of its rhythm: set, else learned; null: nobody knows yet.</summary>
    public TimeSpan? Interval => (ExpectedMs ?? LearnedMs) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    /// <summary>Whose trouble the network reported; none once the device was heard again.</summary>
    public DeviceTrouble TroubleOf => Enum.TryParse<DeviceTrouble>(Trouble, out var known) ? known : DeviceTrouble.None;

    /// <summary>Of <c>devices d</c>.</summary>
    public const string Columns = """
        d.id, d.network_id, d.external_id, d.match_id, d.sensor, d.name, d.state, d.watch_id, d.fields, d.first_seen,
        d.last_seen, d.expected_ms, d.learned_ms, d.battery_v, d.battery_percent, d.battery_at, d.rssi, d.snr,
        d.link_quality, d.lat, d.lng, d.radius_m, d.located_at, d.last_seq, d.last_seq_at, d.trouble,
        d.trouble_at, d.trouble_words, d.overuse_at
        """;
}
