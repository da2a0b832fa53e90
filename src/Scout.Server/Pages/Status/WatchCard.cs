using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Languages;
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

    /// <summary>Of a watch whose source tells problems by events; null: it reads values.</summary>
    public ProjectState? Project { get; init; }

    /// <summary>Of a watch about a device; null: it is about none.</summary>
    public SensorState? Sensor { get; init; }

    /// <summary>It has a source; Scout's watch over itself has none.</summary>
    public bool HasSource { get; init; } = true;

    public bool IsFresh =>
        Project is not null
        || Sensor is { IsFresh: true }
        || Latest is { } latest
            && Glucose.IsGlucose(latest.Value)
            && latest.AgeAt(Clock.Now) <= WatchSettings.StaleAfter;
}

/// <summary>What comes in for a project.</summary>
/// <param name="LastAt">When its last webhook came; null: none has come yet.</param>
/// <param name="Unread">How many could not be read and wait for somebody to look.</param>
public sealed record ProjectState(DateTimeOffset? LastAt, long Unread)
{
    /// <summary>Nothing but signs of life is expected from it.</summary>
    public bool IsHeartbeat { get; init; }

    /// <summary>What came last, before its time.</summary>
    public string LastWord => IsHeartbeat ? Say.It("Last heartbeat") : Say.It("Last webhook");

    public string AllWell => IsHeartbeat ? Say.It("No heartbeat is missing.") : Say.It("No open errors.");

    public string NoneYet => IsHeartbeat ? Say.It("No heartbeat has come yet.") : Say.It("No webhook has come yet.");

    /// <summary>"last webhook 3 min ago (14:02 CET)".</summary>
    public string Last(Clock clock) =>
        (LastAt, IsHeartbeat) switch
        {
            ({ } at, true) => Say.It("last heartbeat {0} ({1})", clock.Ago(at), clock.ExactlyAt(at)),
            ({ } at, false) => Say.It("last webhook {0} ({1})", clock.Ago(at), clock.ExactlyAt(at)),
            (null, true) => Say.It("no heartbeat has come yet"),
            (null, false) => Say.It("no webhook has come yet"),
        };
}
