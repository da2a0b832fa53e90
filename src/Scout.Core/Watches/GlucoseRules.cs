using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Readings;

namespace Scout.Core.Watches;

/// <summary>Lows and highs. Comparisons are strict: the limit itself is fine.</summary>
internal static class GlucoseRules
{
    /// <summary>Without a clear level of its own a rule clears this far on the safe side, in mg/dL.</summary>
    private const double LowMargin = 5;
    private const double HighMargin = 10;

    /// <summary>A longer gap breaks "held for".</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(20);

    public static Assessment Low(WatchView view, WatchSettings settings, Alert? open, DateTimeOffset now)
    {
        if (view.Newest is not { } newest)
        {
            return new Assessment.Unknown();
        }

        if (open is not null && settings.Of(RuleKind.NoDataWhileLow) is { } lost && now - newest.At >= lost.After)
        {
            return new Assessment.Breached(new Breach(RuleKind.NoDataWhileLow, lost.Severity, newest, newest.At));
        }

        if (!Assessor.IsFresh(newest, now))
        {
            return new Assessment.Unknown();
        }

        var low = settings.Of(RuleKind.Low);
        var urgent = settings.Of(RuleKind.UrgentLow);
        var wasUrgent = open?.Latest.Rule is RuleKind.UrgentLow;
        if (urgent is not null && (IsBelow(view, urgent) || (wasUrgent && !HasCleared(view.Glucose, LowClear(urgent)))))
        {
            return Breached(urgent, newest);
        }

        if (low is not null && IsBelow(view, low))
        {
            return Breached(low, newest);
        }

        if (open is null || (low ?? urgent) is not { } rule || HasCleared(view.Glucose, LowClear(rule)))
        {
            return new Assessment.Clear(newest);
        }

        return new Assessment.Breached(
            new Breach(rule.Kind, rule.Severity, newest, newest.At),
            Recovering: newest.Value >= LowClear(rule)
        );
    }

    public static Assessment High(WatchView view, WatchSettings settings, Alert? open, DateTimeOffset now)
    {
        if (view.Newest is not { } newest || !Assessor.IsFresh(newest, now))
        {
            return new Assessment.Unknown();
        }

        var high = settings.Of(RuleKind.High);
        var urgent = settings.Of(RuleKind.UrgentHigh);
        var wasUrgent = open?.Latest.Rule is RuleKind.UrgentHigh;
        if (urgent is not null && (IsAbove(view, urgent) || (wasUrgent && newest.Value > HighClear(urgent))))
        {
            return Breached(urgent, newest);
        }

        if (high is not null && IsAbove(view, high))
        {
            return Breached(high, newest);
        }

        return open is null || (high ?? urgent) is not { } rule || newest.Value <= HighClear(rule)
            ? new Assessment.Clear(newest)
            : Breached(rule, newest);
    }

    private static Assessment.Breached Breached(Rule rule, Reading newest) =>
        new(new Breach(rule.Kind, rule.Severity, newest, newest.At));

    private static bool IsBelow(WatchView view, Rule rule) =>
        rule.Threshold is { } limit && Confirmed(view.Glucose.AsSpan(), rule, new Limit(limit.MgDl, IsFloor: true));

    private static bool IsAbove(WatchView view, Rule rule) =>
        rule.Threshold is { } limit && Confirmed(view.Glucose.AsSpan(), rule, new Limit(limit.MgDl, IsFloor: false));

    /// <summary>n of m counts across gaps; "held for" needs coverage; neither ever delays a critical rule.</summary>
    private static bool Confirmed(ReadOnlySpan<Reading> glucose, Rule rule, Limit limit)
    {
        if (!limit.IsBroken(glucose[^1]))
        {
            return false;
        }

        if (rule.Severity is Severity.Critical)
        {
            return true;
        }

        var count = 0;
        foreach (ref readonly var reading in glucose[Math.Max(0, glucose.Length - rule.Of)..])
        {
            count += limit.IsBroken(reading) ? 1 : 0;
        }

        return count >= rule.Count && HeldFor(glucose, limit) >= rule.Held;
    }

    private static TimeSpan HeldFor(ReadOnlySpan<Reading> glucose, Limit limit)
    {
        var first = glucose.Length - 1;
        while (
            first > 0 && limit.IsBroken(glucose[first - 1]) && glucose[first].At - glucose[first - 1].At <= LongestGap
        )
        {
            first--;
        }

        return glucose[^1].At - glucose[first].At;
    }

    /// <summary>A low is over with two readings in a row at or above its clear level.</summary>
    private static bool HasCleared(ImmutableArray<Reading> glucose, double level) =>
        glucose.Length >= 2 && glucose[^1].Value >= level && glucose[^2].Value >= level;

    private static double LowClear(Rule rule) =>
        Math.Max(rule.Clear?.MgDl ?? 0, (rule.Threshold?.MgDl ?? 0) + (rule.Clear is null ? LowMargin : 1));

    private static double HighClear(Rule rule) =>
        Math.Min(
            rule.Clear?.MgDl ?? double.MaxValue,
            (rule.Threshold?.MgDl ?? 0) - (rule.Clear is null ? HighMargin : 1)
        );

    /// <summary>What a value must not fall below, or rise above.</summary>
    private readonly record struct Limit(double MgDl, bool IsFloor)
    {
        public bool IsBroken(in Reading reading) => IsFloor ? reading.Value < MgDl : reading.Value > MgDl;
    }
}
