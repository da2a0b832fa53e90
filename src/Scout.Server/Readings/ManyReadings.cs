using Scout.Core.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>A reading on its way into a series.</summary>
internal readonly record struct SeriesReading(string Watch, string Field, string Unit, Reading Reading);

/// <summary>
/// Readings of many series at once, with the same outcome as one by one (<see cref="ReadingStore"/>) for each of them
/// and as few statements for all as for one. For whoever is the only one to write these series meanwhile.
/// </summary>
internal static class ManyReadings
{
    private static readonly Rows Names = new("watch_id text, field text, unit text");
    private static readonly Rows Times = new("series_id bigint, ts bigint");
    private static readonly Rows Values = new(
        "series_id bigint, ts bigint, value double precision, trend bigint, received_at bigint"
    );
    private static readonly Rows Latest = new("id bigint, ts bigint, value double precision");

    /// <returns>How many are new or changed.</returns>
    public static async Task<int> AddManyAsync(this Session session, IReadOnlyCollection<SeriesReading> readings)
    {
        if (readings.Count == 0)
        {
            return 0;
        }

        var series = await session.SeriesOfAsync(readings);
        var arrived = new Dictionary<(long Series, long Ts), ReadingRow>();
        foreach (var one in readings)
        {
            var row = ReadingRow.From(one.Reading);
            arrived[(series[(one.Watch, one.Field)].Id, row.Ts)] = row;
        }

        var known = await session.KnownAsync(arrived.Keys);
        var added = arrived.Where(one => !known.ContainsKey(one.Key)).ToList();
        var changed = arrived
            .Where(one => known.TryGetValue(one.Key, out var old) && !old.SaysTheSameAs(one.Value))
            .ToList();
        if (added.Count + changed.Count == 0)
        {
            return 0;
        }

        session.Write([.. added, .. changed]);
        session.MoveLatest(series.Values, arrived);
        session.Sum(
            series.Values,
            added.ToLookup(one => one.Key.Series, one => one.Value),
            changed.ToLookup(one => one.Key.Series, one => one.Value)
        );
        return added.Count + changed.Count;
    }

    private static async Task<Dictionary<(string Watch, string Field), NamedSeries>> SeriesOfAsync(
        this Session session,
        IReadOnlyCollection<SeriesReading> readings
    )
    {
        var wanted = readings
            .Select(one => (one.Watch, one.Field, one.Unit))
            .DistinctBy(one => (one.Watch, one.Field))
            .OrderBy(one => one.Watch, StringComparer.Ordinal)
            .ThenBy(one => one.Field, StringComparer.Ordinal)
            .ToList();
        var found = (
            await session.QueryAsync<NamedSeries>(
                $"""
                select s.id, s.watch_id, s.field, s.unit, s.last_at
                from {Names.In(session)} as r
                {session.JoinEach} series s on s.watch_id = r.watch_id and s.field = r.field
                """,
                new { rows = Rows.Of(wanted.Select(one => (object?[])[one.Watch, one.Field, one.Unit])) }
            )
        ).ToDictionary(row => (row.WatchId, row.Field));
        var missing = wanted
            .Where(one => !found.TryGetValue((one.Watch, one.Field), out var row) || row.Unit != one.Unit)
            .ToList();
        if (missing.Count > 0)
        {
            foreach (var row in await MakeAsync(session, missing))
            {
                found[(row.WatchId, row.Field)] = row;
            }
        }

        return found;
    }

    private static Task<IReadOnlyList<NamedSeries>> MakeAsync(
        Session session,
        IEnumerable<(string Watch, string Field, string Unit)> missing
    ) =>
        session.QueryAsync<NamedSeries>(
            $"""
            insert into series (watch_id, field, unit)
            select watch_id, field, unit from {Names.In(session)} as r
            where true
            on conflict (watch_id, field) do update set unit = excluded.unit
            returning id, watch_id, field, unit, last_at
            """,
            new { rows = Rows.Of(missing.Select(one => (object?[])[one.Watch, one.Field, one.Unit])) }
        );

    private static async Task<Dictionary<(long, long), ReadingRow>> KnownAsync(
        this Session session,
        IEnumerable<(long Series, long Ts)> keys
    ) =>
        (
            await session.QueryAsync<ReadingOfSeries>(
                $"""
                select x.series_id, x.ts, x.value, x.trend, x.received_at
                from {Times.In(session)} as r
                {session.JoinEach} readings x on x.series_id = r.series_id and x.ts = r.ts
                """,
                new { rows = Rows.Of(keys.Select(key => (object?[])[key.Series, key.Ts])) }
            )
        ).ToDictionary(row => (row.SeriesId, row.Ts), row => row.ToRow());

    private static void Write(this Session session, List<KeyValuePair<(long Series, long Ts), ReadingRow>> rows) =>
        session.Later(
            $"""
            insert into readings (series_id, ts, value, trend, received_at)
            select series_id, ts, value, trend, received_at from {Values.In(session)} as r
            where true
            on conflict (series_id, ts) do update set
                value = excluded.value, trend = excluded.trend, received_at = excluded.received_at
            """,
            new
            {
                rows = Rows.Of(
                    rows.Select(one =>
                        (object?[])[one.Key.Series, one.Key.Ts, one.Value.Value, one.Value.Trend, one.Value.ReceivedAt]
                    )
                ),
            }
        );

    private static void MoveLatest(
        this Session session,
        IEnumerable<NamedSeries> series,
        Dictionary<(long Series, long Ts), ReadingRow> arrived
    )
    {
        var newest = arrived
            .GroupBy(one => one.Key.Series)
            .ToDictionary(group => group.Key, group => group.MaxBy(one => one.Key.Ts).Value);
        session.Later(
            $"""
            update series set last_at = r.ts, last_value = r.value from {Latest.In(session)} as r where series.id = r.id
            """,
            new
            {
                rows = Rows.Of(
                    series
                        .Where(one => one.LastAt is null || one.LastAt <= newest[one.Id].Ts)
                        .Select(one => (object?[])[one.Id, newest[one.Id].Ts, newest[one.Id].Value])
                ),
            }
        );
    }

    private static void Sum(
        this Session session,
        IEnumerable<NamedSeries> series,
        ILookup<long, ReadingRow> added,
        ILookup<long, ReadingRow> changed
    )
    {
        var appended = new List<(long, ReadingRow)>();
        foreach (var one in series)
        {
            var rows = added[one.Id].ToList();
            var others = changed[one.Id].ToList();
            if (others.Count == 0 && rows.TrueForAll(row => one.LastAt is null || row.Ts > one.LastAt))
            {
                var least = Rollups.Least(one.Field);
                appended.AddRange(
                    rows.Where(row => row.Value >= least).OrderBy(row => row.Ts).Select(row => (one.Id, row))
                );
            }
            else
            {
                Rollups.Recompute(
                    session,
                    one.Id,
                    one.Field,
                    [.. rows.Concat(others).Select(row => row.Ts)],
                    others.Count > 0
                );
            }
        }

        Rollups.Append(session, appended);
    }

    private sealed record NamedSeries
    {
        public required long Id { get; init; }

        public required string WatchId { get; init; }

        public required string Field { get; init; }

        public required string Unit { get; init; }

        public long? LastAt { get; init; }
    }
}
