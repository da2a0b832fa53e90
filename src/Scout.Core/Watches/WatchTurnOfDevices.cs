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

        foreach (var rule in settings.Rules)
        {
            var alert = table.Open.FirstOrDefault(open => open.Kind is AlertKind.Device && open.Topic == rule.Id);
            var assessment = SensorAssessor.Assess(rule, view, watch.WatchedSince, alert, context.Now);
            if (alert is not null)
            {
                table.Put(AlertMachine.Assess(alert, assessment, context));
            }
            else if (
                assessment is Assessment.Breached breached
                && context.PausedUntil(AlertKind.Device, rule.Severity) is null
            )
            {
                var id = $"{seed}-device-{rule.Id}";
                table.Put(AlertMachine.Open(id, AlertKind.Device, breached.Breach, context, topic: rule.Id));
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
    }
}
