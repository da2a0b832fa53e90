using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Readings.Points;

/// <summary>
/// Reads what a chart of some width can show. The work is bounded whatever is asked for: single readings while they
/// are few, summaries of readings while those are not many, summaries of hours beyond.
/// </summary>
internal static class PointStore
{
    /// <summary>More readings than this are not gone through one by one: the hourly summary knows their extremes.</summary>
    private const long MostReadings = 40_000;

    private const string Fields = "b.ts, b.n, b.vmin, b.vmax, b.first_at";

    /// <summary>The series, if the account sees its watch.</summary>
    public static Task<SeriesRow?> FindSeriesAsync(this Session session, Viewer viewer, long series) =>
        session.FirstOrDefaultAsync<SeriesRow>(
            $"""
            select g.id, g.field, g.unit
            from series g
            join watches w on w.id = g.watch_id
            where g.id = @series and w.removed_at is null and {AccessStore.Sees}
            """,
            new { series, account = viewer.Account }
        );

    /// <param name="width">Pixels: at most twice as many readings, or as many summaries, come back.</param>
    public static async Task<SeriesPoints> LoadPointsAsync(
        this Session session,
        SeriesRow series,
        TimeRange range,
        int width
    )
    {
        var step = Step(range, width);
        if (step < Rollups.Step)
        {
            var (hours, firstHour) = await CountAsync(session, series, range);
            if (hours <= MostReadings)
            {
                var rows = hours <= 2 * width ? await RowsAsync(session, series, range, (2 * width) + 1) : null;
                if (rows is not null && rows.Count <= 2 * width)
                {
                    if (!IsForgotten(firstHour, rows.Count > 0 ? rows[0].Ts : null))
                    {
                        return new SeriesPoints(series, rows, [], Step: 0);
                    }
                }
                else if (
                    await FineAsync(session, series, range, step) is var fine
                    && !IsForgotten(firstHour, fine.Count > 0 ? fine[0].FirstAt : null)
                )
                {
                    return new SeriesPoints(series, [], fine, step);
                }
            }

            step = Rollups.Step;
        }

        return new SeriesPoints(series, [], await CoarseAsync(session, series, range, step), step);
    }

    /// <summary>The newest readings, however old.</summary>
    public static async Task<SeriesPoints> LoadNewestAsync(this Session session, SeriesRow series, int count)
    {
        var rows = await session.QueryAsync<PointRow>(
            """
            select ts, value from readings
            where series_id = @Id and value >= @Least
            order by ts desc
            limit @count
            """,
            new
            {
                series.Id,
                series.Least,
                count = (long)count,
            }
        );
        return new SeriesPoints(series, [.. rows.Reverse()], [], Step: 0);
    }

    /// <summary>As many pixels as hours or fewer: whole hours, which are there already. Else a round number of seconds.</summary>
    private static long Step(TimeRange range, int width)
    {
        var exact = (range.ToMs - range.FromMs + width - 1) / width;
        var unit = exact > Rollups.Step / 2 ? Rollups.Step : 1_000;
        return Math.Max(1, (exact + unit - 1) / unit) * unit;
    }

    // Single readings are kept for a shorter time than the summaries of their hours.
    private static bool IsForgotten(long? firstHour, long? firstReading) =>
        firstHour is { } hour && (firstReading is null || firstReading >= hour + Rollups.Step);

    private static async Task<(long Readings, long? FirstHour)> CountAsync(
        Session session,
        SeriesRow series,
        TimeRange range
    )
    {
        // The first hour may end before the range begins to have readings; only whole hours of the range tell.
        var row = await session.FirstOrDefaultAsync<CountRow>(
            """
            select coalesce(cast(sum(n) as bigint), 0) as n,
                min(case when ts >= @from and ts + @hour <= @to then ts end) as first_hour
            from rollups
            where series_id = @series and step = @hour and ts > @from - @hour and ts < @to
            """,
            Arguments(series, range, Rollups.Step)
        );
        return (row!.N, row.FirstHour);
    }

    private static Task<IReadOnlyList<PointRow>> RowsAsync(
        Session session,
        SeriesRow series,
        TimeRange range,
        long most
    ) =>
        session.QueryAsync<PointRow>(
            """
            select ts, value
            from readings
            where series_id = @series and ts >= @from and ts < @to and value >= @least
            order by ts
            limit @most
            """,
            new
            {
                series = series.Id,
                from = range.FromMs,
                to = range.ToMs,
                least = series.Least,
                most,
            }
        );

    private static Task<IReadOnlyList<BucketRow>> FineAsync(
        Session session,
        SeriesRow series,
        TimeRange range,
        long step
    ) =>
        session.QueryAsync<BucketRow>(
            $"""
            select {Fields}, b.last_at, f.value as vfirst, l.value as vlast
            from (
                select ts / @step * @step as ts, count(*) as n, min(value) as vmin, max(value) as vmax,
                    min(ts) as first_at, max(ts) as last_at
                from readings
                where series_id = @series and ts >= @from and ts < @to and value >= @least
                group by ts / @step * @step
            ) as b
            join readings as f on f.series_id = @series and f.ts = b.first_at and f.ts >= @from and f.ts < @to
            join readings as l on l.series_id = @series and l.ts = b.last_at and l.ts >= @from and l.ts < @to
            order by b.ts
            """,
            Arguments(series, range, step)
        );

    private static Task<IReadOnlyList<BucketRow>> CoarseAsync(
        Session session,
        SeriesRow series,
        TimeRange range,
        long step
    ) =>
        session.QueryAsync<BucketRow>(
            $"""
            select {Fields}, b.last_at + @hour as last_at, f.vfirst, l.vlast
            from (
                select ts / @step * @step as ts, cast(sum(n) as bigint) as n, min(vmin) as vmin, max(vmax) as vmax,
                    min(ts) as first_at, max(ts) as last_at
                from rollups
                where series_id = @series and step = @hour and ts > @from - @hour and ts < @to
                group by ts / @step * @step
            ) as b
            join rollups as f on f.series_id = @series and f.step = @hour and f.ts = b.first_at
            join rollups as l on l.series_id = @series and l.step = @hour and l.ts = b.last_at
            order by b.ts
            """,
            Arguments(series, range, step)
        );

    private static object Arguments(SeriesRow series, TimeRange range, long step) =>
        new
        {
            series = series.Id,
            from = range.FromMs,
            to = range.ToMs,
            least = series.Least,
            hour = Rollups.Step,
            step,
        };

    private sealed record CountRow
    {
        public required long N { get; init; }

        public long? FirstHour { get; init; }
    }
}
