using System.Diagnostics;
using System.Net.Http.Headers;
using Dapper;
using Scout.Server.Readings.Points;
using Scout.TestKit;

namespace Scout.Benchmarks;

/// <summary>
/// A million readings at a width of 1,000 pixels, over HTTP from the whole server: 90 days of a fast sensor, and the
/// five years for which hours are kept.
/// </summary>
internal static class ChartBench
{
    private const int Readings = 1_000_000;
    private const int Times = 300;

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken) =>
        [
            .. await MeasureAsync("SQLite", BothEngines.Sqlite, cancellationToken),
            .. TestDatabase.PostgresServer is null
                ? [Line.Skipped("chart: PostgreSQL", "no server (eng/postgres.sh)")]
                : await MeasureAsync("PostgreSQL", BothEngines.Postgres, cancellationToken),
        ];

    private static async Task<Line[]> MeasureAsync(string name, string engine, CancellationToken cancellationToken)
    {
        await using var storage = await TestDatabase.CreateAsync(engine, cancellationToken);
        await using var node = await WebNode.StartAsync(storage);
        var now = TimeProvider.System.GetUtcNow();
        var lines = new List<Line>();
        foreach (var (what, every) in new[] { ("90 days", 7.776), ("5 years", 157.788) })
        {
            var watch = what.Replace(" ", "", StringComparison.Ordinal);
            var step = TimeSpan.FromSeconds(every);
            var first = now - (step * Readings);
            await Seed.WatchAsync(node.Database, watch, now, cancellationToken);
            var series = await Seed.ManyReadingsAsync(node.Database, watch, Readings, first, step, cancellationToken);
            if (engine == BothEngines.Postgres)
            {
                await using var connection = await node.Database.OpenAsync(cancellationToken);
                await connection.ExecuteAsync("vacuum analyze");
            }

            var range = new TimeRange(first, now);
            var path = $"/api/series/{series}/points?from={range.FromMs}&to={range.ToMs}&width=1000";
            var (p50, p99, cpu, plain, gzip) = await AskAsync(node, path, cancellationToken);
            lines.Add(Line.Figure($"chart: {name}, 1,000,000 readings of {what} at 1,000 px, median", p50, "ms"));
            lines.Add(Line.AtMost($"chart: … p99 of {Times}", p99, 50, "ms"));
            lines.Add(Line.Figure("chart: … processor time of this process for one, asking included", cpu, "ms"));
            lines.Add(Line.AtMost("chart: … size, plain", plain, 60, "kB"));
            lines.Add(Line.Figure("chart: … size, gzip", gzip, "kB"));
        }

        return [.. lines];
    }

    private static async Task<(double P50, double P99, double Cpu, double Plain, double Gzip)> AskAsync(
        WebNode node,
        string path,
        CancellationToken cancellationToken
    )
    {
        using var http = node.Client();
        var plain = (await http.GetByteArrayAsync(path, cancellationToken)).Length / 1000.0;
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var gzip = (await http.GetByteArrayAsync(path, cancellationToken)).Length / 1000.0;
        var samples = new List<double>();
        using var process = Process.GetCurrentProcess();
        var before = TimeSpan.Zero;
        for (var i = -30; i < Times; i++)
        {
            if (i == 0)
            {
                process.Refresh();
                before = process.TotalProcessorTime;
            }

            var clock = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(path, cancellationToken);
            if (i >= 0)
            {
                samples.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
        }

        process.Refresh();
        var cpu = (process.TotalProcessorTime - before).TotalMilliseconds / Times;
        return (Samples.Percentile(samples, 0.5), Samples.Percentile(samples, 0.99), cpu, plain, gzip);
    }
}
