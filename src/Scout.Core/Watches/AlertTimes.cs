using Scout.Core.Alerts;

namespace Scout.Core.Watches;

/// <summary>How long things last in an alert. Every number is a setting.</summary>
public sealed record AlertTimes
{
    /// <summary>The pause after a call to a number before the next one (`WAIT_AFTER_CALL`).</summary>
    public TimeSpan WaitAfterCall { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>A call step without any news counts as missed after this long: ringing, talking and a look-up fit in.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Once somebody picked up, how long a key is waited for.</summary>
    public TimeSpan KeyWithin { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>A contact gets no second text about one alert within this time, unless it became critical.</summary>
    public TimeSpan TextAgain { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Between rounds that only text.</summary>
    public TimeSpan WarningAgain { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Between rounds about what changes in days and not in hours: batteries, lost messages.</summary>
    public TimeSpan SlowAgain { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Between rounds of calls about missing data, where no danger is measured.</summary>
    public TimeSpan NoDataAgain { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan HoldLow { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan HoldOther { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>A snooze without a stated length, where glucose is at stake.</summary>
    public TimeSpan Snooze { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A snooze without a stated length, otherwise.</summary>
    public TimeSpan SnoozeOther { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest snooze; a critical low never sleeps longer than <see cref="HoldLow"/>.</summary>
    public TimeSpan LongestSnooze { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long one clear reading may wait for the second.</summary>
    public TimeSpan ClearWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Never shorter between two rounds, whatever the settings say.</summary>
    public static TimeSpan ShortestRest { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause of a watch.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromHours(24);

    /// <summary>The same person doing the same again so soon has pressed twice, not changed their mind.</summary>
    public static TimeSpan PressedTwice { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a device that is silent or in trouble: mending it takes a day.</summary>
    public TimeSpan HoldDevice { get; init; } = TimeSpan.FromHours(12);

    public TimeSpan HoldOf(Alert alert) =>
        alert.Kind is not AlertKind.Device ? HoldOf(alert.Kind)
        : IsSlow(alert.Latest.Rule) ? SlowAgain
        : alert.Latest.Rule is RuleKind.NoData or RuleKind.DeviceTrouble or RuleKind.NetworkTrouble ? HoldDevice
        : HoldOther;

    /// <summary>Between rounds that only text about this.</summary>
    public TimeSpan TextsAgain(RuleKind rule) => IsSlow(rule) ? SlowAgain : WarningAgain;

    private static bool IsSlow(RuleKind rule) => rule is RuleKind.Battery or RuleKind.Gap or RuleKind.Overuse;

    public TimeSpan HoldOf(AlertKind kind) => kind is AlertKind.Low ? HoldLow : HoldOther;

    public TimeSpan SnoozeOf(Alert alert, TimeSpan? asked)
    {
        var length =
            asked ?? (alert.Kind is AlertKind.Impaired or AlertKind.Problem or AlertKind.Device ? SnoozeOther : Snooze);
        var most = alert.Kind is AlertKind.Low && alert.Latest.Severity is Severity.Critical ? HoldLow : LongestSnooze;
        return length < most ? length : most;
    }
}
