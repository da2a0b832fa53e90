using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Events;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>One recorded run of tconnectsync, and what Scout makes of the same.</summary>
internal sealed class Scenario
{
    private readonly JsonElement _line;

    public Scenario(string where, JsonElement line)
    {
        (Where, _line) = (where, line);
        Zone = TandemVectors.Zone(line);
        var events = TandemVectors.Events(line.GetProperty("events"), Zone);
        Features
            .TryParse(
                string.Join(',', line.GetProperty("features").EnumerateArray().Select(name => name.GetString())),
                out var features,
                out var unknown
            )
            .ShouldBeTrue(unknown);
        Pump = Pump.Of(line.GetProperty("pump"));
        var end = PumpClock.Parse(line.GetProperty("timeEnd").GetString()![..19])!.Value;
        // U17: what lies ahead of now is held back; so now is after everything.
        var now = events
            .SelectMany(one => new[] { one.At, PumpClock.At(ReadingTime(one), Zone) })
            .Append(PumpClock.At(end, Zone))
            .Max();
        Input = new SyncInput
        {
            AssignmentId = Pump.AssignmentId,
            Zone = Zone,
            Events = events,
            Features = features,
            End = end,
            Now = now.AddHours(1),
        };
        Lookups = FirstRun.Lookups(Input);
        var answers = Lookups.Select(Answer).OfType<LookupAnswer>().ToArray();
        var watermarks = FirstRun.Watermarks(answers);
        Adopted = FirstRun.Adopted(answers);
        Early = SeenEarly(watermarks);
        Input = Input with { Seen = FirstRun.Seen(events, watermarks, Zone).Union(Early), Adopted = Adopted };
        Until = SyncSpan.Of(events)?.Until(end) ?? end;
    }

    public string Where { get; }

    public DateTimeZone Zone { get; }

    public Pump Pump { get; }

    public SyncInput Input { get; }

    public ImmutableArray<NightscoutLookup> Lookups { get; }

    public ImmutableArray<OpenDocument> Adopted { get; }

    public LocalDateTime Until { get; }

    /// <summary>U6: events that only tconnectsync takes as seen, in the hour that clocks leap over.</summary>
    public ImmutableHashSet<EventKey> Early { get; }

    public JsonElement Expect => _line.GetProperty("expect");

    public JsonElement CurrentProfile => _line.GetProperty("nightscoutState").In("profile");

    public PumpEvent? ByNumber(string number) =>
        Input.Events.FirstOrDefault(one => one.Key.Number.ToString() == number);

    public static LocalDateTime ReadingTime(PumpEvent one) =>
        one.Kind?.Class is PumpClass.CgmReading && one.Whole("egvTimeStamp") is { } seconds
            ? PumpClock.FromSeconds((uint)seconds)
            : one.PumpTime;

    /// <summary>The basal step after one, where it was seen by <see cref="Early"/> instants only; else null.</summary>
    public PumpEvent? NextSeenEarly(PumpEvent step)
    {
        var steps = Input.Events.Where(one => one.Kind?.Class is PumpClass.Basal).OrderBy(one => one.PumpTime).ToList();
        var next = steps.ElementAtOrDefault(steps.IndexOf(step) + 1);
        return next is not null && Early.Contains(next.Key) ? next : null;
    }

    // U6: what tconnectsync had seen follows from its own, earlier instants in the hour that clocks leap over.
    private ImmutableHashSet<EventKey> SeenEarly(ImmutableDictionary<PumpClass, DateTimeOffset> watermarks) =>
        [
            .. Input
                .Events.Where(one =>
                    one.Kind?.Class is { } kind
                    && watermarks.TryGetValue(kind, out var mark)
                    && ReadingTime(one) is var time
                    && PumpClock.At(time, Zone) > mark
                    && PumpClock.At(time, Zone) - TandemVectors.Gap(time, Zone) <= mark
                )
                .Select(one => one.Key),
        ];

    private LookupAnswer? Answer(NightscoutLookup lookup)
    {
        var state = _line.GetProperty("nightscoutState");
        var found = lookup.Entity switch
        {
            NightscoutEntity.Treatments => state.In("treatments").In(lookup.EventType!),
            NightscoutEntity.Entries => state.In("entries"),
            _ => state.In("devicestatus"),
        };
        return found.ValueKind is JsonValueKind.Object ? new LookupAnswer(lookup, found) : null;
    }
}
