namespace Scout.Core.Tandem;

/// <summary>What a pump sounded an alarm about, as people tell alarms apart.</summary>
public enum PumpAlarmKind
{
    Other,

    /// <summary>A fault of the pump itself.</summary>
    Malfunction,
    Occlusion,
    Cartridge,
    EmptyCartridge,
    CartridgeRemoved,
    Reset,
    AutoOff,
    Temperature,
    Battery,
    Date,
    Altitude,
    Pressure,
    Button,
}

/// <summary>An alarm or a malfunction that a pump has logged. The log comes late: it is past whenever it is read.</summary>
/// <param name="At">When it sounded.</param>
public sealed record PumpAlarm(EventKey Key, DateTimeOffset At, PumpAlarmKind Kind)
{
    private const int Activated = 5;
    private const int Broken = 6;

    // The pump reminds people to resume; the suspension is told anyway.
    private const int ResumeReminder = 18;
    private const int SecondResumeReminder = 23;

    /// <summary>So old an alarm is shown, and no text is sent of it: whoever wears the pump has dealt with it.</summary>
    public static TimeSpan TextedWithin { get; } = TimeSpan.FromHours(12);

    /// <summary>Null: the event is none, or it is the pump's reminder that it stands still.</summary>
    public static PumpAlarm? Of(PumpEvent one) =>
        one.Code switch
        {
            Broken => new PumpAlarm(one.Key, one.At, PumpAlarmKind.Malfunction),
            Activated when !IsReminder(one) => new PumpAlarm(one.Key, one.At, KindOf(one.Whole("alarmId"))),
            _ => null,
        };

    internal static bool IsReminder(PumpEvent one) => one.Whole("alarmId") is ResumeReminder or SecondResumeReminder;

    private static PumpAlarmKind KindOf(long? alarm) =>
        alarm switch
        {
            2 or 26 => PumpAlarmKind.Occlusion,
            0 or 1 or 5 or 6 or 9 or 16 or 20 or 29 or 30 or 31 => PumpAlarmKind.Cartridge,
            8 => PumpAlarmKind.EmptyCartridge,
            25 => PumpAlarmKind.CartridgeRemoved,
            3 => PumpAlarmKind.Reset,
            7 => PumpAlarmKind.AutoOff,
            10 or 11 or 15 => PumpAlarmKind.Temperature,
            12 => PumpAlarmKind.Battery,
            14 => PumpAlarmKind.Date,
            21 => PumpAlarmKind.Altitude,
            24 => PumpAlarmKind.Pressure,
            22 => PumpAlarmKind.Button,
            _ => PumpAlarmKind.Other,
        };
}
