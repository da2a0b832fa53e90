using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Watches;

/// <summary>What the rules of one kind say now. Missing data is unknown: never clear, never breached.</summary>
public abstract record Assessment
{
    private Assessment() { } // closed

    /// <param name="Breach">The worst of the breached rules.</param>
    /// <param name="Recovering">The newest reading is clear, one more is needed.</param>
    public sealed record Breached(Breach Breach, bool Recovering = false) : Assessment;

    public sealed record Clear(Reading? Reading) : Assessment
    {
        /// <summary>Of a device.</summary>
        public SensorFacts? Sensor { get; init; }
    }

    public sealed record Unknown : Assessment;
}
