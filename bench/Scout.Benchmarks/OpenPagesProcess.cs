using System.Collections.Immutable;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Watches;
using Scout.TestKit;

namespace Scout.Benchmarks;

/// <summary>One node that people look at. Says its address; for each line it reads, the sensor measures once.</summary>
internal static class OpenPagesProcess
{
    public static async Task<int> RunAsync(string[] settings)
    {
        await using var node = await WebNode.StartAsync([$"--Scout:Data={settings[0]}"]);
        var now = TimeProvider.System.GetUtcNow();
        await Seed.WatchAsync(node.Database, "sam", now, CancellationToken.None);
        var series = await Seed.ReadingsAsync(node.Database, "sam", Day(now), CancellationToken.None);
        await Console.Out.WriteLineAsync($"ready {node.Address} {series}");
        var turn = node.Services.GetRequiredService<Turn>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var at = TimeProvider.System.GetUtcNow();
            var reading = new Reading(at, double.Parse(line), Trend.Steady, at);
            await turn.TakeAsync("sam", new WatchInput.ReadingsArrived([reading]), CancellationToken.None);
            await Console.Out.WriteLineAsync("kept");
        }

        return 0;
    }

    private static ImmutableArray<Reading> Day(DateTimeOffset now) =>
        [
            .. Enumerable
                .Range(1, 288)
                .Select(i => now.AddMinutes(-5 * i))
                .Select((at, i) => new Reading(at, 110 + (i % 40), Trend.Steady, at)),
        ];
}
