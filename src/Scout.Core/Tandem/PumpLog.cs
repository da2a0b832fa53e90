using System.Buffers;
using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>What an answer of pump-logs holds. Events are judged one by one: a bad one never loses a good one.</summary>
public sealed record PumpLog
{
    /// <summary>In the order received, each key once (the first of it).</summary>
    public required ImmutableArray<PumpEvent> Events { get; init; }

    /// <summary>What was wrong with events that could not be read, a sentence each, in their order.</summary>
    public required ImmutableArray<string> Refusals { get; init; }

    /// <summary>False: the answer was no JSON object. Then it holds nothing.</summary>
    public required bool IsWellFormed { get; init; }

    /// <summary>Times at which the pump's clock was set (codes 13 and 14), of its whole life; not synced.</summary>
    public required ImmutableArray<PumpEvent> ClockChanges { get; init; }

    public static PumpLog Read(ReadOnlyMemory<byte> body, DateTimeZone zone)
    {
        var reader = new PumpLogReader(zone);
        reader.Read(new ReadOnlySequence<byte>(body), isLast: true);
        return reader.End();
    }

    /// <summary>In the order in which they happened: by the pump's clock, then by key.</summary>
    public static ImmutableArray<PumpEvent> InOrder(IEnumerable<PumpEvent> events) =>
        [.. events.OrderBy(one => one.PumpTime).ThenBy(one => one.Key)];
}
