using System.Diagnostics;
using System.Globalization;
using Scout.Core.Nightscout;
using Scout.Server.Hosting;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Vonage;

namespace Scout.Benchmarks;

/// <summary>From a low that a site shows to the call at the carrier's door, through the whole server on a system clock.</summary>
internal static class CallBench
{
    private const int People = 52;
    private const int WarmUp = 2;
    private const int AtOnce = 4;

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var polled = await MeasureAsync(push: false, cancellationToken);
        var pushed = await MeasureAsync(push: true, cancellationToken);
        return
        [
            Line.Figure("calls: poll that shows a low → call placed, median", Samples.Percentile(polled, 0.5), "ms"),
            Line.AtMost($"calls: … p99 of {polled.Length}", Samples.Percentile(polled, 0.99), 2000, "ms"),
            Line.Figure(
                "calls: low stored at the site, with push → call placed, median",
                Samples.Percentile(pushed, 0.5),
                "ms"
            ),
            Line.AtMost($"calls: … p99 of {pushed.Length}", Samples.Percentile(pushed, 0.99), 1000, "ms"),
        ];
    }

    private static async Task<double[]> MeasureAsync(bool push, CancellationToken cancellationToken)
    {
        await using var storage = await TestDatabase.CreateAsync(
            BothEngines.Sqlite,
            cancellationToken,
            migrated: false
        );
        await using var nightscout = await FakeNightscout.StartAsync();
        await using var booth = await FakeVonage.StartAsync(
            TimeProvider.System,
            cancellationToken,
            patience: TimeSpan.FromMinutes(2)
        );
        var listening = Listening(nightscout);
        await using var app = await ServeAsync(push, storage, nightscout, booth, cancellationToken);
        if (push)
        {
            await listening;
        }

        var samples = new List<double>();
        async ValueTask SampleAsync(int person, CancellationToken token)
        {
            var milliseconds = await OneAsync(person, push, nightscout, booth);
            lock (samples)
            {
                samples.Add(milliseconds);
            }
        }

        for (var person = 0; person < WarmUp; person++)
        {
            await SampleAsync(person, cancellationToken);
        }

        samples.Clear();
        await Parallel.ForEachAsync(
            Enumerable.Range(WarmUp, People - WarmUp),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            SampleAsync
        );
        await app.StopAsync(cancellationToken);
        return [.. samples];
    }

    private static async Task<double> OneAsync(int person, bool push, FakeNightscout nightscout, FakeVonage booth)
    {
        var site = nightscout.Site(person);
        var shown = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = Stopwatch.GetTimestamp();
        var now = TimeProvider.System.GetUtcNow();
        site.Add(62, now);
        site.OnRequest = request =>
        {
            if (request.IsPoll)
            {
                shown.TrySetResult(Stopwatch.GetTimestamp());
            }
        };
        if (push)
        {
            await site.PushAsync(62, now);
        }
        else
        {
            began = await shown.Task;
        }

        var call = await booth.Phone(NumberOf(person)).Rings();
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await call.Hears();
        await call.Presses("1");
        return milliseconds;
    }

    private static async Task<WebApplication> ServeAsync(
        bool push,
        TestDatabase storage,
        FakeNightscout nightscout,
        FakeVonage booth,
        CancellationToken cancellationToken
    )
    {
        var port = Ports.Free();
        var settings = storage.Settings.Concat(booth.Settings).ToDictionary();
        settings["Scout:SiteUrl"] = $"http://127.0.0.1:{port}";
        settings["Scout:AllowPrivateUrls"] = "true";
        settings["Scout:Nightscout:Push"] = push.ToString();
        settings["Scout:Nightscout:PollEvery"] = push ? "00:30:00" : "00:00:01";
        settings["Scout:Nightscout:Spread"] = "00:00:01";
        var builder = ScoutHost.CreateBuilder([$"--urls=http://127.0.0.1:{port}"]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddScout();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.PrepareAsync();
        app.MapScout();
        await SeedAsync(app.Services, nightscout, cancellationToken);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static async Task SeedAsync(
        IServiceProvider services,
        FakeNightscout nightscout,
        CancellationToken cancellationToken
    )
    {
        var database = services.GetRequiredService<Database>();
        var sources = services.GetRequiredService<SourceStore>();
        var now = TimeProvider.System.GetUtcNow();
        for (var person = 0; person < People; person++)
        {
            var watch = $"w{person}";
            var (address, phone) = (nightscout.AddressOf(person), NumberOf(person));
            await Seed.WatchAsync(database, watch, now, cancellationToken, others: 0);
            await database.WriteAsync(
                async session =>
                {
                    var source = await sources.DeclareAsync(session, address, NightscoutCredential.None, now);
                    await session.ExecuteAsync(
                        """
                        update watches set source_id = @source where id = @watch;
                        update contacts set phone = @phone where id = @person
                        """,
                        new
                        {
                            source,
                            watch,
                            phone,
                            person = $"{watch}-person",
                        }
                    );
                },
                cancellationToken
            );
        }
    }

    /// <summary>Quiet readings everywhere; ends when every site has a listener.</summary>
    private static Task Listening(FakeNightscout nightscout)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = People;
        for (var person = 0; person < People; person++)
        {
            var site = nightscout.Site(person);
            site.Add(110, TimeProvider.System.GetUtcNow().AddMinutes(-5));
            site.OnAuthorized = _ =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    all.TrySetResult();
                }
            };
        }

        return all.Task;
    }

    private static string NumberOf(int person) => (14155560000 + person).ToString("+0", CultureInfo.InvariantCulture);
}
