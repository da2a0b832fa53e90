using System.Collections.Immutable;
using Dapper;
using Scout.Core.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>Readings of the series of a watch.</summary>
internal static class ReadingStore
{
    private const string SeriesId = "(select id from series where watch_id = @watch and field = @field)";

    /// <summary>
    /// Two selects of a grid that <see cref="ReadKnownSeriesAsync"/> reads: the series, and what it holds from @first to
    /// @last. Needs @watch and @field.
    /// </summary>
    public const string KnownSeries = $"""
        select id, last_at from series where watch_id = @watch and field = @field;
        select ts, value, trend, received_at from readings
        where series_id = {SeriesId} and ts >= @first and ts <= @last
        """;

    /// <summary>One select of a grid that <see cref="ReadNewestAsync"/> reads. Needs @watch, @field and @count.</summary>
    public const string Newest = $"""
        select ts, value, trend, received_at from readings
        where series_id = {SeriesId}
        order by ts desc
        limit @count
        """;

    public static async Task<KnownSeries> ReadKnownSeriesAsync(this SqlMapper.GridReader grid) =>
        new(
            await grid.ReadFirstOrDefaultAsync<SeriesRow>(),
            (await grid.ReadAsync<ReadingRow>()).ToDictionary(row => row.Ts)
        );

    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<ReadingRow>> ReadNewestAsync(this SqlMapper.GridReader grid) =>
        (await grid.ReadAsync<ReadingRow>()).AsList();

    /// <summary>
    /// Stores what is new, replaces what changed, ignores what is known, and keeps the latest value and the hourly
    /// rollup true. The writes travel with the next statement or the commit.
    /// Readings must be finite. Of several with one time the last counts. The watch is locked, so that two nodes never
    /// compute one hour without each other's reading.
    /// </summary>
    /// <param name="known">What the series holds between the first and the last of the readings.</param>
    /// <param name="newest">Its newest readings, as many as the window shall hold.</param>
    public static async Task<ReadingsAdded> AddReadingsAsync(
        this Session session,
        string watch,
        string field,
        string unit,
        IReadOnlyList<Reading> readings,
        KnownSeries known,
        IReadOnlyList<ReadingRow> newest,
        int count
    )
    {
        var arrived = new SortedDictionary<long, ReadingRow>();
        foreach (var reading in readings)
        {
            arrived[reading.At.ToUnixTimeMilliseconds()] = ReadingRow.From(reading);
        }

        var series = known.Series;
        var added = arrived.Values.Where(row => !known.Readings.ContainsKey(row.Ts)).ToList();
        var changed = arrived
            .Values.Where(row => known.Readings.TryGetValue(row.Ts, out var old) && !old.SaysTheSameAs(row))
            .ToList();
        if (added.Count + changed.Count > 0)
        {
            series ??= await MakeSeriesAsync(session, watch, field, unit);
            Write(session, series.Id, [.. added, .. changed]);
            MoveLatest(session, series, arrived.Values.Last());
            if (added is [var only] && changed.Count == 0 && (series.LastAt is null || only.Ts > series.LastAt))
            {
                Rollups.Append(session, series.Id, field, only);
            }
            else
            {
                Rollups.Recompute(
                    session,
                    series.Id,
                    field,
                    [.. added.Concat(changed).Select(row => row.Ts)],
                    changed.Count > 0
                );
            }
        }

        return new ReadingsAdded(
            [.. added.Select(row => row.ToReading())],
            [.. changed.Select(row => row.ToReading())],
            readings.Count - added.Count - changed.Count,
            WindowOf(newest, arrived, count)
        );
    }

    /// <summary>The same for whoever has not locked the watch nor read ahead: one round trip more.</summary>
    public static async Task<ReadingsAdded> AddReadingsAsync(
        this Session session,
        string watch,
        string field,
        string unit,
        IReadOnlyList<Reading> readings,
        int count = 0
    )
    {
        using var grid = await session.QueryMultipleAsync(
            $"""
            select id from series where watch_id = @watch and field = @field {session.ForUpdate};
            {Newest};
            {KnownSeries}
            """,
            new
            {
                watch,
                field,
                count = (long)count,
                first = readings.Count > 0 ? readings.Min(reading => reading.At).ToUnixTimeMilliseconds() : 0,
                last = readings.Count > 0 ? readings.Max(reading => reading.At).ToUnixTimeMilliseconds() : -1,
            }
        );
        await grid.ReadFirstOrDefaultAsync<long?>(); // waited for whoever adds to it now
        var newest = await grid.ReadNewestAsync();
        var known = await grid.ReadKnownSeriesAsync();
        return await session.AddReadingsAsync(watch, field, unit, readings, known, newest, count);
    }

