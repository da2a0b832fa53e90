using System.Collections.Immutable;
using Scout.Core.Readings;

namespace Scout.Core.Simulation;

/// <summary>Readings in the order in which they became known, for a replay.</summary>
public sealed record Trace
{
    private Trace(ImmutableArray<Reading> arrivals) => Arrivals = arrivals;

    /// <summary>By the time of receipt. Each is measured at At, known from ReceivedAt on.</summary>
    public ImmutableArray<Reading> Arrivals { get; }

    public bool IsEmpty => Arrivals.IsEmpty;

    /// <summary>When the first reading was measured.</summary>
    public DateTimeOffset From => Arrivals.Min(reading => reading.At);

    /// <summary>When the last reading was measured.</summary>
    public DateTimeOffset To => Arrivals.Max(reading => reading.At);

    /// <summary>Any order in, repeated rows as they are: a source may send them twice.</summary>
    public static Trace Of(IEnumerable<Reading> readings) =>
        new([.. readings.OrderBy(reading => reading.ReceivedAt).ThenBy(reading => reading.At)]);
}
