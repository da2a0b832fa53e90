using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>How much of the duty one person carries.</summary>
/// <param name="Shifts">How often the person took over.</param>
/// <param name="Nights">Of Hours: between 22:00 and 07:00 local.</param>
/// <param name="Weekends">Of Hours: on Saturdays and Sundays, local.</param>
public sealed record DutyShare(string Person, int Shifts, Duration Hours, Duration Nights, Duration Weekends);

/// <summary>Counts duty in real hours: a night in which clocks go back is an hour longer.</summary>
public static class Fairness
{
    private static readonly LocalTime Evening = new(22, 0);
    private static readonly LocalTime Morning = new(7, 0);

    /// <summary>Of primaries; nobody is on duty in a gap. The person with most hours first.</summary>
    /// <param name="spans">As <see cref="DutyClock.Over"/> gives them, of one role or several.</param>
    public static ImmutableArray<DutyShare> Of(IEnumerable<DutySpan> spans, DateTimeZone zone)
    {
        var shares = new Dictionary<string, DutyShare>(StringComparer.Ordinal);
        DutySpan? before = null;
        foreach (var span in spans)
        {
            if (span.Who is { IsGap: false, Primary: { } person })
            {
                var goesOn =
                    before?.End == span.Start
                    && before.Role == span.Role
                    && before.Who is { IsGap: false }
                    && before.Who.Primary == person;
                var share = shares.GetValueOrDefault(person) ?? new(person, 0, default, default, default);
                shares[person] = share with
                {
                    Shifts = share.Shifts + (goesOn ? 0 : 1),
                    Hours = share.Hours + (span.End - span.Start),
                    Nights = share.Nights + Within(span, zone, Night),
                    Weekends = share.Weekends + Within(span, zone, Weekend),
                };
            }

            before = span;
        }

        return
        [
            .. shares
                .Values.OrderByDescending(share => share.Hours)
                .ThenBy(share => share.Person, StringComparer.Ordinal),
        ];
    }

    private static (LocalDateTime From, LocalDateTime Until)? Night(LocalDate date) =>
        (date + Evening, date.PlusDays(1) + Morning);

    private static (LocalDateTime From, LocalDateTime Until)? Weekend(LocalDate date) =>
        date.DayOfWeek is IsoDayOfWeek.Saturday ? (date.AtMidnight(), date.PlusDays(2).AtMidnight()) : null;

    private static Duration Within(
        DutySpan span,
        DateTimeZone zone,
        Func<LocalDate, (LocalDateTime From, LocalDateTime Until)?> stretchOf
    )
    {
        var sum = Duration.Zero;
        var last = span.End.InZone(zone).Date.PlusDays(1);
        for (var date = span.Start.InZone(zone).Date.PlusDays(-3); date <= last; date = date.PlusDays(1))
        {
            if (stretchOf(date) is { } stretch)
            {
                var start = Instant.Max(span.Start, WallClock.At(stretch.From, zone));
                var end = Instant.Min(span.End, WallClock.At(stretch.Until, zone));
                sum += end > start ? end - start : Duration.Zero;
            }
        }

        return sum;
    }
}
