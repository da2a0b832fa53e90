using System.Diagnostics;

namespace Scout.Benchmarks;

/// <summary>The built server in a process of its own: from exec to the first answer, and what it holds when nothing happens.</summary>
internal static class StartBench
{
    private const int Starts = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("scout-bench-");
        try
        {
            var fresh = await StartAsync(folder.FullName, TimeSpan.Zero, cancellationToken);
            var starts = new List<double>();
            for (var i = 1; i < Starts; i++)
            {
                starts.Add((await StartAsync(folder.FullName, TimeSpan.Zero, cancellationToken)).Seconds);
            }

            var last = await StartAsync(folder.FullName, Idle, cancellationToken);
            starts.Add(last.Seconds);
            return
            [
                Line.Figure("start: the very first, with the tables to make", fresh.Seconds, "s"),
                Line.AtMost(
                    $"start: to the first answer, median of {Starts}",
                    Samples.Percentile(starts, 0.5),
                    1.5,
                    "s"
                ),
                Line.AtMost($"start: memory after {Idle.TotalSeconds} s idle", last.Memory, 150, "MiB"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The server as its project builds it, not the copy beside this program.</summary>
    public static string Server()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "Scout.Server", here.Name, "scout");
    }

    private static async Task<(double Seconds, double Memory)> StartAsync(
        string folder,
        TimeSpan idle,
        CancellationToken cancellationToken
    )
    {
        var port = Ports.Free();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var clock = Stopwatch.StartNew();
        await using var server = Child.Start(
            Server(),
            [$"--urls=http://127.0.0.1:{port}", $"--Scout:Data={folder}", "--Logging:LogLevel:Default=Warning"]
        );
        await AnswersAsync(http, server, cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        await Task.Delay(idle, TimeProvider.System, cancellationToken);
        return (seconds, Child.MemoryOf(server.Id, "VmRSS"));
    }

    /// <summary>Waits until the server answers.</summary>
    public static async Task AnswersAsync(HttpClient http, Child server, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync(http, cancellationToken))
        {
            if (server.HasExited || clock.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException("The server did not start.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("health/live", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
