using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>The first and the newest readings of many series, by one statement for all of them.</summary>
internal static class SeriesEnds
{
    private static readonly Rows Ids = new("id bigint");

    /// <summary>The newest readings of each, newest first. The work depends on how many are asked for and never on how many there are.</summary>
    /// <param name="count">One of a few numbers: each makes a statement of its own.</param>
    public static async Task<ILookup<long, ReadingRow>> NewestAsync(
        this Session session,
        IEnumerable<long> series,
        int count
    )
    {
        var rows = await session.QueryAsync<ReadingOfSeries>(
            $"""
            select r.series_id, r.ts, r.value, r.trend, r.received_at
            from {Ids.In(session)} as s
            {Newest(session, count)}
            order by r.series_id, r.ts desc
            """,
            new { rows = RowsOf(series) }
        );
        return rows.ToLookup(row => row.SeriesId, row => row.ToRow());
    }

    // PostgreSQL knows what a number in the text costs. Without it, it takes the rest of a series for a third of it,
    // and compiles the statement for longer than it runs.
    private static string Newest(Session session, int count) =>
        session.Engine is Engine.Postgres
            ? $"cross join lateral (select * from readings x where x.series_id = s.id order by x.ts desc limit {count}) as r"
            : $"""
                join readings as r on r.series_id = s.id and r.ts >= coalesce((
                    select x.ts from readings x where x.series_id = s.id order by x.ts desc limit 1 offset {count
                    - 1}), 0)
                """;

    /// <summary>When what is kept begins, be it a reading or the summary of an hour. A series without either is missing.</summary>
    public static async Task<Dictionary<long, DateTimeOffset>> FirstAsync(
        this Session session,
        IEnumerable<long> series
    )
    {
        var rows = await session.QueryAsync<FirstRow>(
            $"""
            select s.id, (select min(r.ts) from readings r where r.series_id = s.id) as reading,
                (select min(u.ts) from rollups u where u.series_id = s.id and u.step = @step) as hour
            from {Ids.In(session)} as s
            """,
            new { rows = RowsOf(series), step = Rollups.Step }
        );
        return rows.Where(row => row.First is not null)
            .ToDictionary(row => row.Id, row => DateTimeOffset.FromUnixTimeMilliseconds(row.First!.Value));
    }

    private static string RowsOf(IEnumerable<long> series) => Rows.Of(series.Select(id => (object?[])[id]));

    private sealed record FirstRow
    {
        public required long Id { get; init; }

        public long? Reading { get; init; }

        public long? Hour { get; init; }

        /// <summary>The hour of the first reading begins before it; it says more only where that reading is gone.</summary>
        public long? First => Hour is { } hour && !(Reading < hour + Rollups.Step) ? hour : Reading;
    }
}
