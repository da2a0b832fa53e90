using NodaTime;
using NodaTime.Text;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Shown;

/// <summary>Times as people read them: the clock of their zone, and how long ago.</summary>
public sealed class Clock(DateTimeOffset now, DateTimeZone zone)
{
    private static readonly ZonedDateTimePattern Today = ZonedDateTimePattern.CreateWithInvariantCulture(
        "HH:mm x",
        DateTimeZoneProviders.Tzdb
    );

    private static readonly ZonedDateTimePattern Second = ZonedDateTimePattern.CreateWithInvariantCulture(
        "HH:mm:ss x",
        DateTimeZoneProviders.Tzdb
    );

    public DateTimeOffset Now => now;

    /// <param name="zone">IANA; a zone nobody knows is shown as UTC.</param>
    public static Clock In(string? zone, DateTimeOffset now) =>
        new(now, zone is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc);

    /// <summary>"03:12 CET", with the day when it is not today.</summary>
    public string At(DateTimeOffset time)
    {
        var there = In(time);
        var clock = Today.Format(there);
        return there.Date == In(now).Date ? clock : $"{Day(there.Date)} {clock}";
    }

    /// <summary>"21 Nov 2026 03:12:40 CET".</summary>
    public string ExactlyAt(DateTimeOffset time)
    {
        var there = In(time);
        return $"{Day(there.Date)} {there.Year} {Second.Format(there)}";
    }

    /// <summary>"2 min ago".</summary>
    public string Ago(DateTimeOffset time) =>
        now - time is { TotalSeconds: >= 45 } age ? Say.It("{0} ago", Length(age)) : Say.It("just now");

    /// <summary>"45 s", "5 min", "1 h 5 min", "3 days".</summary>
    public static string Length(TimeSpan length) =>
        length switch
        {
            { TotalSeconds: < 60 } => $"{Math.Max(0, (int)length.TotalSeconds)} s",
            { TotalMinutes: < 60 } => $"{(int)length.TotalMinutes} min",
            { TotalHours: < 48, Minutes: 0 } => $"{(int)length.TotalHours} h",
            { TotalHours: < 48 } => $"{(int)length.TotalHours} h {length.Minutes} min",
            _ => Say.It("{0} days", (int)length.TotalDays),
        };

    /// <summary>"Nov 2026".</summary>
    public static string Month(YearMonth month) => $"{Month(month.Month)} {month.Year}";

    /// <summary>"21 Nov".</summary>
    public static string Day(LocalDate day) => $"{day.Day} {Month(day.Month)}";

    private static string Month(int month) =>
        month switch
        {
            1 => Say.It("Jan"),
            2 => Say.It("Feb"),
            3 => Say.It("Mar"),
            4 => Say.It("Apr"),
            5 => Say.It("May"),
            6 => Say.It("Jun"),
            7 => Say.It("Jul"),
            8 => Say.It("Aug"),
            9 => Say.It("Sep"),
            10 => Say.It("Oct"),
            11 => Say.It("Nov"),
            _ => Say.It("Dec"),
        };

    private ZonedDateTime In(DateTimeOffset time) => Instant.FromDateTimeOffset(time).InZone(zone);
}
