namespace Scout.Server.Readings;

/// <summary>A row of readings where several series are read together.</summary>
internal sealed record ReadingOfSeries
{
    public required long SeriesId { get; init; }

    public required long Ts { get; init; }

    public required double Value { get; init; }

    public required long Trend { get; init; }

    public required long ReceivedAt { get; init; }

    public ReadingRow ToRow() =>
        new()
        {
            Ts = Ts,
            Value = Value,
            Trend = Trend,
            ReceivedAt = ReceivedAt,
        };
}
