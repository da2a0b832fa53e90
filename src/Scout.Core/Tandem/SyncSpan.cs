using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>What a run sees before it writes anything, over all events received, known or not, synced or not.</summary>
/// <param name="First">The earliest event time.</param>
/// <param name="Last">The latest.</param>
/// <param name="LastSequenceNumber">The largest number.</param>
/// <param name="Counts">Events of each class, in the order in which the classes first appear.</param>
public sealed record SyncSpan(
    LocalDateTime First,
    LocalDateTime Last,
    uint LastSequenceNumber,
    ImmutableArray<(PumpClass Class, int Count)> Counts
)
{
    /// <summary>Null: there are no events.</summary>
    public static SyncSpan? Of(ImmutableArray<PumpEvent> events)
    {
        if (events.IsEmpty)
        {
            return null;
        }

        var (first, last, number) = (events[0].PumpTime, events[0].PumpTime, 0u);
        var counts = new OrderedDictionary<PumpClass, int>();
        foreach (var one in events)
        {
            first = LocalDateTime.Min(first, one.PumpTime);
            last = LocalDateTime.Max(last, one.PumpTime);
            number = Math.Max(number, one.Key.Number);
            if (one.Kind?.Class is { } kind)
            {
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
            }
        }

        return new SyncSpan(first, last, number, [.. counts.Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>Where what has not ended yet is taken to end: at the newest event, at the end of the run at the latest.</summary>
    public LocalDateTime Until(LocalDateTime end) => LocalDateTime.Min(Last, end);
}
