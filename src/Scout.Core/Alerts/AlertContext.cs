using Scout.Core.Escalation;
using Scout.Core.Watches;

namespace Scout.Core.Alerts;

/// <summary>What an alert's decisions rest on besides its own state.</summary>
/// <param name="About">Who or what the watch is about, as messages say it.</param>
/// <param name="PausedUntil">The watch is paused on purpose until then.</param>
/// <param name="SensorError">The newest row of the source is a sensor error.</param>
public sealed record AlertContext(
    string About,
    Team Team,
    WatchSettings Settings,
    DateTimeOffset? PausedUntil,
    bool SensorError,
    DateTimeOffset Now
)
{
    public bool IsPaused => PausedUntil > Now;
}
