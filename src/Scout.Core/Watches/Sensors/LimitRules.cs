using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Readings;

namespace Scout.Core.Watches.Sensors;

/// <summary>Values past a limit, and values that change too fast.</summary>
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

        var facts = FactsOf(rule, series, view);
        return IsBreached(rule, judged, open)
            ? new Assessment.Breached(
                new Breach(rule.Kind, rule.Severity, null, Since(rule, judged, open)) { Sensor = facts }
            )
            : new Assessment.Clear(null) { Sensor = facts };
    }

    private static bool IsBreached(SensorRule rule, ImmutableArray<Reading> judged, Alert? open) =>
        open is null ? IsConfirmed(rule, judged) : !IsOver(rule, judged, open);

    private static bool IsConfirmed(SensorRule rule, ImmutableArray<Reading> judged)
    {
        var last = judged.Length - 1;
        if (!IsPast(rule, judged, last))
        {
            return false;
        }

        if (rule.Kind is RuleKind.Rising or RuleKind.Falling)
        {
            return true;
        }

        var count = 0;
        for (var i = Math.Max(0, judged.Length - rule.Of); i <= last; i++)
        {
            count += IsPast(rule, judged, i) ? 1 : 0;
        }

        return count >= rule.Count && judged[last].At - RunStart(rule, judged) >= rule.Held;
    }

    /// <summary>What was measured before the alert began never ends it.</summary>
    private static bool IsOver(SensorRule rule, ImmutableArray<Reading> judged, Alert open)
    {
        var last = judged.Length - 1;
        if (IsPast(rule, judged, last) || judged[last].At < open.Opening.Sensor?.At)
        {
            return false;
        }

        if (rule.Clear is { } level)
        {
            var value = Measured(rule, judged, last);
            return IsUpward(rule) ? value <= level : value >= level;
        }

        var good = 1;
        while (good < GoodInARow && last - good >= 0 && !IsPast(rule, judged, last - good))
        {
            good++;
        }

        return good >= GoodInARow || judged.Length < GoodInARow;
    }

    /// <summary>Since when it has been so: at least since the alert says, where the window reaches no further.</summary>
    private static DateTimeOffset Since(SensorRule rule, ImmutableArray<Reading> judged, Alert? open)
    {
        var start = RunStart(rule, judged);
        return open?.Latest.Since < start ? open.Latest.Since : start;
    }

    private static DateTimeOffset RunStart(SensorRule rule, ImmutableArray<Reading> judged)
    {
        var first = judged.Length - 1;
        while (first > 0 && IsPast(rule, judged, first - 1))
        {
            first--;
        }

        return judged[first].At;
    }

    private static bool IsPast(SensorRule rule, ImmutableArray<Reading> judged, int index)
    {
        var value = Measured(rule, judged, index);
        return IsUpward(rule) ? value > rule.Limit : value < rule.Limit;
    }

    /// <summary>The value, or how fast it rises or falls; a change is measured over the rule's time, else from the reading before.</summary>
    private static double Measured(SensorRule rule, ImmutableArray<Reading> judged, int index)
    {
        var reading = judged[index];
        if (rule.Kind is RuleKind.Above or RuleKind.Below)
        {
            return reading.Value;
        }

        var from = index - 1;
        while (from > 0 && reading.At - judged[from - 1].At <= rule.Held)
        {
            from--;
        }

        if (from < 0 || reading.At == judged[from].At)
        {
            return 0;
        }

        var perMinute = (reading.Value - judged[from].Value) / (reading.At - judged[from].At).TotalMinutes;
        return rule.Kind is RuleKind.Falling ? -perMinute : perMinute;
    }

    /// <summary>Falls are told as a positive speed, so that a faster one is the greater.</summary>
    private static bool IsUpward(SensorRule rule) => rule.Kind is not RuleKind.Below;

    private static SensorFacts FactsOf(SensorRule rule, SensorSeries series, SensorView view)
    {
        var judged = series.InTime;
        var last = judged.Length - 1;
        return new SensorFacts
        {
            Label = SensorAssessor.LabelOf(series, view),
            Value = judged[last].Value,
            At = judged[last].At,
            Unit = series.Unit,
            Decimals = series.Decimals,
            Limit = rule.Limit,
            Rate = rule.Kind is RuleKind.Rising or RuleKind.Falling ? Measured(rule, judged, last) : null,
        };
    }
}
