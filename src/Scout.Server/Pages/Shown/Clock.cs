using NodaTime;
using NodaTime.Text;

namespace Scout.Server.Pages.Shown;

/// <summary>Times as people read them: the clock of their zone, and how long ago.</summary>
public sealed class Clock(DateTimeOffset now, DateTimeZone zone)
{
    private static readonly ZonedDateTimePattern Today = ZonedDateTimePattern.CreateWithInvariantCulture(
        "HH:mm x",
        DateTimeZoneProviders.Tzdb
    );

    private static readonly ZonedDateTimePattern OtherDay = ZonedDateTimePattern.CreateWithInvariantCulture(
        "d MMM HH:mm x",
        DateTimeZoneProviders.Tzdb
    );

    private static readonly ZonedDateTimePattern Exact = ZonedDateTimePattern.CreateWithInvariantCulture(
        "d MMM yyyy HH:mm:ss x",
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
        return (there.Date == In(now).Date ? Today : OtherDay).Format(there);
    }

    /// <summary>"21 Nov 2026 03:12:40 CET".</summary>
    public string ExactlyAt(DateTimeOffset time) => Exact.Format(In(time));

    /// <summary>"2 min ago".</summary>
    public string Ago(DateTimeOffset time) =>
        now - time is { TotalSeconds: >= 45 } age ? $"{Length(age)} ago" : "just now";

    /// <summary>"45 s", "5 min", "1 h 5 min", "3 days".</summary>
    public static string Length(TimeSpan length) =>
        length switch
        {
            { TotalSeconds: < 60 } => $"{Math.Max(0, (int)length.TotalSeconds)} s",
            { TotalMinutes: < 60 } => $"{(int)length.TotalMinutes} min",
            { TotalHours: < 48, Minutes: 0 } => $"{(int)length.TotalHours} h",
            { TotalHours: < 48 } => $"{(int)length.TotalHours} h {length.Minutes} min",
            _ => $"{(int)length.TotalDays} days",
        };

    private ZonedDateTime In(DateTimeOffset time) => Instant.FromDateTimeOffset(time).InZone(zone);
}
