using System.Diagnostics;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Tandem;

namespace Scout.Benchmarks;

/// <summary>The first sync of 90 days, by the built server in a process of its own, from a Tandem to a Nightscout on loopback.</summary>
internal static class SyncBench
{
    private const int Days = 90;
    private const string Secret = "a-secret-of-the-bench";

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("scout-bench-");
        try
        {
            await using var tandem = await FakeTandem.StartAsync(TimeProvider.System, cancellationToken);
            await using var nightscout = await FakeNightscout.StartAsync(TimeProvider.System);
            nightscout.Root.KeepsRequests = false;
            nightscout.Root.KeepsDocuments = false;
            var pump = tandem.Person("user@example.com", "a password").Pump;
            var now = TimeProvider.System.GetUtcNow();
            new PumpLife(pump).Live(now.UtcDateTime.AddDays(-Days), now.UtcDateTime);
            pump.UploadedAt = now;
            var port = Ports.Free();
            using var http = new HttpClient
            {
                BaseAddress = new Uri($"http://127.0.0.1:{port}"),
                Timeout = TimeSpan.FromMinutes(10),
            };
            await using var server = Child.Start(
                StartBench.Server(),
                [
                    $"--urls=http://127.0.0.1:{port}",
                    $"--Scout:Data={folder.FullName}",
                    "--Logging:LogLevel:Default=Warning",
                    .. tandem.Settings.Select(pair => $"--{pair.Key}={pair.Value}"),
                    "--Scout:Tandem:Email=user@example.com",
                    "--Scout:Tandem:Password=a password",
                    $"--Scout:Tandem:NightscoutUrl={nightscout.Address}",
                    $"--Scout:Tandem:NightscoutSecret={nightscout.Root.ApiSecret}",
                    $"--Scout:Tandem:Secret={Secret}",
                    "--Scout:Tandem:Zone=UTC",
                    "--Scout:Tandem:Features:0=BASAL,BOLUS,PUMP_EVENTS,CGM",
                ]
            );
            await StartBench.AnswersAsync(http, server, cancellationToken);
            var clock = Stopwatch.StartNew();
            using var answer = await http.GetAsync($"update?secret={Secret}&days={Days}", cancellationToken);
            answer.EnsureSuccessStatusCode();
            var seconds = clock.Elapsed.TotalSeconds;
            return
            [
                Line.Figure(
                    $"sync: {Days} days, {pump.Count:#,0} events, {nightscout.Root.Writes:#,0} documents",
                    seconds,
                    "s"
                ),
                Line.Figure("sync: … documents written", nightscout.Root.Writes / seconds, "/s"),
                Line.AtMost("sync: … most memory of the server", Child.MemoryOf(server.Id, "VmHWM"), 200, "MiB"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
