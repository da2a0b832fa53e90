using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>Pump-logs answers for about four weeks at a time.</summary>
public static class PumpLogWindows
{
    public const int LongestDays = 28;

    /// <summary>Both ends belong to a window, the next begins the day after. Ends in the wrong order are swapped.</summary>
    public static IEnumerable<(LocalDate From, LocalDate To)> Of(LocalDate from, LocalDate to)
    {
        var (first, last) = from <= to ? (from, to) : (to, from);
        while (first <= last)
        {
            var end = LocalDate.Min(first.PlusDays(LongestDays - 1), last);
            yield return (first, end);
            first = end.PlusDays(1);
        }
    }

    /// <summary>The pump's own days that hold a span of time, one day more on each side.</summary>
    public static (LocalDate From, LocalDate To) Days(DateTimeOffset from, DateTimeOffset to, DateTimeZone zone) =>
        (PumpClock.Shows(from, zone).Date.PlusDays(-1), PumpClock.Shows(to, zone).Date.PlusDays(1));
}
