using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>Takes readings back: what was measured is the same, and means something else now.</summary>
internal static class ReadingsTaken
{
    private static readonly Rows Times = new("ts bigint");

    /// <summary>Every series of the watch forgets these times (Unix ms), in its summaries and its latest value, too.</summary>
    public static async Task TakeBackAsync(this Session session, string watch, IReadOnlyList<long> times)
    {
        if (times.Count == 0)
        {
            return;
        }

        var series = await session.QueryAsync<FieldRow>(
            "select id, field from series where watch_id = @watch order by field",
            new { watch }
        );
        if (series.Count == 0)
        {
            return;
        }

        await session.ExecuteAsync(
            $"""
            delete from readings
            where series_id in (select id from series where watch_id = @watch)
              and ts in (select ts from {Times.In(session)} as r)
            """,
            new { watch, rows = Rows.Of(times.Select(time => (object?[])[time])) }
        );
        foreach (var one in series)
        {
            Rollups.Recompute(session, one.Id, one.Field, times, emptied: true);
        }

        session.Later(
            """
            update series set
                last_at = (select max(ts) from readings where series_id = series.id),
                last_value = (select value from readings where series_id = series.id order by ts desc limit 1)
            where watch_id = @watch
            """,
            new { watch }
        );
    }

    /// <summary>Series that nothing is left of are not shown any more.</summary>
    public static Task<int> EndEmptySeriesAsync(this Session session, string watch) =>
        session.ExecuteAsync(
            """
            delete from series where watch_id = @watch and last_at is null
              and not exists (select 1 from rollups where series_id = series.id)
            """,
            new { watch }
        );

    private sealed record FieldRow(long Id, string Field);
}
