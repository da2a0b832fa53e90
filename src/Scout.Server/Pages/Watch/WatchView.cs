using System.Collections.Immutable;
using Scout.Core.Readings;
using Scout.Core.Simulation;
using Scout.Core.Watches;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Watch;

/// <summary>Everything the page of a watch shows.</summary>
public sealed record WatchView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Clock Clock { get; init; }

    /// <summary>IANA, of the person.</summary>
    public required string Zone { get; init; }

    /// <summary>The unit that was chosen for the page; else the viewer's.</summary>
    public required GlucoseUnit Unit { get; init; }

    public required WatchSettings Settings { get; init; }

    /// <summary>The account may change its limits, its people and its source, and pause it.</summary>
    public required bool MayChange { get; init; }

    /// <summary>It has a source; Scout's watch over itself has none.</summary>
    public required bool HasSource { get; init; }

    public required SourceHealth Health { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }

    public Reading? Latest { get; init; }

    public IReadOnlyList<Reached> People { get; init; } = [];

    public IReadOnlyList<AlertCard> Open { get; init; } = [];

    /// <summary>The latest that are over.</summary>
    public IReadOnlyList<AlertCard> Past { get; init; } = [];

    /// <summary>Null when only what changes by itself is drawn again.</summary>
    public WatchHistory? History { get; init; }
}

/// <summary>Somebody who is reached about the watch.</summary>
/// <param name="First">Is called; the others are texted.</param>
public sealed record Reached(string Name, bool First, bool MayBeReached, bool OptedOut)
{
    public bool IsReached => MayBeReached && !OptedOut;
}

/// <summary>What needs many readings.</summary>
/// <param name="Series">Its id; null when there never was a reading.</param>
/// <param name="First">The first reading there ever was.</param>
/// <param name="Rows">The newest readings of the range, newest first.</param>
/// <param name="Shares">Of the last 14 days; null without a reading.</param>
public sealed record WatchHistory(
    long? Series,
    DateTimeOffset? First,
    ChartRange Range,
    ImmutableArray<Reading> Rows,
    WatchShares? Shares,
    Preview? Now,
    PreviewForm Form
);
