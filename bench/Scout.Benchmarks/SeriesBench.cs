using System.Diagnostics;
using Dapper;
using Scout.Server.Readings;
using Scout.Server.Readings.Points;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Benchmarks;

/// <summary>Ten million readings in many series: the last ten of one, and 90 days of one at a width of 1,000 pixels.</summary>
internal static class SeriesBench
{
    private const int Series = 77;
    private const int Readings = 129_870;
    private const int Times = 300;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken) =>
        [
            .. await MeasureAsync("SQLite", BothEngines.Sqlite, cancellationToken),
            .. TestDatabase.PostgresServer is null
                ? [Line.Skipped("series: PostgreSQL", "no server (eng/postgres.sh)")]
                : await MeasureAsync("PostgreSQL", BothEngines.Postgres, cancellationToken),
        ];

    private static async Task<Line[]> MeasureAsync(string name, string engine, CancellationToken cancellationToken)
    {
        await using var storage = await TestDatabase.CreateAsync(engine, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var first = now - (Every * Readings);
        for (var i = 0; i < Series; i++)
        {
            await Seed.WatchAsync(storage.Database, $"w{i}", now, cancellationToken, others: 0);
            await Seed.ManyReadingsAsync(storage.Database, $"w{i}", Readings, first, Every, cancellationToken);
        }

        if (engine == BothEngines.Postgres)
        {
            await using var connection = await storage.Database.OpenAsync(cancellationToken);
            await connection.ExecuteAsync("vacuum analyze");
        }

        var last = await TimeAsync(
            storage.Database,
            (session, i) => session.LoadWindowAsync($"w{i % Series}", "glucose", 10),
            cancellationToken
        );
        var chart = await TimeAsync(
            storage.Database,
            async (session, i) =>
            {
                var id = await session.ScalarAsync<long>(
                    "select id from series where watch_id = @w",
                    new { w = $"w{i % Series}" }
                );
                var series = new Server.Readings.Points.SeriesRow
                {
                    Id = id,
                    Field = "glucose",
                    Unit = "mg/dL",
                };
                var range = new TimeRange(first, now);
                return PointsJson.Write(await session.LoadPointsAsync(series, range, 1_000), range);
            },
            cancellationToken
        );
        return
        [
            Line.AtMost(
                $"series: {name}, 10,000,000 readings, the last ten, median",
                Samples.Percentile(last, 0.5),
                1,
                "ms"
            ),
            Line.Figure("series: … p99", Samples.Percentile(last, 0.99), "ms"),
            Line.AtMost("series: … 90 days at 1,000 px, p99", Samples.Percentile(chart, 0.99), 50, "ms"),
            Line.Figure("series: … median", Samples.Percentile(chart, 0.5), "ms"),
        ];
    }

    private static async Task<List<double>> TimeAsync<T>(
        Database database,
        Func<Session, int, Task<T>> ask,
        CancellationToken cancellationToken
    )
    {
        var samples = new List<double>();
        for (var i = -30; i < Times; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            await database.ReadAsync(session => ask(session, i + 30), cancellationToken);
            if (i >= 0)
            {
                samples.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
        }

        return samples;
    }
}
