using Scout.Server.Storage;

namespace Scout.Benchmarks;

/// <summary>
/// The Sigfox tutorial's callback: how many a second the built server takes, each durable before it is answered; and
/// beside it a server that does what the tutorial's did, ten values in memory, under gunicorn, asked by the same client.
/// </summary>
internal static class SensorBench
{
    private const string Gunicorn = "/usr/bin/gunicorn";
    private const int Seconds = 10;

    // A server runs for months: what is measured is the compiled one. Both get it.
    private const int WarmUp = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "sigfox");

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Wrk.Program) || !File.Exists(Gunicorn))
        {
            return [Line.Skipped("sensors", "no wrk or gunicorn (apt-get install wrk gunicorn python3-flask)")];
        }

        var folder = Directory.CreateTempSubdirectory("scout-bench-");
        try
        {
            var theirs = await MeasureAsync(Flask, cancellationToken);
            var ours = await MeasureAsync(port => Scout(port, folder.FullName), cancellationToken);
            await CheckAsync(folder.FullName, ours.Rate, cancellationToken);
            return
            [
                Line.AtLeast(
                    $"sensors: POST /data/{{sensor}}, SQLite, durable, {Wrk.Clients} at once, against the tutorial's",
                    ours.Rate / theirs.Rate,
                    5,
                    "×"
                ),
                Line.Figure("sensors: … requests", ours.Rate, "/s"),
                Line.AtMost($"sensors: … p99, {Wrk.Clients} at once", ours.P99, 10, "ms"),
                Line.Figure("sensors: as the tutorial's, Flask under gunicorn, nothing kept", theirs.Rate, "/s"),
                Line.Figure("sensors: … p99", theirs.P99, "ms"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What was answered must be there, though the server was ended without a word.</summary>
    private static async Task CheckAsync(string folder, double rate, CancellationToken cancellationToken)
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "scout.db"));
        var kept = await database.ReadAsync(
            session =>
                session.ScalarAsync<long>(
                    """
                    select (select count(*) from arrivals) + (select count(*) from messages)
                        + (select coalesce(cast(sum(copies) as bigint), 0) from messages)
                    """
                ),
            cancellationToken
        );
        var least = rate * (Seconds - 1); // the client stops in the middle of a second
        if (kept < least)
        {
            throw new InvalidOperationException($"Only {kept} of at least {least:0} messages were kept.");
        }
    }

    /// <summary>The built server, which lets sensors send without a secret.</summary>
    public static Child Scout(int port, string folder) =>
        Child.Start(
            StartBench.Server(),
            [
                $"--urls=http://127.0.0.1:{port}",
                $"--Scout:Data={folder}",
                "--Scout:OpenIngest=true",
                "--Logging:LogLevel:Default=Warning",
            ]
        );

    // A worker for each core, though the tutorial's values then differ from worker to worker: the faster way to run it.
    private static Child Flask(int port) =>
        Child.Start(
            Gunicorn,
            [
                $"--workers={Environment.ProcessorCount}",
                $"--bind=127.0.0.1:{port}",
                $"--chdir={Folder}",
                "--log-level=error",
                "app:app",
            ]
        );

    private static async Task<(double Rate, double P99)> MeasureAsync(
        Func<int, Child> start,
        CancellationToken cancellationToken
    )
    {
        var port = Ports.Free();
        await using var server = start(port);
        await Ports.ListenedToAsync(port, Patience, cancellationToken);
        var address = $"http://127.0.0.1:{port}/data/1";
        var script = Path.Combine(Folder, "post.lua");
        await Wrk.FloodAsync(address, script, WarmUp, cancellationToken);
        return await Wrk.FloodAsync(address, script, Seconds, cancellationToken);
    }
}
