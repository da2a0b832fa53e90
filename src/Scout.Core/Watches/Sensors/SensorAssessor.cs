using System.Collections.Immutable;
using Scout.Core.Alerts;

namespace Scout.Core.Watches.Sensors;

/// <summary>
/// One rule of a device → assessment. A function of what was measured, never of the order in which it came: the same
/// readings in any order give the same answer.
/// </summary>
public static class SensorAssessor
{
    /// <param name="open">The open alert of this rule; null: none.</param>
    public static Assessment Assess(
        SensorRule rule,
        SensorView view,
        DateTimeOffset watchedSince,
        Alert? open,
        DateTimeOffset now
    )
    {
        if (view.Device.IsMuted)
        {
            return new Assessment.Unknown();
        }

        return rule.Kind switch
        {
            RuleKind.Above or RuleKind.Below or RuleKind.Rising or RuleKind.Falling => LimitRules.Assess(
                rule,
                view,
                open,
                now
            ),
            RuleKind.NoData => NoData(rule, view, watchedSince, open, now),
            _ => DeviceRules.Assess(rule, view, open, now),
        };
    }

    /// <summary>When silence next becomes an alarm; null: only news can change anything.</summary>
    public static DateTimeOffset? NextChange(WatchState watch, ImmutableArray<Alert> open, DateTimeOffset now)
    {
        if (watch is not { Settings.Sensor: { } settings, Sensor: { Device.IsMuted: false } view })
        {
            return null;
        }

        DateTimeOffset? next = null;
        foreach (var rule in settings.Rules)
        {
            if (rule.Kind is RuleKind.NoData && !open.Any(alert => alert.Topic == rule.Id))
            {
                var end = DeadlineOf(rule, view, watch.WatchedSince);
                next = end > now && (next is null || end < next) ? end : next;
            }
        }

        return next;
    }

    private static Assessment NoData(
        SensorRule rule,
        SensorView view,
        DateTimeOffset watchedSince,
        Alert? open,
        DateTimeOffset now
    )
    {
        var series = rule.Field.Length > 0 ? view.Find(rule.Field) : null;
        var last = Silence.LastData(rule.Field, view, inTime: false);
        var facts = new SensorFacts
        {
            Label = LabelOf(series, view),
            At = last,
            Unit = series?.Unit ?? "",
        };
        // What came late shows that the sensor was alive then: it puts off an alarm. It is no proof that it lives now.
        var isSilent = open is null
            ? now >= DeadlineOf(rule, view, watchedSince)
            : Silence.LastData(rule.Field, view, inTime: true) is not { } proof
                || now >= proof + Silence.After(rule, series, view);
        return isSilent
            ? new Assessment.Breached(
                new Breach(RuleKind.NoData, rule.Severity, null, last ?? watchedSince) { Sensor = facts }
            )
            : new Assessment.Clear(null) { Sensor = facts };
    }

    /// <summary>Of a watch that has just begun, no sooner than a silence after that: what its device sent before is history.</summary>
    private static DateTimeOffset DeadlineOf(SensorRule rule, SensorView view, DateTimeOffset watchedSince)
    {
        var last = Silence.LastData(rule.Field, view, inTime: false);
        var series = rule.Field.Length > 0 ? view.Find(rule.Field) : null;
        return (last > watchedSince ? last.Value : watchedSince) + Silence.After(rule, series, view);
    }

    /// <summary>Said only where it tells something apart.</summary>
    internal static string LabelOf(SensorSeries? series, SensorView view) =>
        series is null || view.Series.Length < 2 ? ""
        : series.Label.Length > 0 ? series.Label
        : series.Field;
}
