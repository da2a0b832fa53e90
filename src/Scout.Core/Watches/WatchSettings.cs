using System.Collections.Immutable;
using Scout.Core.Readings;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Watches;

/// <summary>What is watched for and how. Stored with the watch.</summary>
public sealed record WatchSettings(ImmutableArray<Rule> Rules, AlertTimes Times)
{
    /// <summary>A reading older than this says nothing about now.</summary>
    public static TimeSpan StaleAfter { get; } = TimeSpan.FromMinutes(15);

    /// <summary>A watch that never had a reading is reported after this long.</summary>
    public TimeSpan FirstReadingWithin { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How problems told by events reach people; null: the watch reads values, and its rules are assessed.</summary>
    public ProblemSettings? Problems { get; init; }

    /// <summary>What is watched for in a device's values; null: the watch is about no device.</summary>
    public SensorSettings? Sensor { get; init; }

    /// <summary>The first rule of a kind.</summary>
    public Rule? Of(RuleKind kind)
    {
        foreach (var rule in Rules)
        {
            if (rule.Kind == kind)
            {
                return rule;
            }
        }

        return null;
    }
}

/// <summary>For a watch whose source tells events instead of values.</summary>
public sealed record ProblemSettings
{
    /// <summary>After the text, how long nobody may have acted before the call. Zero: the call comes first.</summary>
    public TimeSpan CallAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Somebody at the source took back a "fixed" or a snooze: reach people, instead of leaving it to that person.</summary>
    public bool RingsWhenReopened { get; init; }

    /// <summary>
    /// Problems that come so soon after a page are told together, in the next one. Zero: each is told alone.
    /// </summary>
    public TimeSpan GroupWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>So many pages an hour about new problems; the others are told in one when the hour is over. Null: no limit.</summary>
    public int? MostPerHour { get; init; }

    /// <summary>The source takes what people do to its problems: there is a key to it that works.</summary>
    public bool TellsSource { get; init; }
}

/// <summary>Default rules.</summary>
public static class Profiles
{
    /// <summary>The default profile for glucose, in the person's unit.</summary>
    /// <param name="unit">The person's unit; limits are round numbers in it.</param>
    /// <param name="sourceDownAfter">`NEXMO_FAILED_PING_SMS`, 60 minutes by default.</param>
    /// <param name="times">Defaults when null.</param>
    public static WatchSettings Glucose(GlucoseUnit unit, TimeSpan? sourceDownAfter = null, AlertTimes? times = null) =>
        new(
            [
                new(RuleKind.UrgentLow, Severity.Critical) { Threshold = At(unit, 55, 3.1), Clear = At(unit, 60, 3.3) },
                new(RuleKind.Low, Severity.Urgent) { Threshold = At(unit, 70, 3.9), Clear = At(unit, 75, 4.2) },
                new(RuleKind.NoDataWhileLow, Severity.Critical) { After = TimeSpan.FromMinutes(15) },
                new(RuleKind.High, Severity.Urgent) { Threshold = At(unit, 240, 13.3), Clear = At(unit, 230, 12.8) },
                new(RuleKind.NoData, Severity.Warning) { After = TimeSpan.FromMinutes(20) },
                new(RuleKind.NoData, Severity.Urgent) { After = TimeSpan.FromMinutes(60) },
                new(RuleKind.SensorError, Severity.Warning) { After = TimeSpan.FromMinutes(10) },
                new(RuleKind.SourceDown, Severity.Warning) { After = sourceDownAfter ?? TimeSpan.FromMinutes(60) },
            ],
            times ?? new AlertTimes()
        );

    /// <summary>A source that tells problems by events: no rule is assessed.</summary>
    public static WatchSettings Events(ProblemSettings problems, AlertTimes? times = null) =>
        new([], times ?? new AlertTimes()) { Problems = problems };

    /// <summary>A device: silence and its own trouble are told at once, the network's by a text.</summary>
    /// <param name="silence">Calls where somebody chose the device; for what came by itself a text may do.</param>
    public static WatchSettings Device(Severity silence = Severity.Urgent, AlertTimes? times = null) =>
        new([], times ?? new AlertTimes())
        {
            Sensor = new SensorSettings([
                new("silence", RuleKind.NoData, silence),
                new("trouble", RuleKind.DeviceTrouble, silence),
                new("network", RuleKind.NetworkTrouble, Severity.Warning),
            ]),
        };

    private static GlucoseThreshold At(GlucoseUnit unit, double mgDl, double mmolL) =>
        unit is GlucoseUnit.MmolL ? GlucoseThreshold.OfMmolL(mmolL) : GlucoseThreshold.OfMgDl(mgDl);
}
