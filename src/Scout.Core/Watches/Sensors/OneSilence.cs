using System.Collections.Immutable;
using Scout.Core.Alerts;

namespace Scout.Core.Watches.Sensors;

/// <summary>A rule of a device with what it says now.</summary>
/// <param name="Open">Its open alert; null: none.</param>
internal sealed record Asked(SensorRule Rule, Alert? Open, Assessment Assessment)
{
    public Breach? Breach => (Assessment as Assessment.Breached)?.Breach;
}

/// <summary>
/// A device that falls silent breaks several rules at once: its own silence, that of each value, and its network reports it,
/// too. That is one alarm: the alert that is open carries the others, and becomes as urgent as the most urgent of them.
/// </summary>
internal static class OneSilence
{
    /// <summary>What an open alert is told: what its own rule says, or a rule that it carries when that is more severe.</summary>
    public static Assessment Of(Asked own, ImmutableArray<Asked> all, SensorView view)
    {
        if (own is not { Breach: { } breach, Open: { } alert })
        {
            return own.Assessment;
        }

        var carried = all.Where(other => other.Open is null && IsSame(own, other, view)).ToList();
        var worst = breach;
        foreach (var other in carried)
        {
            // Of two as severe the one that was told stays: nothing became worse.
            var isWorse =
                other.Breach!.Severity > worst.Severity
                || (
                    other.Breach.Severity == worst.Severity
                    && worst.Rule != alert.Latest.Rule
                    && other.Breach.Rule == alert.Latest.Rule
                );
            worst = isWorse ? other.Breach : worst;
        }

        var words = carried.Select(other => other.Breach!.Sensor?.Words ?? "").FirstOrDefault(text => text.Length > 0);
        return new Assessment.Breached(
            worst.Sensor is { Words.Length: 0 } facts && words is not null
                ? worst with
                {
                    Sensor = facts with { Words = words },
                }
                : worst
        );
    }

    /// <summary>The alert that tells of it already is open, and not less urgent: nobody is disturbed once more.</summary>
    public static bool IsCarried(Asked asked, IEnumerable<Asked> open, SensorView view) =>
        open.Any(other => other.Breach is not null && IsSame(other, asked, view));

    private static bool IsSame(Asked one, Asked other, SensorView view)
    {
        if (one.Rule.Id == other.Rule.Id || one.Breach is null || other.Breach is null)
        {
            return false;
        }

        if (!IsOfSilence(one.Rule) || !IsOfSilence(other.Rule))
        {
            return false;
        }

        if (one.Rule.Field.Length == 0 || other.Rule.Field.Length == 0)
        {
            return true; // all of the device is silent, and this value with it
        }

        // Two values: one silence only when the device said nothing at all since.
        var last = Silence.LastData("", view, inTime: false);
        var since = one.Breach.Since > other.Breach.Since ? one.Breach.Since : other.Breach.Since;
        return last is null || last <= since;
    }

    private static bool IsOfSilence(SensorRule rule) => rule.Kind is RuleKind.NoData or RuleKind.DeviceTrouble;
}