    /// <summary>The newest readings, oldest first.</summary>
    public static async Task<ImmutableArray<Reading>> LoadWindowAsync(
        this Session session,
        string watch,
        string field,
        int count
    )
    {
        var rows = await session.QueryAsync<ReadingRow>(
            Newest,
            new
            {
                watch,
                field,
                count = (long)count,
            }
        );
        return [.. rows.Select(row => row.ToReading()).Reverse()];
    }

    /// <summary>The readings from one time (included) to another (excluded), oldest first.</summary>
    /// <param name="most">The first so many.</param>
    public static async Task<IReadOnlyList<Reading>> LoadRangeAsync(
        this Session session,
        string watch,
        string field,
        DateTimeOffset from,
        DateTimeOffset to,
        long most = long.MaxValue
    )
    {
        var rows = await session.QueryAsync<ReadingRow>(
            $"""
            select ts, value, trend, received_at from readings
            where series_id = {SeriesId} and ts >= @from and ts < @to
            order by ts
            limit @most
            """,
            new
            {
                watch,
                field,
                from = from.ToUnixTimeMilliseconds(),
                to = to.ToUnixTimeMilliseconds(),
                most,
            }
        );
        return [.. rows.Select(row => row.ToReading())];
    }

    /// <summary>The latest measured, never the latest received.</summary>
    public static async Task<Reading?> LatestAsync(this Session session, string watch, string field) =>
        await session.LoadWindowAsync(watch, field, 1) is [var latest] ? latest : null;

    private static async Task<SeriesRow> MakeSeriesAsync(Session session, string watch, string field, string unit) =>
        (
            await session.FirstOrDefaultAsync<SeriesRow>(
                """
                insert into series (watch_id, field, unit) values (@watch, @field, @unit)
                on conflict (watch_id, field) do update set unit = excluded.unit
                returning id, last_at
                """,
                new
                {
                    watch,
                    field,
                    unit,
                }
            )
        )!;

    private static void Write(Session session, long series, List<ReadingRow> rows)
    {
        const string Replace = """
            on conflict (series_id, ts) do update set
                value = excluded.value, trend = excluded.trend, received_at = excluded.received_at
            """;
        if (session.Engine is Engine.Postgres && rows.Count > 4)
        {
            session.Later(
                $"""
                insert into readings (series_id, ts, value, trend, received_at)
                select @series, r.ts, r.value, r.trend, r.received_at
                from unnest(@times, @values, @trends, @received) as r (ts, value, trend, received_at)
                {Replace}
                """,
                new
                {
                    series,
                    times = rows.ConvertAll(row => row.Ts).ToArray(),
                    values = rows.ConvertAll(row => row.Value).ToArray(),
                    trends = rows.ConvertAll(row => row.Trend).ToArray(),
                    received = rows.ConvertAll(row => row.ReceivedAt).ToArray(),
                }
            );
            return;
        }

        foreach (var row in rows)
        {
            session.Later(
                $"""
                insert into readings (series_id, ts, value, trend, received_at)
                values (@series, @Ts, @Value, @Trend, @ReceivedAt)
                {Replace}
                """,
                new
                {
                    series,
                    row.Ts,
                    row.Value,
                    row.Trend,
                    row.ReceivedAt,
                }
            );
        }
    }

    private static void MoveLatest(Session session, SeriesRow series, ReadingRow last)
    {
        if (series.LastAt is null || series.LastAt <= last.Ts)
        {
            session.Later(
                "update series set last_at = @Ts, last_value = @Value where id = @Id",
                new
                {
                    last.Ts,
                    last.Value,
                    series.Id,
                }
            );
        }
    }

    private static ImmutableArray<Reading> WindowOf(
        IReadOnlyList<ReadingRow> newest,
        SortedDictionary<long, ReadingRow> arrived,
        int count
    )
    {
        var rows = newest.ToDictionary(row => row.Ts);
        foreach (var row in arrived.Values)
        {
            // A known reading keeps the time at which it was first received.
            if (!rows.TryGetValue(row.Ts, out var old) || !old.SaysTheSameAs(row))
            {
                rows[row.Ts] = row;
            }
        }

        return [.. rows.Values.OrderByDescending(row => row.Ts).Take(count).Reverse().Select(row => row.ToReading())];
    }
}
