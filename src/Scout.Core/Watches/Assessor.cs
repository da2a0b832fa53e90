using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Readings;

namespace Scout.Core.Watches;

/// <summary>Window → assessment, rule kind by rule kind. A function of the window, the rules, the open alert and now; it remembers nothing.</summary>
public static class Assessor
{
    /// <summary>The kinds that are assessed, most urgent first.</summary>
    public static ImmutableArray<AlertKind> Kinds { get; } =
    [AlertKind.Low, AlertKind.High, AlertKind.NoData, AlertKind.Sensor, AlertKind.Source];

    /// <summary>The kinds that are assessed for a watch: none where its source tells events instead of glucose, or is a device.</summary>
    public static ImmutableArray<AlertKind> KindsOf(WatchSettings settings) =>
        settings is { Problems: null, Sensor: null } ? Kinds : [];

    public static Assessment Assess(
        AlertKind kind,
        WatchView view,
        WatchSettings settings,
        ImmutableArray<Alert> open,
        DateTimeOffset now
    )
    {
        var alert = open.OfKind(kind);
        return kind switch
        {
            AlertKind.Low => GlucoseRules.Low(view, settings, alert, now),
            AlertKind.High => GlucoseRules.High(view, settings, alert, now),
            AlertKind.NoData => NoData(view, settings, open, now),
            AlertKind.Sensor => Sensor(view, settings, now),
            AlertKind.Source => Source(view, settings, now),
            _ => new Assessment.Unknown(),
        };
    }

    /// <summary>When time alone can next change an assessment; null when only new data can.</summary>
    public static DateTimeOffset? NextChange(
        WatchView view,
        WatchSettings settings,
        ImmutableArray<Alert> open,
        DateTimeOffset now
    )
    {
        DateTimeOffset? next = null;
        foreach (var rule in settings.Rules)
        {
            switch (rule.Kind)
            {
                case RuleKind.NoData when view.Newest is { } newest:
                    next = Sooner(next, newest.At + rule.After, now);
                    break;
                case RuleKind.NoData:
                    next = Sooner(next, view.WatchedSince + settings.FirstReadingWithin, now);
                    break;
                case RuleKind.NoDataWhileLow when view.Newest is { } newest && IsLowOpen(open):
                    next = Sooner(next, newest.At + rule.After, now);
                    break;
                case RuleKind.SensorError when view.ErrorsSince is { } since:
                    next = Sooner(next, since + rule.After, now);
                    // An error that went stale hands over to the no-data rules.
                    next = Sooner(next, view.NewestRow!.Value.At + WatchSettings.StaleAfter, now);
                    break;
                case RuleKind.SourceDown when view.Source.FailingSince is { } since:
                    next = Sooner(next, since + rule.After, now);
                    break;
            }
        }

        return next;
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? next, DateTimeOffset moment, DateTimeOffset now) =>
        moment > now && (next is null || moment < next) ? moment : next;

    /// <summary>Depends on age alone, whether the source answers, fails, or refuses.</summary>
    private static Assessment NoData(
        WatchView view,
        WatchSettings settings,
        ImmutableArray<Alert> open,
        DateTimeOffset now
    )
    {
        if (open.OfKind(AlertKind.Low) is { IsOpen: true, Latest.Rule: RuleKind.NoDataWhileLow })
        {
            return new Assessment.Unknown(); // the low's own alert already says so, and more urgently
        }

        if (view.Newest is not { } newest)
        {
            var waited = now - view.WatchedSince >= settings.FirstReadingWithin;
            return settings.Of(RuleKind.NoData) is not null && waited
                ? new Assessment.Breached(new Breach(RuleKind.NoData, Severity.Warning, null, view.WatchedSince))
                : new Assessment.Unknown();
        }

        Rule? breached = null;
        foreach (var rule in settings.Rules)
        {
            var isWorse = breached is null || rule.Severity > breached.Severity;
            breached = rule.Kind is RuleKind.NoData && now - newest.At >= rule.After && isWorse ? rule : breached;
        }

        if (breached is null)
        {
            return new Assessment.Clear(newest);
        }

        var sensorSpeaks = view.ErrorsSince is not null && IsFresh(view.NewestRow, now);
        return sensorSpeaks && breached.Severity is Severity.Warning && settings.Of(RuleKind.SensorError) is not null
            ? new Assessment.Unknown() // the sensor alert says why there is no value
            : new Assessment.Breached(new Breach(RuleKind.NoData, breached.Severity, newest, newest.At));
    }

    private static Assessment Sensor(WatchView view, WatchSettings settings, DateTimeOffset now)
    {
        if (settings.Of(RuleKind.SensorError) is not { } rule || view.ErrorsSince is not { } since)
        {
            return new Assessment.Clear(view.Newest);
        }

        if (!IsFresh(view.NewestRow, now))
        {
            return new Assessment.Unknown();
        }

        return now - since >= rule.After
            ? new Assessment.Breached(new Breach(RuleKind.SensorError, rule.Severity, view.Newest, since))
            : new Assessment.Unknown();
    }

    private static Assessment Source(WatchView view, WatchSettings settings, DateTimeOffset now)
    {
        if (settings.Of(RuleKind.SourceDown) is not { } rule || view.Source.FailingSince is not { } since)
        {
            return new Assessment.Clear(view.Newest);
        }

        // A refused credential does not mend itself: it is told at once.
        var refused = view.Source.Failure is SourceFailure.Unauthorized;
        return refused || now - since >= rule.After
            ? new Assessment.Breached(
                new Breach(RuleKind.SourceDown, rule.Severity, view.Newest, since) { Failure = view.Source.Failure }
            )
            : new Assessment.Unknown();
    }

    // At the limit it is stale: the clock strikes exactly then, and the rules about lost data begin there.
    internal static bool IsFresh(Reading? reading, DateTimeOffset now) =>
        reading is { } row && now - row.At < WatchSettings.StaleAfter;

    private static bool IsLowOpen(ImmutableArray<Alert> alerts) => alerts.OfKind(AlertKind.Low) is { IsOpen: true };
}
