using System.Collections.Immutable;
using System.Diagnostics;
using Scout.Core.Alerts;
using Scout.Core.Escalation;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Benchmarks;

/// <summary>How many decisions a second all cores make, with nothing around them: no clock, no database.</summary>
internal static class DecisionBench
{
    private const double Gate = 2_000_000;
    private const int Burst = 1_000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var quiet = State(110, []);
        var opened = WatchTurn.Decide(State(62, []), new WatchInput.ClockStruck(), "seed", Now.AddMinutes(-1));
        var low = State(61, opened.Alerts);
        var context = new AlertContext(low.About, low.Team, low.Settings, null, SensorError: false, Now);
        var breach = new Assessment.Breached(new Breach(RuleKind.Low, Severity.Urgent, low.Window[^1], Now));
        return
        [
            await MeasureAsync("whole turn, quiet reading (WatchTurn.Decide)", () => Turn(quiet), cancellationToken),
            await MeasureAsync(
                "whole turn, reading of an open low (WatchTurn.Decide)",
                () => Turn(low),
                cancellationToken
            ),
            await MeasureAsync(
                "one alert, reading of the same breach (AlertMachine.Assess)",
                () => AlertMachine.Assess(low.Alerts[0], breach, context),
                cancellationToken
            ),
        ];
    }

    private static TurnDecision Turn(WatchState state) =>
        WatchTurn.Decide(state, new WatchInput.ReadingsArrived(state.Window), "seed", Now);

    /// <summary>As the store loads it: 24 rows, oldest first, five minutes apart.</summary>
    private static WatchState State(double newest, ImmutableArray<Alert> alerts) =>
        new(
            "Sam",
            Profiles.Glucose(GlucoseUnit.MgDl),
            new Team("sam", ["ada", "bo"]),
            SourceHealth.Unknown with
            {
                LastContact = Now,
            },
            Now.AddDays(-30),
            Pause: null,
            [.. Enumerable.Range(0, 24).Select(i => At(23 - i, i == 23 ? newest : 100 + i))],
            alerts
        );

    private static Reading At(int back, double value)
    {
        var at = Now.AddMinutes((back * -5) - 1);
        return new Reading(at, value, Trend.Steady, at.AddSeconds(20));
    }

    private static async Task<Line> MeasureAsync<T>(string what, Func<T> decide, CancellationToken cancellationToken)
    {
        await CountAsync(decide, cancellationToken); // compiled, recompiled, settled
        return Line.AtLeast($"decisions: {what}", await CountAsync(decide, cancellationToken), Gate, "/s");
    }

    private static async Task<double> CountAsync<T>(Func<T> decide, CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, Environment.ProcessorCount)
                .Select(_ => Task.Run(() => Count(decide), cancellationToken))
        );
        return counts.Sum();
    }

    private static double Count<T>(Func<T> decide)
    {
        var watch = Stopwatch.StartNew();
        var count = 0L;
        while (watch.Elapsed < Length)
        {
            for (var i = 0; i < Burst; i++)
            {
                GC.KeepAlive(decide());
            }

            count += Burst;
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
