using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>Clock times of a zone as instants. What is written down is local time and zone, never an offset.</summary>
public static class WallClock
{
    /// <summary>
    /// The instant at which the clock in this zone shows this time; the first after it, where clocks leap over it. Two
    /// instants show it where clocks go back: the first of them, or the second when asked for.
    /// </summary>
    /// <remarks>Not what NodaTime calls lenient: that leaves a leap later by as much as the clocks leap.</remarks>
    public static Instant At(LocalDateTime local, DateTimeZone zone, bool second = false)
    {
        var map = zone.MapLocal(local);
        return map.Count switch
        {
            0 => map.LateInterval.Start,
            1 => map.Single().ToInstant(),
            _ => (second ? map.Last() : map.First()).ToInstant(),
        };
    }

    /// <summary>IANA names only; null for anything else.</summary>
    public static DateTimeZone? Zone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
}
