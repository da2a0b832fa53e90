using Scout.Core.Alerts;
using Scout.Core.Readings;

namespace Scout.Core.Watches;

/// <summary>The fixed, small set of conditions. Later ones of one alert kind are worse than earlier ones.</summary>
public enum RuleKind
{
    Low,
    UrgentLow,
    NoDataWhileLow,
    High,
    UrgentHigh,
    NoData,
    SensorError,
    SourceDown,

    /// <summary>Scout itself cannot alarm.</summary>
    Impaired,

    /// <summary>Something is wrong that a source tells by events.</summary>
    Problem,

    /// <summary>A value of a device is past a limit.</summary>
    Below,
    Above,

    /// <summary>A value of a device changes too fast.</summary>
    Rising,
    Falling,

    /// <summary>The battery of a device is low.</summary>
    Battery,

    /// <summary>Messages of a device are missing.</summary>
    Gap,

    /// <summary>The network says that a device is silent or broken.</summary>
    DeviceTrouble,

    /// <summary>The network says that it may not hear a device.</summary>
    NetworkTrouble,

    /// <summary>A device asks for more answers than its contract holds.</summary>
    Overuse,
}

/// <summary>A condition with settings and a severity.</summary>
public sealed record Rule(RuleKind Kind, Severity Severity)
{
    /// <summary>The limit of a low or high; comparisons are strict.</summary>
    public GlucoseThreshold? Threshold { get; init; }

    /// <summary>The level that clears an open alert; without one, 5 mg/dL above a low and 10 below a high.</summary>
    public GlucoseThreshold? Clear { get; init; }

    /// <summary>How long data, or the source, must be gone; how long an error must last.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Breached when this many …</summary>
    public int Count { get; init; } = 1;

    /// <summary>… of this many newest readings are beyond the limit. Counts across gaps.</summary>
    public int Of { get; init; } = 1;

    /// <summary>The breach must have lasted this long without a gap over 20 min. Never for critical rules.</summary>
    public TimeSpan Held { get; init; }

    public AlertKind AlertKind =>
        Kind switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => AlertKind.Low,
            RuleKind.High or RuleKind.UrgentHigh => AlertKind.High,
            RuleKind.NoData => AlertKind.NoData,
            RuleKind.SensorError => AlertKind.Sensor,
            RuleKind.SourceDown => AlertKind.Source,
            RuleKind.Problem => AlertKind.Problem,
            _ => AlertKind.Impaired,
        };
}
