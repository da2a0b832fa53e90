using Microsoft.Extensions.Options;
using NodaTime;
using Scout.Core.Messages;
using Scout.Core.OnCall;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.OnCall;

/// <summary>
/// Whatever a roster has to do by itself: tell people of their shifts, and its keeper of gaps. The row of a roster is due
/// at the next reminder, and at least once a day.
/// </summary>
internal sealed class DutyWork(Database database, IOptions<OnCallOptions> options, TimeProvider time) : IDueWork
{
    public const string WorkKind = "duty";

    /// <summary>A reminder that could not leave for so long says nothing any more.</summary>
    private static readonly Duration TooLate = Duration.FromMinutes(30);

    private static readonly Duration LooksAhead = Duration.FromDays(30);

    private static readonly TimeSpan OncePer = TimeSpan.FromHours(23);

    public string Kind => WorkKind;

    public int Concurrency => 2;

    public TimeSpan Lease => TimeSpan.FromSeconds(60);

    public Task DoAsync(DueRow row, CancellationToken cancellationToken) =>
        database.WriteAsync(session => DoAsync(session, row.Key), cancellationToken);

    private async Task DoAsync(Session session, string roster)
    {
        if (await session.LockRosterAsync(roster) is not { } saved)
        {
            return;
        }

        var now = time.GetUtcNow();
        var instant = Instant.FromDateTimeOffset(now);
        var clock = new DutyClock(saved.Roster);
        var people = await session.DutyPeopleAsync(saved.Account);
        await RemindAsync(session, saved, clock, people, instant);
        var gaps = clock.Gaps(instant, instant + LooksAhead);
        var told = await TellOfGapAsync(session, saved, gaps.FirstOrDefault(), now);
        session.Later(
            """
            update rosters
            set told_until = @now, gap_from = @gapFrom, gap_until = @gapUntil, gap_told_at = @told
            where id = @roster
            """,
            new
            {
                roster,
                now = now.ToUnixTimeMilliseconds(),
                gapFrom = gaps is [var gap, ..] ? gap.Start.ToUnixTimeMilliseconds() : (long?)null,
                gapUntil = gaps is [var same, ..] ? same.End.ToUnixTimeMilliseconds() : (long?)null,
                told = gaps.IsEmpty ? null : told?.ToUnixTimeMilliseconds(),
            }
        );
        var patience = TimeSpan.FromMinutes(options.Value.CoverMinutes);
        var asks = await session.PassCoversOnAsync(saved, clock, people, patience, now);
        var next = NextAt(saved, clock, instant);
        next = asks < next ? asks.Value : next;
        await session.SetAsync(WorkKind, roster, next.ToDateTimeOffset(), rank: 5);
    }

    private static async Task RemindAsync(
        Session session,
        SavedRoster saved,
        DutyClock clock,
        IReadOnlyDictionary<string, DutyPerson> people,
        Instant now
    )
    {
        var wishes = (await session.RosterPeopleAsync(saved.Id)).ToDictionary(one => one.Contact, one => one.Remind);
        var since = Instant.Max(Instant.FromDateTimeOffset(saved.ToldUntil), now - TooLate);
        foreach (var reminder in Reminders.Between(clock, saved.Roster.Roles, since, now))
        {
            var shift = reminder.Shift;
            var least =
                reminder.Ahead == Reminders.Day ? Remind.Day
                : reminder.Ahead == Reminders.Hour ? Remind.Hour
                : Remind.Start;
            if (wishes.GetValueOrDefault(shift.Who.Primary!, Remind.Hour) < least)
            {
                continue;
            }

            var until = reminder.Ahead == Duration.Zero ? clock.Next(shift.Role, shift.Start)?.At : null;
            await session.TellDutyAsync(
                people.GetValueOrDefault(shift.Who.Primary!),
                reader =>
                    reminder.Ahead == Duration.Zero
                        ? DutyMessages.Begins(saved.Name, until, reader)
                        : DutyMessages.Soon(saved.Name, shift.Start, reader),
                now.ToDateTimeOffset()
            );
        }
    }

    /// <summary>At most once a day, and by day: a gap next week wakes nobody.</summary>
    private static async Task<DateTimeOffset?> TellOfGapAsync(
        Session session,
        SavedRoster saved,
        DutySpan? gap,
        DateTimeOffset now
    )
    {
        var local = Instant.FromDateTimeOffset(now).InZone(saved.Zone).Hour;
        if (gap is null || local is < 9 or >= 20 || saved.GapToldAt + OncePer > now)
        {
            return saved.GapToldAt;
        }

        var keeper = await session.KeeperAsync(saved.Account);
        await session.TellDutyAsync(keeper, reader => DutyMessages.Gap(saved.Name, gap, reader), now);
        return now;
    }

    /// <summary>The next reminder, or the next morning at ten: a gap is told by day.</summary>
    private static Instant NextAt(SavedRoster saved, DutyClock clock, Instant now)
    {
        var tomorrow = now + Duration.FromDays(1);
        var date = now.InZone(saved.Zone).Date;
        var morning = WallClock.At(date + new LocalTime(10, 0), saved.Zone);
        morning = morning > now ? morning : WallClock.At(date.PlusDays(1) + new LocalTime(10, 0), saved.Zone);
        var next = Reminders.Between(clock, saved.Roster.Roles, now, tomorrow);
        return next is [var first, ..] && first.At < morning ? first.At : morning;
    }
}
