using System.Collections.Immutable;

namespace Scout.Core.Tandem;

/// <summary>Where a document stands in Nightscout.</summary>
public enum NightscoutEntity
{
    Treatments,
    Entries,
    DeviceStatus,
    Profile,
}

/// <summary>A document as Nightscout shall hold it.</summary>
/// <param name="Identifier">
/// tandem:{assignmentId}:{group}:{number} of the event that leads it. One document for good: the same identifier with
/// another body is the same document, rewritten.
/// </param>
/// <param name="Leader">
/// The event that leads it: of a bolus its completion, of sleep and exercise the start; where the start was never seen,
/// because Nightscout held the document, the stop.
/// </param>
/// <param name="At">Its time.</param>
/// <param name="Json">Its body, UTF-16, the same bytes for the same content.</param>
/// <param name="Replaces">The _id of a document that is deleted before this one is first written; null: none.</param>
public sealed record PumpDocument(
    PumpClass Class,
    NightscoutEntity Entity,
    string Identifier,
    EventKey Leader,
    DateTimeOffset At,
    string Json,
    string? Replaces = null
);

/// <summary>What a run comes to.</summary>
/// <param name="Documents">In the order in which they are written.</param>
/// <param name="Held">Readings ahead of now; they are written once their time has come.</param>
/// <param name="Warnings">What people should know, a sentence each.</param>
public sealed record SyncOutcome(
    ImmutableArray<PumpDocument> Documents,
    ImmutableArray<PumpEvent> Held,
    ImmutableArray<string> Warnings
);
