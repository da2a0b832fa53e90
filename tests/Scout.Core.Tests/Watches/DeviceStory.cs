using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Tests.Alerts;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Tests.Watches;

/// <summary>A device on a virtual clock: give it values and signs, see whom it reaches.</summary>
internal sealed class DeviceStory
{
    private readonly Dictionary<string, List<Reading>> _rows = [];

    public DeviceStory(params SensorRule[] rules)
        : this(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), rules) { }

    public DeviceStory(DateTimeOffset watchedSince, params SensorRule[] rules)
    {
        Alerts = new AlertStory
        {
            WatchedSince = watchedSince,
            Settings = new WatchSettings([], new AlertTimes()) { Sensor = new SensorSettings([.. rules]) },
            Sensor = _ => View,
        };
        Start = Alerts.Now;
    }

    public AlertStory Alerts { get; }

    public DateTimeOffset Start { get; }

    public DateTimeOffset Now => Alerts.Now;

    public DeviceSigns Signs { get; set; } = new();

    public bool IsOpen => Alerts.Alerts.Any(alert => alert.IsOpen);

    /// <summary>How many alerts ever opened.</summary>
    public int Opened => Alerts.Alerts.Length;

    public SensorFacts Facts => Alerts.Open.Latest.Sensor!;

    private SensorView View =>
        new(
            [
                .. _rows.Select(pair => new SensorSeries(pair.Key, [.. pair.Value])
                {
                    Label = pair.Key,
                    Unit = "°C",
                    Decimals = 1,
                }),
            ],
            Signs
        );

    /// <param name="late">How long before now it was measured.</param>
    public DeviceStory Reads(double value, string field = "t", double late = 0) =>
        Takes(new Reading(Now.AddMinutes(-late), value, Trend.Unknown, Now), field);

    public DeviceStory Takes(Reading reading, string field = "t")
    {
        if (!_rows.TryGetValue(field, out var rows))
        {
            _rows[field] = rows = [];
        }

        rows.RemoveAll(row => row.At == reading.At);
        rows.Add(reading);
        Alerts.Strikes();
        return this;
    }

    /// <summary>One reading every so many minutes, the first now; ends right after the last.</summary>
    public DeviceStory Every(double minutes, params double[] values)
    {
        foreach (var (index, value) in values.Index())
        {
            if (index > 0)
            {
                Alerts.Minutes(minutes);
            }

            Reads(value);
        }

        return this;
    }

    public DeviceStory Minutes(double minutes)
    {
        Alerts.Minutes(minutes);
        return this;
    }

    /// <summary>Somebody removes a rule.</summary>
    public DeviceStory Without(string rule)
    {
        var rules = Alerts.Settings.Sensor!.Rules.RemoveAll(one => one.Id == rule);
        Alerts.Settings = Alerts.Settings with { Sensor = new SensorSettings(rules) };
        Alerts.Strikes();
        return this;
    }

    public DeviceStory Takes()
    {
        Alerts.Acts(AlertStory.Sam, new ReplyAct.Acknowledge());
        return this;
    }
}
