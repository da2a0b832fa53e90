using System.Diagnostics;
using NodaTime;
using Scout.Core.Escalation;
using Scout.Core.Readings;
using Scout.Core.Simulation;
using Scout.Core.Watches;

namespace Scout.Benchmarks;

/// <summary>14 days of one person, a reading every five minutes, through rules and plan.</summary>
internal static class PreviewBench
{
    private const int Times = 200;
    private static readonly DateTimeOffset Start = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);

    public static Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var readings = Enumerable.Range(0, 14 * 288).Select(At).ToArray();
        var settings = Profiles.Glucose(GlucoseUnit.MgDl);
        var team = new Team("sam", ["ada", "bo"]);
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var samples = new List<double>();
        var calls = 0;
        for (var i = -30; i < Times; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var clock = Stopwatch.GetTimestamp();
            calls = Preview.Of(readings, settings, team, zone)!.Calls;
            if (i >= 0)
            {
                samples.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
        }

        return Task.FromResult<Line[]>([
            Line.Figure(
                $"preview: 14 days, {readings.Length:#,0} readings, {calls} calls, median",
                Samples.Percentile(samples, 0.5),
                "ms"
            ),
            Line.AtMost($"preview: … p99 of {Times}", Samples.Percentile(samples, 0.99), 20, "ms"),
        ]);
    }

    /// <summary>Meals, a slow wave, a little noise: some lows and some highs.</summary>
    private static Reading At(int i)
    {
        var at = Start.AddMinutes(5 * i);
        var value = Math.Round(140 + (60 * Math.Sin(i / 21.0)) + (45 * Math.Sin(i / 103.0)) + (i * 7919 % 13));
        return new Reading(at, value, Trend.Steady, at);
    }
}
