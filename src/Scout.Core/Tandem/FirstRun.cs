using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Events;

namespace Scout.Core.Tandem;

/// <summary>A question about what the author has in Nightscout already: the newest document of its sort.</summary>
/// <param name="Entity">Treatments, entries or devicestatus.</param>
/// <param name="EventType">Of treatments; null for the others.</param>
public sealed record NightscoutLookup(
    PumpClass Class,
    NightscoutEntity Entity,
    string? EventType,
    DateTimeOffset From,
    DateTimeOffset To
);

/// <summary>The newest document that a look-up found.</summary>
public sealed record LookupAnswer(NightscoutLookup Lookup, JsonElement Document);

/// <summary>
/// The first run against a site that an author has written to before. Events at or before the newest document of their
/// class are taken as seen; sleep and exercise without an end are adopted.
/// </summary>
public static class FirstRun
{
    /// <summary>What to ask Nightscout, class after class; the bounds are those of the events received.</summary>
    public static ImmutableArray<NightscoutLookup> Lookups(SyncInput input)
    {
        if (SyncSpan.Of(input.Events) is not { } span)
        {
            return [];
        }

        var from = PumpClock.At(span.First, input.Zone);
        var to = PumpClock.At(span.Until(input.End), input.Zone);
        return
        [
            .. span
                .Counts.Select(count => count.Class)
                .Where(kind => (kind.WrittenWith() & input.Features) is not Feature.None)
                .SelectMany(kind =>
                    Sorts(kind).Select(sort => new NightscoutLookup(kind, sort.Entity, sort.EventType, from, to))
                ),
        ];
    }

    /// <summary>The time up to which each class is in Nightscout; a class without documents is absent.</summary>
    public static ImmutableDictionary<PumpClass, DateTimeOffset> Watermarks(IEnumerable<LookupAnswer> answers) =>
        answers
            .Select(answer => (answer.Lookup.Class, At: TimeOf(answer)))
            .Where(found => found.At is not null)
            .GroupBy(found => found.Class)
            .ToImmutableDictionary(group => group.Key, group => group.Max(found => found.At!.Value));

    /// <summary>Events at or before the watermark of their class, as instants; a reading counts by the time it was taken.</summary>
    public static ImmutableHashSet<EventKey> Seen(
        IEnumerable<PumpEvent> events,
        IReadOnlyDictionary<PumpClass, DateTimeOffset> watermarks,
        DateTimeZone zone
    ) =>
        [
            .. events
                .Where(one =>
                    one.Kind?.Class is { } kind
                    && watermarks.TryGetValue(kind, out var mark)
                    && PumpClock.At(GlucoseDocuments.TimeOf(one), zone) <= mark
                )
                .Select(one => one.Key),
        ];

    /// <summary>Sleep and exercise without an end among the answers.</summary>
    public static ImmutableArray<OpenDocument> Adopted(IEnumerable<LookupAnswer> answers) =>
        [
            .. answers
                .Where(answer => answer.Lookup.Class is PumpClass.UserMode)
                .Select(answer => OpenDocument.Of(answer.Lookup.EventType!, answer.Document))
                .OfType<OpenDocument>(),
        ];

    private static DateTimeOffset? TimeOf(LookupAnswer answer)
    {
        if (answer.Lookup.Entity is not NightscoutEntity.Entries)
        {
            return answer.Document.TimeOf("created_at");
        }

        return answer.Document.TimeOf("dateString")
            ?? (
                answer.Document.WholeOf("date") is >= 0 and <= 253_402_300_799_999 and var ms
                    ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
                    : null
            );
    }

    private static (NightscoutEntity Entity, string? EventType)[] Sorts(PumpClass kind) =>
        kind switch
        {
            PumpClass.Basal => [(NightscoutEntity.Treatments, "Temp Basal")],
            PumpClass.BasalSuspension => [(NightscoutEntity.Treatments, "Basal Suspension")],
            PumpClass.BasalResume => [(NightscoutEntity.Treatments, "Basal Resume")],
            PumpClass.Alarm => [(NightscoutEntity.Treatments, "Alarm")],
            PumpClass.Bolus => [(NightscoutEntity.Treatments, "Combo Bolus")],
            PumpClass.Cartridge => [(NightscoutEntity.Treatments, "Site Change")],
            PumpClass.CgmAlert => [(NightscoutEntity.Treatments, "CGM Alert")],
            PumpClass.CgmStartJoinStop =>
            [
                (NightscoutEntity.Treatments, "Sensor Start"),
                (NightscoutEntity.Treatments, "Sensor Stop"),
            ],
            PumpClass.UserMode => [(NightscoutEntity.Treatments, "Exercise"), (NightscoutEntity.Treatments, "Sleep")],
            PumpClass.CgmReading => [(NightscoutEntity.Entries, null)],
            _ => [(NightscoutEntity.DeviceStatus, null)],
        };
}
