using Scout.Core.Alerts;
using Scout.Core.Devices;

namespace Scout.Core.Watches.Sensors;

/// <summary>Battery, lost messages, and what a network says of a device.</summary>
internal static class DeviceRules
{
    /// <summary>Without a level of its own a battery is well again this far above its limit.</summary>
    private const double VoltsMargin = 0.1;
    private const double PercentMargin = 5;

    public static Assessment Assess(SensorRule rule, SensorView view, Alert? open, DateTimeOffset now) =>
        rule.Kind switch
        {
            RuleKind.Battery => Battery(rule, view.Device, open, now),
            RuleKind.Gap => Gap(rule, view.Device, open, now),
            RuleKind.DeviceTrouble => Told(rule, view, DeviceTrouble.Device),
            RuleKind.NetworkTrouble => Told(rule, view, DeviceTrouble.Network),
            RuleKind.Overuse => Overuse(rule, view.Device, now),
            _ => new Assessment.Unknown(),
        };

    private static Assessment Battery(SensorRule rule, DeviceSigns device, Alert? open, DateTimeOffset now)
    {
        if ((rule.InPercent ? device.BatteryPercent : device.Battery) is not { } value)
        {
            return new Assessment.Unknown();
        }

        var well = rule.Clear ?? rule.Limit + (rule.InPercent ? PercentMargin : VoltsMargin);
        var facts = new SensorFacts
        {
            Value = value,
            Unit = rule.InPercent ? "%" : "V",
            Limit = rule.Limit,
        };
        return value < (open is null ? rule.Limit : well)
            ? Breached(rule, open?.Latest.Since ?? now, facts)
            : new Assessment.Clear(null) { Sensor = facts };
    }

    private static Assessment Gap(SensorRule rule, DeviceSigns device, Alert? open, DateTimeOffset now)
    {
        var lost = SequenceGaps.Lost(device.Sequence, now);
        return lost > rule.Limit
            ? Breached(rule, open?.Latest.Since ?? now, new SensorFacts { Count = lost, Limit = rule.Limit })
            : new Assessment.Clear(null);
    }

    /// <summary>Over as soon as data is newer than the news of the trouble: whatever was wrong, it gets through.</summary>
    private static Assessment Told(SensorRule rule, SensorView view, DeviceTrouble trouble)
    {
        var device = view.Device;
        if (device.Trouble != trouble || device.TroubleAt is not { } at)
        {
            return new Assessment.Clear(null);
        }

        var last = Silence.LastData("", view, inTime: true);
        return last > at
            ? new Assessment.Clear(null)
            : Breached(rule, at, new SensorFacts { At = last, Words = device.TroubleWords });
    }

    private static Assessment Overuse(SensorRule rule, DeviceSigns device, DateTimeOffset now) =>
        device.OverusedAt is { } at && now - at < SequenceGaps.Over
            ? Breached(rule, at, new SensorFacts { At = at })
            : new Assessment.Clear(null);

    private static Assessment.Breached Breached(SensorRule rule, DateTimeOffset since, SensorFacts facts) =>
        new(new Breach(rule.Kind, rule.Severity, null, since) { Sensor = facts });
}
