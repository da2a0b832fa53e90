using System.Collections.Immutable;
using Scout.Core.Readings;

namespace Scout.Core.Watches.Sensors;

/// <summary>How often a rule would have raised an alarm.</summary>
public static class SensorPreview
{
    /// <summary>When alarms of the rule would have begun.</summary>
    /// <param name="readings">Of the rule's series; of the device, those of all its series. In any order.</param>
    /// <returns>Null: past readings do not tell, as of batteries.</returns>
    public static ImmutableArray<DateTimeOffset>? Of(SensorRule rule, IEnumerable<Reading> readings)
    {
        // As if each had come when it was measured: a back-fill says nothing about a rule.
        var series = new SensorSeries(rule.Field, [.. readings.Select(one => one with { ReceivedAt = one.At })]);
        return rule.IsAboutValue ? LimitRules.Openings(rule, series.InTime)
            : rule.Kind is RuleKind.NoData ? Silences(rule, series)
            : null;
    }

    private static ImmutableArray<DateTimeOffset> Silences(SensorRule rule, SensorSeries series)
    {
        var after = Silence.After(rule, series, new SensorView([series], new DeviceSigns()));
        var silences = ImmutableArray.CreateBuilder<DateTimeOffset>();
        for (var i = 1; i < series.Window.Length; i++)
        {
            if (series.Window[i].At - series.Window[i - 1].At > after)
            {
                silences.Add(series.Window[i - 1].At + after);
            }
        }

        return silences.ToImmutable();
    }
}
