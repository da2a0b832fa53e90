using System.Collections.Immutable;
using Scout.Core.Escalation;
using Scout.Core.Watches;

namespace Scout.Core.Alerts;

/// <summary>What an alert's decisions rest on besides its own state.</summary>
/// <param name="About">Who or what the watch is about, as messages say it.</param>
/// <param name="Pause">The watch is quiet on purpose; null or over: it is not.</param>
/// <param name="SensorError">The newest row of the source is a sensor error.</param>
public sealed record AlertContext(
    string About,
    Team Team,
    WatchSettings Settings,
    Pause? Pause,
    bool SensorError,
    DateTimeOffset Now
)
{
    /// <summary>A planned quiet time that goes on now: alerts open in it, and ring when it is over.</summary>
    public Pause? Upkeep { get; init; }

    /// <summary>The open alerts of the watch, as they stand when this one is decided about.</summary>
    public ImmutableArray<Alert> Beside { get; init; } = [];

    /// <summary>See <see cref="WatchState.Pages"/>.</summary>
    public ImmutableArray<DateTimeOffset> Pages { get; init; } = [];

    /// <summary>Contacts who are told of the same act already, by a text about another alert.</summary>
    public ImmutableArray<string> Informed { get; init; } = [];

    /// <summary>Until when an alert of this kind and severity rings nobody; null: it may ring.</summary>
    public DateTimeOffset? QuietUntil(AlertKind kind, Severity severity)
    {
        var paused = PausedUntil(kind, severity);
        var planned = EndOf(Upkeep, kind, severity);
        return paused >= planned ? paused : planned ?? paused;
    }

    /// <summary>Until when somebody has made it quiet, so that nothing opens; null: nobody has.</summary>
    public DateTimeOffset? PausedUntil(AlertKind kind, Severity severity) => EndOf(Pause, kind, severity);

    private DateTimeOffset? EndOf(Pause? pause, AlertKind kind, Severity severity) =>
        pause?.EndFor(kind, severity, Settings.Times) is { } end && end > Now ? end : null;
}
