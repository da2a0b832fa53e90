using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Live;
using Scout.Server.Watches;
using Scout.TestKit;

namespace Scout.Benchmarks;

/// <summary>Whole turns: load, decide, keep, durable. Many watches, each with a reading every five minutes of a shared clock.</summary>
internal static class TurnBench
{
    private const int Watches = 2_000;
    private const int Producers = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken) =>
        [
            .. await MeasureAsync("SQLite", BothEngines.Sqlite, gate: 5_000, cancellationToken),
            .. TestDatabase.PostgresServer is null
                ? [Line.Skipped("turns: PostgreSQL", "no server (eng/postgres.sh)")]
                : await MeasureAsync("PostgreSQL", BothEngines.Postgres, gate: 3_000, cancellationToken),
        ];

    private static async Task<Line[]> MeasureAsync(
        string name,
        string engine,
        double gate,
        CancellationToken cancellationToken
    )
    {
        await using var storage = await TestDatabase.CreateAsync(engine, cancellationToken);
        var time = new ManualTime();
        var turn = new Turn(storage.Database, new LiveHub(), time, NullLogger<Turn>.Instance);
        var many = new ParallelOptions { MaxDegreeOfParallelism = Producers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Watches),
            many,
            async (watch, token) =>
            {
                await Seed.WatchAsync(storage.Database, $"w{watch}", time.GetUtcNow(), token);
                // Numbers of their own, as people have: the codes for replies are counted by number.
                await storage.Database.WriteAsync(
                    session =>
                        session.ExecuteAsync(
                            "update contacts set phone = @phone where id like @contacts",
                            new { phone = $"+1416{watch:D7}", contacts = $"w{watch}-%" }
                        ),
                    token
                );
            }
        );
        if (engine == BothEngines.Postgres)
        {
            // What the server does by itself within minutes; the bench is over before.
            await using var connection = await storage.Database.OpenAsync(cancellationToken);
            await connection.ExecuteAsync("vacuum analyze");
        }

        var laps = 0;
        async Task LapAsync()
        {
            var now = time.GetUtcNow();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, Watches),
                many,
                async (watch, token) =>
                {
                    var reading = new Reading(now, ValueOf(watch, laps), Trend.Steady, now);
                    await turn.TakeAsync($"w{watch}", new WatchInput.ReadingsArrived([reading]), token);
                }
            );
            laps++;
            time.Advance(TimeSpan.FromMinutes(5));
        }

        var warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed < WarmUp)
        {
            await LapAsync();
        }

        var before = laps;
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Length)
        {
            await LapAsync();
        }

        process.Refresh();
        var turns = (laps - before) * Watches;
        return
        [
            Line.AtLeast(
                $"turns: {name}, {Watches:#,0} watches, {Producers} at once, 1 of 10 about an alert",
                turns / clock.Elapsed.TotalSeconds,
                gate,
                "/s"
            ),
            Line.Figure(
                "turns: … processor time of this process for one",
                (process.TotalProcessorTime - cpu).TotalMicroseconds / turns,
                "µs"
            ),
        ];
    }

    /// <summary>Of forty readings two are low and two end the low: an alert opens, goes on, clears and resolves.</summary>
    private static double ValueOf(int watch, int lap) =>
        ((watch + lap) % 40) switch
        {
            10 => 66,
            11 => 62,
            _ => 100 + ((watch + lap) % 7),
        };
}
