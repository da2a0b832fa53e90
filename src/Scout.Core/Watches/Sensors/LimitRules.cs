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

        var walked = Walk(rule, judged, open?.Opening.Sensor?.At);
        if (!walked.IsActive)
        {
            return new Assessment.Clear(null) { Sensor = FactsOf(rule, series, view, judged.Length - 1) };
        }

        // In the space between limit and clear level the last value past the limit is what is told.
        var told = walked.Last >= 0 ? walked.Last : judged.Length - 1;
        var start = walked.RunStart < judged[told].At ? walked.RunStart : judged[told].At;
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
    private static Walked Walk(
        SensorRule rule,
        ImmutableArray<Reading> judged,
        DateTimeOffset? opened,
        Action<DateTimeOffset>? begins = null
    )
    {
        var walked = new Walked(opened < judged[0].At, Last: -1, judged[0].At);
        var (good, isRun) = (0, false);
        for (var i = 0; i < judged.Length; i++)
        {
            var at = judged[i].At;
            var was = walked.IsActive;
            if (IsPast(rule, judged, i))
            {
                good = 0;
                walked = walked with { Last = i, RunStart = isRun ? walked.RunStart : at };
                isRun = true;
                walked = walked with
                {
                    IsActive = walked.IsActive || at == opened || IsConfirmed(rule, judged, i, walked),
                };
            }
            else
            {
                good++;
                isRun = false;
                var isActive = walked.IsActive ? at <= opened || !IsOver(rule, judged, i, good) : at == opened;
                walked = walked with { IsActive = isActive };
            }

            if (walked.IsActive && !was)
            {
                begins?.Invoke(at);
            }
        }

        return walked;
    }

    private static bool IsConfirmed(SensorRule rule, ImmutableArray<Reading> judged, int index, Walked walked)
    {
        if (rule.Kind is RuleKind.Rising or RuleKind.Falling)
        {
            return true;
        }

        var count = 0;
        for (var i = Math.Max(0, index + 1 - rule.Of); i <= index; i++)
        {
            count += IsPast(rule, judged, i) ? 1 : 0;
        }

        return count >= rule.Count && judged[index].At - walked.RunStart >= rule.Held;
    }

    /// <param name="good">How many in a row are on the good side, this one included.</param>
    private static bool IsOver(SensorRule rule, ImmutableArray<Reading> judged, int index, int good)
    {
        if (rule.Clear is not { } level)
        {
            return good >= GoodInARow;
        }

        var value = Measured(rule, judged, index);
        return rule.Kind is RuleKind.Below ? value >= level : value <= level;
    }

    private static bool IsPast(SensorRule rule, ImmutableArray<Reading> judged, int index)
    {
        var value = Measured(rule, judged, index);
        return rule.Kind is RuleKind.Below ? value < rule.Limit : value > rule.Limit;
    }

    /// <summary>
    /// The value; or how fast it rises, or falls, per minute: over the rule's time, else since the reading before. A
    /// faster fall is the greater.
    /// </summary>
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

    private static SensorFacts FactsOf(SensorRule rule, SensorSeries series, SensorView view, int told)
    {
        var judged = series.InTime;
        return new SensorFacts
        {
            Label = SensorAssessor.LabelOf(series, view),
            Value = judged[told].Value,
            At = judged[told].At,
            Unit = series.Unit,
            Decimals = series.Decimals,
            Limit = rule.Limit,
            Rate = rule.Kind is RuleKind.Rising or RuleKind.Falling ? Measured(rule, judged, told) : null,
        };
    }

    /// <param name="IsActive">After the last reading there is an alarm.</param>
    /// <param name="Last">The last reading past the limit; negative: none in the window.</param>
    /// <param name="RunStart">Where the run of readings past the limit that ends there began.</param>
    private readonly record struct Walked(bool IsActive, int Last, DateTimeOffset RunStart);
}
