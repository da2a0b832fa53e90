using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Watches;

/// <summary>The rules of a device: each has at most one open alert, whose topic is the rule.</summary>
public static partial class WatchTurn
{
    private static void AssessDevice(AlertTable table, WatchState watch, AlertContext context, string seed)
    {
        if (watch is not { Settings.Sensor: { } settings, Sensor: { } view })
        {
            return;
        }

        ImmutableArray<Asked> asked =
        [
            .. settings.Rules.Select(rule =>
            {
                var alert = OpenOf(table, rule);
                return new Asked(
                    rule,
                    alert,
                    SensorAssessor.Assess(rule, view, watch.WatchedSince, alert, context.Now)
                );
            }),
        ];
        foreach (var one in asked)
        {
            if (one.Open is { } alert)
            {
                var assessment = OneSilence.Of(one, asked, view);
                table.Put(AlertMachine.Assess(alert, assessment, context));
            }
        }

        foreach (var alert in table.Open)
        {
            if (alert.Kind is AlertKind.Device && !settings.Rules.Any(rule => rule.Id == alert.Topic))
            {
                // Nobody wants to hear of it any more.
                table.Put(AlertMachine.Assess(alert, new Assessment.Clear(null), context));
            }
        }

        // The most urgent first, of the device before its values: what tells of the same is carried by it.
        foreach (
            var one in asked
                .Where(one => one.Open is null && one.Breach is not null)
                .OrderByDescending(one => one.Rule.Severity)
                .ThenBy(one => one.Rule.Field.Length > 0)
        )
        {
            var open = asked.Where(other => OpenOf(table, other.Rule) is not null);
            if (
                context.PausedUntil(AlertKind.Device, one.Rule.Severity) is null
                && !OneSilence.IsCarried(one, open, view)
            )
            {
                var id = $"{seed}-device-{one.Rule.Id}";
                table.Put(AlertMachine.Open(id, AlertKind.Device, one.Breach!, context, topic: one.Rule.Id));
            }
        }
    }

    private static Alert? OpenOf(AlertTable table, SensorRule rule) =>
        table.Open.FirstOrDefault(open => open.Kind is AlertKind.Device && open.Topic == rule.Id);
}
