using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Hosting;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Benchmarks;

/// <summary>What a node was asked to poll, and for how long.</summary>
internal sealed record PollTask(string Folder, string Site, int Sites, double Period, double WarmUp, double Length);

/// <summary>What it did.</summary>
/// <param name="Polls">That ended, with whatever outcome.</param>
/// <param name="Cores">Processor seconds a second.</param>
internal sealed record PollResult(
    double Seconds,
    long Polls,
    long Answered,
    long Skipped,
    double P50,
    double P99,
    double Worst,
    double Cores,
    double Memory
);

/// <summary>One node, the whole server, that polls many sites; tells how it went as JSON on its output.</summary>
internal static class NodeProcess
{
    private static readonly List<double> Lateness = [];
    private static long _polls;
    private static long _answered;
    private static long _skipped;

    public static async Task<int> RunAsync(string[] settings)
    {
        var task = JsonSerializer.Deserialize<PollTask>(settings[0])!;
        var period = TimeSpan.FromSeconds(task.Period);
        var builder = ScoutHost.CreateBuilder([
            $"--Scout:Data={task.Folder}",
            "--Scout:AllowPrivateUrls=true",
            "--Scout:Nightscout:Push=false",
            $"--Scout:Nightscout:PollEvery={period}",
            $"--Scout:Nightscout:Spread={period}",
            "--urls=http://127.0.0.1:0",
        ]);
        builder.AddScout();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        await app.PrepareAsync();
        app.MapScout();
        await SeedAsync(app.Services.GetRequiredService<Database>(), task);

        using var listener = Listen();
        await app.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(task.WarmUp), TimeProvider.System);
        var result = await MeasureAsync(TimeSpan.FromSeconds(task.Length));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result));
        Environment.Exit(0); // sites that hang would hold up the farewell
        return 0;
    }

    private static async Task<PollResult> MeasureAsync(TimeSpan length)
    {
        lock (Lateness)
        {
            Lateness.Clear();
        }

        using var process = Process.GetCurrentProcess();
        var (polls, answered, skipped) = (_polls, _answered, _skipped);
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.Delay(length, TimeProvider.System);
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        double[] late;
        lock (Lateness)
        {
            late = [.. Lateness];
        }

        return new PollResult(
            seconds,
            _polls - polls,
            _answered - answered,
            _skipped - skipped,
            Samples.Percentile(late, 0.5),
            Samples.Percentile(late, 0.99),
            Samples.Percentile(late, 1),
            (process.TotalProcessorTime - cpu).TotalSeconds / seconds,
            Child.MemoryOf(Environment.ProcessId, "VmHWM")
        );
    }

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == "Scout.Nightscout")
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, seconds, _, _) =>
            {
                lock (Lateness)
                {
                    Lateness.Add(seconds);
                }
            }
        );
        listener.SetMeasurementEventCallback<long>(
            (instrument, count, tags, _) =>
            {
                if (instrument.Name != "scout.polls")
                {
                    Interlocked.Add(ref _skipped, count);
                    return;
                }

                Interlocked.Add(ref _polls, count);
                Interlocked.Add(ref _answered, tags[0].Value is nameof(SourceFailure.None) ? count : 0);
            }
        );
        listener.Start();
        return listener;
    }

    /// <summary>Sites and watches as they are after hours of service: readings known up to now, status read at some time of the last hour.</summary>
    private static async Task SeedAsync(Database database, PollTask task)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ms = now.ToUnixTimeMilliseconds();
        var settings = ScoutJson.Write(Profiles.Glucose(GlucoseUnit.MgDl));
        foreach (var chunk in Enumerable.Range(0, task.Sites).Chunk(1000))
        {
            await database.WriteAsync(
                session =>
                {
                    foreach (var n in chunk)
                    {
                        var facts = SiteFacts.Empty with { StatusAt = now.AddSeconds(-(n % 3600)) };
                        var row = new
                        {
                            source = $"s{n}",
                            watch = $"w{n}",
                            address = $"{task.Site}/site/{n}/",
                            facts = facts.Text,
                            settings,
                            ms,
                        };
                        session.Later(
                            """
                            insert into sources (id, kind, address, identity, facts, created_at)
                            values (@source, 'nightscout', @address, @source, @facts, @ms)
                            """,
                            row
                        );
                        session.Later(
                            """
                            insert into watches (id, kind, name, source_id, settings, declared_by, created_at)
                            values (@watch, 'nightscout', 'Sam', @source, @settings, 'owner', @ms)
                            """,
                            row
                        );
                        session.Later(
                            "insert into series (watch_id, field, unit, last_at) values (@watch, 'glucose', 'mg/dL', @ms)",
                            row
                        );
                    }

                    return Task.CompletedTask;
                },
                CancellationToken.None
            );
        }
    }
}
