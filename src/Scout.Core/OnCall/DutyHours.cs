using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>Hours of the week in which a layer works: from a clock time on these days until the next Until.</summary>
/// <param name="Until">At or before From: on the next day. From and Until alike: a whole day.</param>
public sealed record DutyHours(ImmutableArray<IsoDayOfWeek> Days, LocalTime From, LocalTime Until);

/// <summary>Duty hours as stretches of the local week, those that touch made one.</summary>
internal sealed class DutyWeek
{
    private const int Day = 24 * 60;
    private const int Week = 7 * Day;

    private readonly ImmutableArray<(int From, int Until)> _stretches;

    private DutyWeek(ImmutableArray<(int From, int Until)> stretches) => _stretches = stretches;

    /// <summary>Null: no restriction.</summary>
    public static DutyWeek? Of(ImmutableArray<DutyHours> hours)
    {
        if (hours.IsEmpty)
        {
            return null;
        }

        var stretches = Join(hours.SelectMany(Stretches).OrderBy(one => one.From));
        while (stretches.Count > 1 && stretches[^1].Until - Week >= stretches[0].From)
        {
            // Sunday night goes on on Monday.
            var until = Math.Max(stretches[^1].Until, stretches[0].Until + Week);
            stretches[^1] = (stretches[^1].From, until);
            stretches.RemoveAt(0);
        }

        return stretches is [var only] && only.Until - only.From >= Week ? null : new DutyWeek([.. stretches]);
    }

    /// <summary>Any of it lies in a stretch of the wall clock.</summary>
    public bool Meets(LocalDateTime start, long hours)
    {
        if (hours * 60 >= Week)
        {
            return true;
        }

        var from = MinuteOf(start);
        var until = from + (hours * 60);
        return _stretches.Any(one =>
            (one.From < until && from < one.Until) // a stretch may reach into the next week, as may the turn
            || (one.From - Week < until && from < one.Until - Week)
            || (one.From + Week < until && from < one.Until + Week)
        );
    }

    public bool Covers(Instant instant, DateTimeZone zone) =>
        Near(instant, instant, zone).Any(one => one.Start <= instant && instant < one.End);

    /// <summary>Every stretch that may lie between two instants, as instants: from the first From to the last Until.</summary>
    public IEnumerable<(Instant Start, Instant End)> Near(Instant from, Instant until, DateTimeZone zone)
    {
        var monday = MondayOf(from.InZone(zone).Date).PlusWeeks(-2);
        var last = MondayOf(until.InZone(zone).Date).PlusWeeks(1);
        for (; monday <= last; monday = monday.PlusWeeks(1))
        {
            var week = monday.AtMidnight();
            foreach (var (start, end) in _stretches)
            {
                var first = WallClock.At(week.PlusMinutes(start), zone);
                yield return (first, WallClock.At(week.PlusMinutes(end), zone, second: true));
            }
        }
    }

    private static IEnumerable<(int From, int Until)> Stretches(DutyHours hours)
    {
        var from = (hours.From.Hour * 60) + hours.From.Minute;
        var until = (hours.Until.Hour * 60) + hours.Until.Minute;
        until = until <= from ? until + Day : until;
        return hours
            .Days.Select(day => (((int)day - 1) * Day, day))
            .Select(one => (one.Item1 + from, one.Item1 + until));
    }

    private static List<(int From, int Until)> Join(IEnumerable<(int From, int Until)> ordered)
    {
        var joined = new List<(int From, int Until)>();
        foreach (var one in ordered)
        {
            if (joined.Count > 0 && one.From <= joined[^1].Until)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].Until, one.Until));
            }
            else
            {
                joined.Add(one);
            }
        }

        return joined;
    }

    private static LocalDate MondayOf(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);

    private static long MinuteOf(LocalDateTime local) =>
        (((int)local.DayOfWeek - 1) * Day) + (local.Hour * 60) + local.Minute;
}
