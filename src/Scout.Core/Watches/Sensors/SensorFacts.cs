namespace Scout.Core.Watches.Sensors;

/// <summary>What a rule of a device found: what messages, pages and the ledger say of it.</summary>
public sealed record SensorFacts
{
    /// <summary>The series, as people call it; empty: the only one, or the device.</summary>
    public string Label { get; init; } = "";

    /// <summary>The newest value; of batteries, theirs.</summary>
    public double? Value { get; init; }

    /// <summary>When that was measured; of silence, when something came last.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Of value and limit.</summary>
    public string Unit { get; init; } = "";

    public int? Decimals { get; init; }

    public double? Limit { get; init; }

    /// <summary>The change per minute that was found.</summary>
    public double? Rate { get; init; }

    /// <summary>Messages lost.</summary>
    public int? Count { get; init; }

    /// <summary>The network's own words.</summary>
    public string Words { get; init; } = "";
}
