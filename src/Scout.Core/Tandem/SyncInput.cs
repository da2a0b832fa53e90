using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>What the documents of a run depend on: nothing else does.</summary>
public sealed record SyncInput
{
    /// <summary>Of the pump; stands in every identifier.</summary>
    public required string AssignmentId { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>
    /// All events of the time in question, those of earlier runs too, and some days of what came before: a bolus is
    /// told by five events, a rate lasts until the next. Classes are handled in the order in which they first appear,
    /// events of one time in the order given; see <see cref="PumpLog.InOrder"/>.
    /// </summary>
    public required ImmutableArray<PumpEvent> Events { get; init; }

    public required Feature Features { get; init; }

    /// <summary>The end of the time asked for, on the pump's clock; now, for most runs.</summary>
    public required LocalDateTime End { get; init; }

    /// <summary>Readings further ahead than <see cref="PumpClock.Tolerance"/> are held back.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// What the first run found to be in Nightscout already (<see cref="FirstRun.Seen"/>): never written, never ended,
    /// but still what others are reckoned by.
    /// </summary>
    public ImmutableHashSet<EventKey> Seen { get; init; } = [];

    /// <summary>
    /// Sleep and exercise without an end that the first run found in Nightscout, one of each at most, and only until
    /// they have been replaced (<see cref="PumpDocument.Replaces"/>).
    /// </summary>
    public ImmutableArray<OpenDocument> Adopted { get; init; } = [];

    /// <summary>Documents led by an event before this are left out; null: none is. For events that are there as context.</summary>
    public LocalDateTime? From { get; init; }

    /// <summary>The same for those led by an event from here on: so a long log is written in parts; null: none is left out.</summary>
    public LocalDateTime? To { get; init; }

    /// <summary>Stands in enteredBy and device. The default is tconnectsync's, so that a site keeps one author.</summary>
    public string Author { get; init; } = DefaultAuthor;

    /// <summary>Leaves out basal rates below 0.01 u/h.</summary>
    public bool IgnoreZeroUnitBasal { get; init; }

    public const string DefaultAuthor = "Pump (tconnectsync)";
}
