using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>The first and the newest readings of many series, by one statement for all of them.</summary>
internal static class SeriesEnds
{
    private static readonly Rows Ids = new("id bigint");

    /// <summary>
    /// The newest readings of each, newest first. The oldest of them is found in the index, so that the work depends on
    /// how many are asked for and never on how many there are.
    /// </summary>
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
            join readings r on r.series_id = s.id and r.ts >= coalesce((
                select o.ts from readings o where o.series_id = s.id order by o.ts desc limit 1 offset @before), 0)
            order by r.series_id, r.ts desc
            """,
            new { rows = RowsOf(series), before = (long)count - 1 }
        );
        return rows.ToLookup(row => row.SeriesId, row => row.ToRow());
    }

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
