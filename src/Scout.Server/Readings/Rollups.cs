using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>One row per series and hour, made anew from the readings whenever one of that hour changes.</summary>
internal static class Rollups
{
    /// <summary>One hour, in milliseconds.</summary>
    public const long Step = 3_600_000;

    /// <summary>Below this a glucose sensor reports errors, not glucose: they must not look like lows in a chart.</summary>
    private const double LeastGlucose = 39;

    /// <summary>The usual case, one reading newer than all others: its hour grows by it and is not read again.</summary>
    public static void Append(Session session, long series, string field, ReadingRow reading)
    {
        if (reading.Value < Least(field))
        {
            return;
        }

        session.Later(
            """
            insert into rollups (series_id, step, ts, n, vmin, vmax, vsum, vfirst, vlast)
            values (@series, @step, @hour, 1, @Value, @Value, @Value, @Value, @Value)
            on conflict (series_id, step, ts) do update set
                n = rollups.n + 1,
                vmin = case when excluded.vmin < rollups.vmin then excluded.vmin else rollups.vmin end,
                vmax = case when excluded.vmax > rollups.vmax then excluded.vmax else rollups.vmax end,
                vsum = rollups.vsum + excluded.vsum,
                vlast = excluded.vlast
            """,
            new
            {
                series,
                step = Step,
                hour = HourOf(reading.Ts),
                reading.Value,
            }
        );
    }

    private static readonly Rows Grown = new(
        """
        series_id bigint, ts bigint, n bigint, vmin double precision, vmax double precision, vsum double precision,
        vfirst double precision, vlast double precision
        """
    );

    /// <summary>The same for many series, each with readings that are newer than all before. In order of time.</summary>
    public static void Append(Session session, IReadOnlyCollection<(long Series, ReadingRow Reading)> readings)
    {
        if (readings.Count == 0)
        {
            return;
        }

        session.Later(
            $"""
            insert into rollups (series_id, step, ts, n, vmin, vmax, vsum, vfirst, vlast)
            select series_id, @step, ts, n, vmin, vmax, vsum, vfirst, vlast from {Grown.In(session)} as r
            where true
            on conflict (series_id, step, ts) do update set
                n = rollups.n + excluded.n,
                vmin = case when excluded.vmin < rollups.vmin then excluded.vmin else rollups.vmin end,
                vmax = case when excluded.vmax > rollups.vmax then excluded.vmax else rollups.vmax end,
                vsum = rollups.vsum + excluded.vsum,
                vlast = excluded.vlast
            """,
            new
            {
                step = Step,
                rows = Rows.Of(
                    readings
                        .GroupBy(one => (one.Series, Hour: HourOf(one.Reading.Ts)), one => one.Reading.Value)
                        .Select(hour =>
                            (object?[])
                                [
                                    hour.Key.Series,
                                    hour.Key.Hour,
                                    (long)hour.Count(),
                                    hour.Min(),
                                    hour.Max(),
                                    hour.Sum(),
                                    hour.First(),
                                    hour.Last(),
                                ]
                        )
                ),
            }
        );
    }

    /// <summary>Late, changed or many readings: the hours they touch are made anew from what is stored.</summary>
    /// <param name="emptied">A value changed, so that a bucket may have lost its last value.</param>
    public static void Recompute(Session session, long series, string field, IReadOnlyList<long> times, bool emptied)
    {
        foreach (var (first, end) in Runs(times))
        {
            var arguments = new
            {
                series,
                step = Step,
                first,
                end,
                least = Least(field),
            };
            if (emptied)
            {
                session.Later(
                    "delete from rollups where series_id = @series and step = @step and ts >= @first and ts < @end",
                    arguments
                );
            }

            session.Later(
                """
                insert into rollups (series_id, step, ts, n, vmin, vmax, vsum, vfirst, vlast)
                select @series, @step, b.ts, b.n, b.vmin, b.vmax, b.vsum, f.value, l.value
                from (
                    select ts / @step * @step as ts, count(*) as n, min(value) as vmin, max(value) as vmax,
                        sum(value) as vsum, min(ts) as first_at, max(ts) as last_at
                    from readings
                    where series_id = @series and ts >= @first and ts < @end and value >= @least
                    group by ts / @step * @step
                ) as b
                join readings as f on f.series_id = @series and f.ts = b.first_at
                join readings as l on l.series_id = @series and l.ts = b.last_at
                where true
                on conflict (series_id, step, ts) do update set
                    n = excluded.n, vmin = excluded.vmin, vmax = excluded.vmax, vsum = excluded.vsum,
                    vfirst = excluded.vfirst, vlast = excluded.vlast
                """,
                arguments
            );
        }
    }

    /// <summary>What a series shows; below are codes.</summary>
    public static double Least(string field) => field == "glucose" ? LeastGlucose : double.MinValue;

    private static long HourOf(long time) => time - (((time % Step) + Step) % Step);

    /// <summary>Neighbouring hours together, so that a back-fill of days is one statement and not one per hour.</summary>
    private static IEnumerable<(long First, long End)> Runs(IReadOnlyList<long> times)
    {
        var hours = times.Select(HourOf).Distinct().Order().ToList();
        var first = 0;
        for (var i = 1; i <= hours.Count; i++)
        {
            if (i == hours.Count || hours[i] != hours[i - 1] + Step)
            {
                yield return (hours[first], hours[i - 1] + Step);
                first = i;
            }
        }
    }
}
