namespace Scout.Server.Readings;

/// <summary>A series before readings are added to it.</summary>
/// <param name="Series">Null: the watch has none of the field yet.</param>
/// <param name="Readings">What it holds in the time of those that arrive, by Unix milliseconds.</param>
internal sealed record KnownSeries(SeriesRow? Series, IReadOnlyDictionary<long, ReadingRow> Readings);

internal sealed record SeriesRow
{
    public required long Id { get; init; }

    /// <summary>Unix milliseconds of the latest measured; null: none.</summary>
    public required long? LastAt { get; init; }
}
