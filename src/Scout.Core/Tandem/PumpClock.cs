using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Scout.Core.Tandem;

/// <summary>
/// The clock of a pump: it shows a wall time, knows no zone and does not change for summer. The zone is a setting of
/// the account. Durations are differences of what the clock showed, not of instants.
/// </summary>
public static class PumpClock
{
    /// <summary>What a pump whose newest event is further ahead than this has is a wrong clock or a wrong zone.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Where the seconds of records and of sensor readings begin, on the wall clock.</summary>
    public static readonly LocalDateTime Epoch = new(2008, 1, 1, 0, 0, 0);

    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.ExtendedIso;

    /// <summary>
    /// Where clocks go back, the first pass; in the hour that is leapt over, the offset from before.
    /// </summary>
    public static DateTimeOffset At(LocalDateTime pumpTime, DateTimeZone zone) =>
        zone.AtLeniently(pumpTime).ToInstant().ToDateTimeOffset();

    /// <param name="seconds">Since 2008, as records and sensor readings count.</param>
    public static LocalDateTime FromSeconds(uint seconds) => Epoch.PlusSeconds(seconds);

    /// <summary>What the pump's clock shows at an instant, if it goes right.</summary>
    public static LocalDateTime Shows(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;

    /// <summary>Minutes between two times of the clock, with their fraction; negative when the second comes first.</summary>
    public static double MinutesBetween(LocalDateTime from, LocalDateTime to) =>
        (to.ToDateTimeUnspecified() - from.ToDateTimeUnspecified()).TotalMinutes;

    /// <summary>A wall time as the JSON writes it, 2026-12-22T16:10:02, a "Z" behind it left aside; null: it is none.</summary>
    public static LocalDateTime? Parse(string? text) =>
        text is not null && Pattern.Parse(text.EndsWith('Z') ? text[..^1] : text) is { Success: true, Value: var time }
            ? time
            : null;

    /// <summary>The usual form, 2026-12-22T16:10:02 in UTF-8, without a detour; null: try <see cref="Parse"/>.</summary>
    internal static LocalDateTime? ParseUsual(ReadOnlySpan<byte> text)
    {
        if (
            text
            is not [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _, (byte)'T', _, _, (byte)':', _, _, (byte)':', _, _]
        )
        {
            return null;
        }

        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute, second) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..]));
        return
            year > 0
            && month is >= 1 and <= 12
            && day >= 1
            && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24
            && minute is >= 0 and < 60
            && second is >= 0 and < 60
            ? new LocalDateTime(year, month, day, hour, minute, second)
            : null;
    }

    /// <summary>
    /// A time that is the pump's where it carries no offset, and itself where it does; null where there is none, or
    /// it is no time.
    /// </summary>
    public static DateTimeOffset? ToUtc(string? text, DateTimeZone zone)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Pattern.Parse(text) is { Success: true, Value: var local })
        {
            return At(local, zone);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;
    }

    /// <summary>How far the pump's newest event lies ahead of now; null: not so far that something is wrong.</summary>
    public static TimeSpan? Ahead(DateTimeOffset newest, DateTimeOffset now) =>
        newest - now > Tolerance ? newest - now : null;

    // -1: not all are digits.
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var letter in text)
        {
            if (letter is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            number = (number * 10) + letter - '0';
        }

        return number;
    }
}
