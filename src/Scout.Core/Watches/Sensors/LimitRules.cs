using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Readings;

namespace Scout.Core.Watches.Sensors;

/// <summary>
/// Values past a limit, and values that change too fast. The window is walked in the order of measurement as if each
/// reading had come in its turn, so that late, repeated or swapped arrivals lead to the same alarm.
/// </summary>
internal static class LimitRules
{
    /// <summary>Without a level of its own an alert is over with this many readings in a row on the good side.</summary>
    private const int GoodInARow = 2;

    public static Assessment Assess(SensorRule rule, SensorView view, Alert? open, DateTimeOffset now)
    {
        if (view.Find(rule.Field) is not { InTime: [.., var newest] judged } series)
        {
            return new Assessment.Unknown();
        }

        // A value that should have been replaced long ago says nothing about now.
        if (now - newest.At >= Silence.After(rule: null, series, view))
        {
            return new Assessment.Unknown();
        }

        var walked = Walk(rule, judged, open?.Opening.Sensor?.At + series.Late);
        if (!walked.IsActive)
        {
            return new Assessment.Clear(null) { Sensor = FactsOf(rule, series, view, judged.Length - 1) };
        }

        // In the space between limit and clear level the last value past the limit is what is told.
        var told = walked.Last >= 0 ? walked.Last : judged.Length - 1;
        var start = (walked.RunStart < judged[told].At ? walked.RunStart : judged[told].At) - series.Late;
        var since = open?.Latest.Since < start ? open.Latest.Since : start;
        return new Assessment.Breached(
            new Breach(rule.Kind, rule.Severity, null, since) { Sensor = FactsOf(rule, series, view, told) }
        );
    }

    /// <summary>When alarms would have begun, had each reading come in its turn.</summary>
    public static ImmutableArray<DateTimeOffset> Openings(SensorRule rule, ImmutableArray<Reading> judged)
    {
        if (judged.IsEmpty)
        {
            return [];
        }

        var openings = ImmutableArray.CreateBuilder<DateTimeOffset>();
        Walk(rule, judged, opened: null, openings.Add);
        return openings.ToImmutable();
    }

    /// <param name="opened">When the reading of the open alert was measured: nothing older ends that alert. Null: none is open.</param>
    /// <param name="begins">Told when an alarm would have begun.</param>
    private static Walked Walk(
        SensorRule rule,
        ImmutableArray<Reading> judged,
        DateTimeOffset? opened,
        Action<DateTimeOffset>? begins = null
    )
    {
        var measured = Measure(rule, judged);
        var isActive = opened < judged[0].At;
        var (last, runStart, isRun, good) = (-1, judged[0].At, false, 0);
        for (var i = 0; i < judged.Length; i++)
        {
            var at = judged[i].At;
            var was = isActive;
            if (IsPast(rule, measured[i]))
            {
                runStart = isRun ? runStart : at;
                (last, isRun, good) = (i, true, 0);
                isActive = isActive || IsConfirmed(rule, measured.AsSpan(0, i + 1), at - runStart);
            }
            else
            {
                isRun = false;
                good++;
                isActive = isActive && !IsOver(rule, measured[i], good);
            }

            isActive = isActive || at <= opened;
            if (isActive && !was)
            {
                begins?.Invoke(at);
            }
        }

        return new Walked(isActive, last, runStart);
    }

    /// <param name="measured">Up to the reading that is asked about.</param>
    private static bool IsConfirmed(SensorRule rule, ReadOnlySpan<double> measured, TimeSpan held)
    {
        if (rule.Kind is RuleKind.Rising or RuleKind.Falling)
        {
            return true;
        }

        var count = 0;
        foreach (var value in measured[Math.Max(0, measured.Length - rule.Of)..])
        {
            count += IsPast(rule, value) ? 1 : 0;
        }

        return count >= rule.Count && held >= rule.Held;
    }

    /// <param name="good">How many in a row are on the good side, this one included.</param>
    private static bool IsOver(SensorRule rule, double value, int good) =>
        rule.Clear is not { } level ? good >= GoodInARow
        : rule.Kind is RuleKind.Below ? value >= level
        : value <= level;

    private static bool IsPast(SensorRule rule, double value) =>
        rule.Kind is RuleKind.Below ? value < rule.Limit : value > rule.Limit;

    /// <summary>
    /// The values; or how fast they rise, or fall, per minute: over the rule's time, else since the reading before. A
    /// faster fall is the greater.
    /// </summary>
    private static double[] Measure(SensorRule rule, ImmutableArray<Reading> judged)
    {
        var measured = new double[judged.Length];
        var from = 0;
        for (var i = 0; i < judged.Length; i++)
        {
            while (from < i - 1 && judged[i].At - judged[from].At > rule.Held)
            {
                from++;
            }

            var minutes = (judged[i].At - judged[from].At).TotalMinutes;
            measured[i] = rule.Kind switch
            {
                RuleKind.Above or RuleKind.Below => judged[i].Value,
                _ when minutes <= 0 => 0,
                RuleKind.Falling => (judged[from].Value - judged[i].Value) / minutes,
                _ => (judged[i].Value - judged[from].Value) / minutes,
            };
        }

        return measured;
    }

    private static SensorFacts FactsOf(SensorRule rule, SensorSeries series, SensorView view, int told)
    {
        var judged = series.InTime;
        return new SensorFacts
        {
            Label = SensorAssessor.LabelOf(series, view),
            Value = judged[told].Value,
            At = judged[told].At - series.Late,
            Unit = series.Unit,
            Decimals = series.Decimals,
            Limit = rule.Limit,
            Rate = rule.Kind is RuleKind.Rising or RuleKind.Falling ? Measure(rule, judged)[told] : null,
        };
    }

    /// <param name="IsActive">After the last reading there is an alarm.</param>
    /// <param name="Last">The last reading past the limit; negative: none in the window.</param>
    /// <param name="RunStart">Where the run of readings past the limit that ends there began.</param>
    private readonly record struct Walked(bool IsActive, int Last, DateTimeOffset RunStart);
}
