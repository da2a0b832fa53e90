using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Status;

/// <summary>A watch on the status page.</summary>
/// <param name="Latest">The newest glucose reading; null while there is none.</param>
/// <param name="Reach">Names of those who can be reached about it, in order.</param>
public sealed record WatchCard(
    string Id,
    string Name,
    GlucoseUnit Unit,
    Clock Clock,
    Reading? Latest,
    SourceHealth Health,
    IReadOnlyList<string> Reach,
    DateTimeOffset? PausedUntil
)
{
    /// <summary>The last hours as a picture.</summary>
    public required Trace Trace { get; init; }

    /// <summary>Its alerts that are open.</summary>
    public IReadOnlyList<AlertCard> Open { get; init; } = [];

    /// <summary>What the viewer may do: See | Acknowledge | Change | Own.</summary>
    public string May { get; init; } = "";

    /// <summary>The viewer may pause it and change how it is watched.</summary>
    public bool MayChange { get; init; }

    /// <summary>It is the viewer's own.</summary>
    public bool IsOwn { get; init; }

    /// <summary>It has a source; Scout's watch over itself has none.</summary>
    public bool HasSource { get; init; } = true;

    public bool IsFresh =>
        Latest is { } latest && Glucose.IsGlucose(latest.Value) && latest.AgeAt(Clock.Now) <= WatchSettings.StaleAfter;
}
