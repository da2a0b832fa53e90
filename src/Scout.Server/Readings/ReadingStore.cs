using System.Collections.Immutable;
using Scout.Core.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>Readings of the series of a watch.</summary>
internal static class ReadingStore
{
    private const string SeriesId = "(select id from series where watch_id = @watch and field = @field)";

    /// <summary>
    /// Stores what is new, replaces what changed, ignores what is known, and keeps the latest value and the hourly
    /// rollup true. One round trip to read; the writes travel with the next statement or the commit.
    /// Readings must be finite. Of several with one time the last counts.
    /// </summary>
    /// <param name="count">How many readings the window holds.</param>
    public static async Task<ReadingsAdded> AddReadingsAsync(
        this Session session,
        string watch,
        string field,
        string unit,
        IReadOnlyList<Reading> readings,
        int count = 0
    )
    {
        var arrived = new SortedDictionary<long, ReadingRow>();
        foreach (var reading in readings)
        {
            arrived[reading.At.ToUnixTimeMilliseconds()] = ReadingRow.From(reading);
        }

        var (series, known, newest) = await ReadAsync(session, watch, field, arrived, count);
        var added = arrived.Values.Where(row => !known.ContainsKey(row.Ts)).ToList();
        var changed = arrived
            .Values.Where(row => known.TryGetValue(row.Ts, out var old) && !old.SaysTheSameAs(row))
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

    /// <summary>The newest readings, oldest first.</summary>
    public static async Task<ImmutableArray<Reading>> LoadWindowAsync(
        this Session session,
        string watch,
        string field,
        int count
    )
    {
        var rows = await session.QueryAsync<ReadingRow>(
            $"""
            select ts, value, trend, received_at from readings
            where series_id = {SeriesId}
            order by ts desc
            limit @count
            """,
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
    public static async Task<IReadOnlyList<Reading>> LoadRangeAsync(
        this Session session,
        string watch,
        string field,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var rows = await session.QueryAsync<ReadingRow>(
            $"""
            select ts, value, trend, received_at from readings
            where series_id = {SeriesId} and ts >= @from and ts < @to
            order by ts
            """,
            new
            {
                watch,
                field,
                from = from.ToUnixTimeMilliseconds(),
                to = to.ToUnixTimeMilliseconds(),
            }
        );
        return [.. rows.Select(row => row.ToReading())];
    }

    /// <summary>The latest measured, never the latest received.</summary>
    public static async Task<Reading?> LatestAsync(this Session session, string watch, string field) =>
        await session.LoadWindowAsync(watch, field, 1) is [var latest] ? latest : null;

    private static async Task<(
        SeriesRow? Series,
        Dictionary<long, ReadingRow> Known,
        List<ReadingRow> Newest
    )> ReadAsync(Session session, string watch, string field, SortedDictionary<long, ReadingRow> arrived, int count)
    {
        // The lock on the series keeps two nodes from computing the same bucket without each other's reading.
        using var results = await session.QueryMultipleAsync(
            $"""
            select id, last_at from series where watch_id = @watch and field = @field {session.ForUpdate};
            select ts, value, trend, received_at from readings
            where series_id = {SeriesId} and ts >= @first and ts <= @last;
            select ts, value, trend, received_at from readings
            where series_id = {SeriesId}
            order by ts desc
            limit @count
            """,
            new
            {
                watch,
                field,
                first = arrived.Count > 0 ? arrived.First().Key : 0,
                last = arrived.Count > 0 ? arrived.Last().Key : -1,
                count = (long)count,
            }
        );
        var series = await results.ReadFirstOrDefaultAsync<SeriesRow>();
        var known = (await results.ReadAsync<ReadingRow>()).ToDictionary(row => row.Ts);
        return (series, known, [.. await results.ReadAsync<ReadingRow>()]);
    }

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
        List<ReadingRow> newest,
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

    private sealed record SeriesRow
    {
        public required long Id { get; init; }

        public required long? LastAt { get; init; }
    }
}
