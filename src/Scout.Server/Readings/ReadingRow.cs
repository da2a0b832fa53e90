using Scout.Core.Readings;

namespace Scout.Server.Readings;

/// <summary>A row of readings.</summary>
internal sealed record ReadingRow
{
    public required long Ts { get; init; }

    public required double Value { get; init; }

    public required long Trend { get; init; }

    public required long ReceivedAt { get; init; }

    public Reading ToReading() =>
        new(
            DateTimeOffset.FromUnixTimeMilliseconds(Ts),
            Value,
            (Trend)Trend,
            DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt)
        );

    public static ReadingRow From(Reading reading) =>
        new()
        {
            Ts = reading.At.ToUnixTimeMilliseconds(),
            Value = reading.Value,
            Trend = (long)reading.Trend,
            ReceivedAt = reading.ReceivedAt.ToUnixTimeMilliseconds(),
        };

    public bool SaysTheSameAs(ReadingRow other) => Value.Equals(other.Value) && Trend == other.Trend;
}
