namespace Scout.Server.Readings.Points;

/// <summary>A series as a chart asks for it.</summary>
internal sealed record SeriesRow
{
    public required long Id { get; init; }

    public required string Field { get; init; }

    public required string Unit { get; init; }

    /// <summary>Values below are codes of the sensor and not shown.</summary>
    public double Least => Rollups.Least(Field);
}

/// <summary>A reading as it is drawn.</summary>
internal sealed record PointRow
{
    public required long Ts { get; init; }

    public required double Value { get; init; }
}

/// <summary>
/// All readings of a stretch in six figures. The lowest and the highest are among them, so that no spike is lost;
/// when exactly they were is not.
/// </summary>
internal sealed record BucketRow
{
    /// <summary>When it begins.</summary>
    public required long Ts { get; init; }

    public required long N { get; init; }

    public required double Vmin { get; init; }

    public required double Vmax { get; init; }

    public required double Vfirst { get; init; }

    public required double Vlast { get; init; }

    /// <summary>The first reading; of summaries, the begin of the first hour that has one.</summary>
    public required long FirstAt { get; init; }

    /// <summary>The last reading; of summaries, the end of the last hour that has one.</summary>
    public required long LastAt { get; init; }
}

/// <summary>What a chart draws of a series, oldest first.</summary>
/// <param name="Rows">Every reading; empty when there are too many.</param>
/// <param name="Buckets">Else these.</param>
/// <param name="Step">The length of a bucket in ms; 0 for single readings.</param>
internal sealed record SeriesPoints(
    SeriesRow Series,
    IReadOnlyList<PointRow> Rows,
    IReadOnlyList<BucketRow> Buckets,
    long Step
)
{
    private const long GlucoseGap = 15 * 60_000;
    private const long ShortestGap = 60_000;

    /// <summary>
    /// Without a value for longer than this, in ms, nobody knows what was between: the line is broken. Glucose: 15 min.
    /// Others: three times their usual distance, at least a minute.
    /// </summary>
    public long Gap { get; } = Series.Field == "glucose" ? GlucoseGap : Math.Max(ShortestGap, 3 * Usual(Rows, Buckets));

    private static long Usual(IReadOnlyList<PointRow> rows, IReadOnlyList<BucketRow> buckets)
    {
        var distances = new List<long>();
        for (var i = 1; i < rows.Count; i++)
        {
            distances.Add(rows[i].Ts - rows[i - 1].Ts);
        }

        for (var i = 1; i < buckets.Count; i++)
        {
            distances.Add(buckets[i].Ts - buckets[i - 1].Ts);
        }

        distances.Sort();
        return distances.Count == 0 ? 0 : distances[distances.Count / 2];
    }
}
