using NodaTime;

namespace Scout.Core.Simulation;

/// <summary>How many of some moments fall into nights and days as people live them.</summary>
public static class Nights
{
    /// <summary>Between 23:00 and 07:00.</summary>
    public static int Count(IEnumerable<DateTimeOffset> times, DateTimeZone zone) =>
        times.Count(time => HourOf(time, zone) is >= 23 or < 7);

    /// <summary>The most on one day; days run from 23:00 to 23:00, so that a night belongs to one of them.</summary>
    public static int WorstDay(IEnumerable<DateTimeOffset> times, DateTimeZone zone) =>
        times.GroupBy(time => Local(time, zone).PlusHours(1).Date).Select(day => day.Count()).DefaultIfEmpty(0).Max();

    private static int HourOf(DateTimeOffset time, DateTimeZone zone) => Local(time, zone).Hour;

    private static LocalDateTime Local(DateTimeOffset time, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(time).InZone(zone).LocalDateTime;
}
