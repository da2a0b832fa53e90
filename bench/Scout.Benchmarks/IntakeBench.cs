using System.Diagnostics;
using Scout.Server.Storage;

namespace Scout.Benchmarks;

/// <summary>
/// Webhooks of Bugsnag: how many a second the built server takes, each durable before it is answered, while it works on
/// them; and beside it a server that does what bugglio's did, under gunicorn, asked by the same client.
/// </summary>
internal static class IntakeBench
{
    private const string Gunicorn = "/usr/bin/gunicorn";
    private const string Secret = "a-secret-that-nobody-guesses";
    private const int PaceSeconds = 10;
    private const int PerSecond = 100;
    private const int FloodSeconds = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "bugglio");

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Wrk.Program) || !File.Exists(Gunicorn))
        {
            return [Line.Skipped("intake", "no wrk or gunicorn (apt-get install wrk gunicorn python3-flask)")];
        }

        var folder = Directory.CreateTempSubdirectory("scout-bench-");
        try
        {
            var theirs = await MeasureAsync("/bugsnag", Bugglio, cancellationToken);
            var ours = await MeasureAsync(
                $"/bugsnag/{Secret}",
                port =>
                    Child.Start(
                        StartBench.Server(),
                        [
                            $"--urls=http://127.0.0.1:{port}",
                            $"--Scout:Data={folder.FullName}",
                            $"--Scout:Bugsnag:Secret={Secret}",
                            "--Logging:LogLevel:Default=Warning",
                        ]
                    ),
                cancellationToken
            );
            await CheckAsync(folder.FullName, ours.Rate, cancellationToken);
            return
            [
                Line.AtLeast(
                    $"intake: POST /bugsnag/{{secret}}, SQLite, durable, {Wrk.Clients} at once",
                    ours.Rate,
                    3_000,
                    "/s"
                ),
                Line.Figure(
                    "intake: … against the server as bugglio's",
                    ours.Rate,
                    "/s",
                    Line.Times(ours.Rate / theirs.Rate)
                ),
                Line.AtMost($"intake: … p99 at {PerSecond} posts a second", ours.Paced, 200, "ms"),
                Line.Figure(
                    $"intake: as bugglio's, Flask under gunicorn, {Wrk.Clients} at once, nothing kept",
                    theirs.Rate,
                    "/s"
                ),
                Line.Figure($"intake: … p99 at {PerSecond} posts a second", theirs.Paced, "ms"),
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
            session => session.ScalarAsync<long>("select count(*) from intake"),
            cancellationToken
        );
        var least = (PaceSeconds * PerSecond) + (rate * (FloodSeconds - 1)); // the client stops in the middle of a second
        if (kept < least)
        {
            throw new InvalidOperationException($"Only {kept} of at least {least:0} webhooks were kept.");
        }
    }

    // As many workers as gunicorn's own manual advises.
    private static Child Bugglio(int port) =>
        Child.Start(
            Gunicorn,
            [
                $"--workers={(2 * Environment.ProcessorCount) + 1}",
                $"--bind=127.0.0.1:{port}",
                $"--chdir={Folder}",
                "--log-level=error",
                "app:app",
            ]
        );

    private static async Task<(double Rate, double Paced)> MeasureAsync(
        string path,
        Func<int, Child> start,
        CancellationToken cancellationToken
    )
    {
        var port = Ports.Free();
        await using var server = start(port);
        var address = $"http://127.0.0.1:{port}{path}";
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "104.196.245.109");
        await ReadyAsync(http, address, cancellationToken);
        var paced = await PacedAsync(http, address, cancellationToken);
        await FloodAsync(address, seconds: 3, cancellationToken);
        return (await FloodAsync(address, FloodSeconds, cancellationToken), paced);
    }

    private static async Task ReadyAsync(HttpClient http, string address, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; )
        {
            try
            {
                using var answer = await http.PostAsync(new Uri(address), BugsnagPost.Of(0), cancellationToken);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }
        }

        throw new InvalidOperationException($"{address} did not start.");
    }

    /// <summary>p99 in ms. Each post leaves at its time, however long those before it take.</summary>
    private static async Task<double> PacedAsync(HttpClient http, string address, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var posts = new List<Task<double>>();
        for (var i = 1; i <= PaceSeconds * PerSecond; i++)
        {
            var at = TimeSpan.FromSeconds(i / (double)PerSecond);
            if (at > clock.Elapsed)
            {
                await Task.Delay(at - clock.Elapsed, TimeProvider.System, cancellationToken);
            }

            posts.Add(PostAsync(i, at));
        }

        return Samples.Percentile([.. await Task.WhenAll(posts)], 0.99);

        async Task<double> PostAsync(int count, TimeSpan at)
        {
            using var answer = await http.PostAsync(new Uri(address), BugsnagPost.Of(count), cancellationToken);
            answer.EnsureSuccessStatusCode();
            return (clock.Elapsed - at).TotalMilliseconds;
        }
    }

    /// <summary>Posts that were answered well in a second.</summary>
    private static async Task<double> FloodAsync(string address, int seconds, CancellationToken cancellationToken)
    {
        var (rate, _) = await Wrk.FloodAsync(
            address,
            $"{Folder}/post.lua",
            seconds,
            cancellationToken,
            ("SCOUT_BENCH_BODY", BugsnagPost.File)
        );
        return rate;
    }
}
