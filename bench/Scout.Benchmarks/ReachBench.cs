using System.Diagnostics;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Hosting;
using Scout.Server.Storage;
using Scout.Server.Watches;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Benchmarks;

/// <summary>
/// Twenty people are low at once, and the carrier takes one call a second; a critical one comes when five have been
/// rung. The whole server on a system clock.
/// </summary>
internal static class ReachBench
{
    private const int People = 20;
    private const int Late = 21;
    private const int First = 22; // before anything is measured
    private const int RungBefore = 8; // all that are critical, and one

    /// <summary>From a reading to the first call, as the contract allows.</summary>
    private static readonly TimeSpan ToFirst = TimeSpan.FromSeconds(2);

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        await using var storage = await TestDatabase.CreateAsync(
            BothEngines.Sqlite,
            cancellationToken,
            migrated: false
        );
        await using var booth = await FakeVonage.StartAsync(
            TimeProvider.System,
            cancellationToken,
            patience: TimeSpan.FromMinutes(2)
        );
        booth.Habit = call => call.Presses("1");
        await using var app = await ServeAsync(storage, booth, cancellationToken);
        await WarmUpAsync(app.Services, booth, cancellationToken);
        var clock = Stopwatch.StartNew();
        await FallLowAsync(app.Services, [.. Enumerable.Range(0, People).Reverse()], cancellationToken);
        await RingsAsync(booth, 1 + RungBefore, cancellationToken);
        await FallLowAsync(app.Services, [Late], cancellationToken);
        var before = booth.Calls.Count;
        await RingsAsync(booth, 1 + People + 1, cancellationToken);
        var last = clock.Elapsed;
        PhoneCall[] calls = [.. booth.Calls.Skip(1)];
        await booth.Exchange.SettleAsync();
        await app.StopAsync(cancellationToken);
        return
        [
            Line.AtMost(
                $"reach: {People + 1} alerts, 1 call/s allowed: the last phone rang after",
                last.TotalSeconds,
                People + ToFirst.TotalSeconds,
                "s"
            ),
            Line.AtLeast("reach: … phones that rang", calls.DistinctBy(call => call.To).Count(), People + 1, ""),
            Line.AtLeast("reach: … in order: critical first, then the older", InOrder(calls), People, ""),
            Line.AtLeast(
                "reach: … shortest time between two calls at the carrier's door",
                ShortestGap(calls),
                0.9,
                "s"
            ),
            Line.AtMost(
                $"reach: … a critical one that comes after {RungBefore} calls is the n-th to ring after them",
                calls.Select(call => call.To).ToList().IndexOf(NumberOf(Late)) + 1 - before + 1,
                2,
                ""
            ),
        ];
    }

    // Every third is critical; the last person falls low first.
    private static double ValueOf(int person) => person % 3 == 0 ? 50 : 62;

    private static int InOrder(IReadOnlyList<PhoneCall> calls)
    {
        var expected = Enumerable
            .Range(0, People)
            .Reverse()
            .OrderBy(person => person % 3 == 0 ? 0 : 1)
            .Select(NumberOf)
            .ToList();
        return calls.Where(call => call.To != NumberOf(Late)).Where((call, n) => call.To == expected[n]).Count();
    }

    // The booth notes a call when its request has come, a little after it left.
    private static double ShortestGap(IReadOnlyList<PhoneCall> calls) =>
        calls.Zip(calls.Skip(1), (one, next) => (next.PlacedAt - one.PlacedAt).TotalSeconds).Min();

    private static string NumberOf(int person) => $"+141555504{person:00}";

    private static async Task WarmUpAsync(
        IServiceProvider services,
        FakeVonage booth,
        CancellationToken cancellationToken
    )
    {
        await FallLowAsync(services, [First], cancellationToken);
        await RingsAsync(booth, 1, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
    }

    private static async Task RingsAsync(FakeVonage booth, int count, CancellationToken cancellationToken)
    {
        while (booth.Calls.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>All in one unit of work, so that they are due together.</summary>
    private static Task FallLowAsync(IServiceProvider services, int[] people, CancellationToken cancellationToken)
    {
        var turn = services.GetRequiredService<Turn>();
        return services
            .GetRequiredService<Database>()
            .WriteAsync(
                async session =>
                {
                    foreach (var person in people)
                    {
                        var now = TimeProvider.System.GetUtcNow();
                        var reading = new Reading(now, ValueOf(person), Trend.Steady, now);
                        await turn.TakeAsync(session, $"w{person}", new WatchInput.ReadingsArrived([reading]));
                        await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken); // so that one is older than the other
                    }
                },
                cancellationToken
            );
    }

    private static async Task<WebApplication> ServeAsync(
        TestDatabase storage,
        FakeVonage booth,
        CancellationToken cancellationToken
    )
    {
        var port = Ports.Free();
        var settings = storage.Settings.Concat(booth.Settings).ToDictionary();
        settings["Scout:SiteUrl"] = $"http://127.0.0.1:{port}";
        settings["Scout:Vonage:CallsPerSecond"] = "1";
        var builder = ScoutHost.CreateBuilder([$"--urls=http://127.0.0.1:{port}"]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddScout();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.PrepareAsync();
        app.MapScout();
        var database = app.Services.GetRequiredService<Database>();
        for (var person = 0; person <= First; person++)
        {
            await Seed.WatchAsync(
                database,
                $"w{person}",
                TimeProvider.System.GetUtcNow(),
                cancellationToken,
                others: 0
            );
            await database.WriteAsync(
                session =>
                    session.ExecuteAsync(
                        "update contacts set phone = @phone where id = @id",
                        new { id = $"w{person}-person", phone = NumberOf(person) }
                    ),
                cancellationToken
            );
        }

        await app.StartAsync(cancellationToken);
        return app;
    }
}
