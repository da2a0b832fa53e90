using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Events;

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
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, zone);
        }
        catch (JsonException)
        {
            return Read(default(JsonElement), zone);
        }
    }

    public static PumpLog Read(JsonElement answer, DateTimeZone zone)
    {
        var refusals = ImmutableArray.CreateBuilder<string>();
        return new PumpLog
        {
            Events = EventsOf(answer.In("events"), zone, refusals),
            ClockChanges = EventsOf(answer.In("clockChanges"), zone, refusals),
            Refusals = refusals.ToImmutable(),
            IsWellFormed = answer.ValueKind is JsonValueKind.Object,
        };
    }

    /// <summary>In the order in which they happened: by the pump's clock, then by key.</summary>
    public static ImmutableArray<PumpEvent> InOrder(IEnumerable<PumpEvent> events) =>
        [.. events.OrderBy(one => one.PumpTime).ThenBy(one => one.Key)];

    private static ImmutableArray<PumpEvent> EventsOf(
        JsonElement list,
        DateTimeZone zone,
        ImmutableArray<string>.Builder refusals
    )
    {
        if (list.ValueKind is not JsonValueKind.Array)
        {
            return [];
        }

        var events = ImmutableArray.CreateBuilder<PumpEvent>(list.GetArrayLength());
        var seen = new HashSet<EventKey>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (!EventReader.TryRead(item, zone, out var read, out var refusal))
            {
                refusals.Add(refusal);
            }
            else if (seen.Add(read.Key))
            {
                events.Add(read);
            }
        }

        return events.DrainToImmutable();
    }
}
