using System.Collections.Immutable;

namespace Scout.Core.Tandem;

/// <summary>
/// A pump's events as Nightscout documents. They follow from the events alone, every time anew: what a later event
/// changes is the same document (by its identifier) with another body, to be written again.
/// </summary>
public static class PumpDocuments
{
    /// <summary>Class after class in the order in which they first appear, each in the order of its time.</summary>
    public static SyncOutcome Of(SyncInput input)
    {
        if (SyncSpan.Of(input.Events) is not { } span)
        {
            return new SyncOutcome([], [], []);
        }

        using var writer = new DocumentWriter(input);
        var run = new SyncRun(input, writer, span.Until(input.End), new SyncNotes());
        var ofClass = input.Events.Where(one => one.Kind?.Class is not null).ToLookup(one => one.Kind!.Class!.Value);
        var documents = ImmutableArray.CreateBuilder<PumpDocument>(input.Events.Length);
        foreach (var (kind, _) in span.Counts)
        {
            if ((kind.WrittenWith() & input.Features) is not Feature.None)
            {
                documents.AddRange(OfClass(kind, InTime([.. ofClass[kind]]), run));
            }
        }

        return new SyncOutcome(documents.DrainToImmutable(), [.. run.Notes.Held], [.. run.Notes.Warnings]);
    }

    // Most logs come in order already.
    private static PumpEvent[] InTime(PumpEvent[] events)
    {
        for (var i = 1; i < events.Length; i++)
        {
            if (GlucoseDocuments.TimeOf(events[i]) < GlucoseDocuments.TimeOf(events[i - 1]))
            {
                return [.. events.OrderBy(GlucoseDocuments.TimeOf)];
            }
        }

        return events;
    }

    /// <param name="events">In the order of time.</param>
    private static IEnumerable<PumpDocument> OfClass(PumpClass kind, PumpEvent[] events, SyncRun run) =>
        kind switch
        {
            PumpClass.Basal => BasalDocuments.Of(events, run),
            PumpClass.Bolus => BolusDocuments.Of(events, run),
            PumpClass.Cartridge => SiteChangeDocuments.Of(events, run),
            PumpClass.CgmReading => GlucoseDocuments.Of(events, run),
            PumpClass.UserMode => UserModeDocuments.Of(events, run),
            PumpClass.DeviceStatus => BatteryDocuments.Of(events, run),
            _ => NoteDocuments.Of(events, run),
        };
}
