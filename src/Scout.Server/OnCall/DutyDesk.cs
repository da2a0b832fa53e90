using System.Collections.Immutable;
using NodaTime;
using Scout.Core.Messages;
using Scout.Core.OnCall;
using Scout.Core.Replies;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.OnCall;

/// <summary>Duty by text: who has it, "I take it", and "somebody else, please". Answers are null for whoever stands in no roster.</summary>
internal static class DutyDesk
{
    private static readonly Duration LongestCover = Duration.FromDays(14);

    /// <summary>The sender has the duty from now on: as an answer to whoever asked, else until the next hand-over.</summary>
    public static async Task<string?> TakeAsync(
        this Session session,
        string phone,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    )
    {
        var seats = await SeatsAsync(session, phone, senders, now);
        if (seats.Count == 0)
        {
            return null;
        }

        if (await AnsweredAsync(session, seats, now) is { } answered)
        {
            return answered;
        }

        var open = seats.Where(seat => seat.Who.IsGap || seat.Who.Primary != seat.Contact).ToArray();
        if (open is [])
        {
            return DutyMessages.Yours(seats[0].Saved.Name, seats[0].Until, seats[0].Reader);
        }

        if (open.Select(seat => seat.Saved.Id).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            return DutyMessages.WhichRoster(seats[0].Reader);
        }

        var taken = open[0];
        var until = taken.Until ?? taken.Now + Duration.FromDays(1);
        return await GiveAsync(session, taken, taken.Who.IsGap ? null : taken.Who.Primary, until, now);
    }

    /// <summary>Asks the next person; the sender keeps the duty until that one says TAKE.</summary>
    public static async Task<string?> CoverAsync(
        this Session session,
        string phone,
        ReplyTime span,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    )
    {
        var seats = await SeatsAsync(session, phone, senders, now);
        if (seats.Count == 0)
        {
            return null;
        }

        if (seats.FirstOrDefault(seat => !seat.Who.IsGap && seat.Who.Primary == seat.Contact) is not { } mine)
        {
            return DutyMessages.NotOnDuty(seats[0].Reader);
        }

        var asked = CoverTurns
            .Candidates(mine.Saved.Roster, mine.Role, mine.Contact, mine.Next)
            .FirstOrDefault(one => mine.People.GetValueOrDefault(one) is { TakesTexts: true });
        if (asked is null)
        {
            return DutyMessages.NobodyToAsk(mine.Reader);
        }

        var until = Instant.Min(EndOf(span, mine.Reader, now), mine.Now + LongestCover);
        session.Later(
            """
            update covers set ended_at = @now
            where roster_id = @roster and role = @Role and asked_by = @Contact and ended_at is null
            """,
            new
            {
                roster = mine.Saved.Id,
                mine.Role,
                mine.Contact,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        session.Later(
            """
            insert into covers (id, roster_id, role, asked_by, asked, asked_at, until_at, made_at)
            values (@id, @roster, @Role, @Contact, @asked, @now, @until, @now)
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                roster = mine.Saved.Id,
                mine.Role,
                mine.Contact,
                asked,
                until = until.ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.SetAsync(DutyWork.WorkKind, mine.Saved.Id, now, rank: 5); // it knows when to ask the next one
        var other = mine.People[asked];
        var by = mine.People[mine.Contact].Name;
        await session.TellDutyAsync(other, reader => DutyMessages.Asked(by, mine.Saved.Name, until, reader), now);
        return DutyMessages.IsAsked(other.Name, mine.Reader);
    }

    /// <summary>Whoever was asked will not take over: the next one is asked. Null: nobody had asked.</summary>
    public static async Task<string?> DeclineAsync(
        this Session session,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    )
    {
        foreach (var sender in senders)
        {
            if (await session.DeclineAsync(sender.Contact, now))
            {
                return DutyMessages.Declined(sender);
            }
        }

        return null;
    }

    /// <summary>One line for each role of the sender's rosters.</summary>
    public static async Task<IReadOnlyList<string>> DutyLinesAsync(
        this Session session,
        string phone,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    ) =>
        [
            .. (await SeatsAsync(session, phone, senders, now)).Select(seat =>
                DutyMessages.Now(
                    seat.Label,
                    seat.Who.IsGap ? null : seat.NameOf(seat.Who.Primary),
                    seat.Until,
                    seat.Next is { IsGap: false } next ? seat.NameOf(next.To) : null,
                    seat.Reader
                )
            ),
        ];

    /// <summary>Somebody asked the sender: that counts, whatever else could be meant.</summary>
    private static async Task<string?> AnsweredAsync(Session session, IReadOnlyList<Seat> seats, DateTimeOffset now)
    {
        foreach (var seat in seats)
        {
            var asked = await session.FirstOrDefaultAsync<CoverRow>(
                """
                select id, asked_by, until_at
                from covers
                where (asked = @Contact or ' ' || tried || ' ' like '% ' || @Contact || ' %') and roster_id = @roster and role = @Role and ended_at is null
                  and until_at > @now
                order by made_at desc
                """,
                new
                {
                    seat.Contact,
                    roster = seat.Saved.Id,
                    seat.Role,
                    now = now.ToUnixTimeMilliseconds(),
                }
            );
            // Whoever asked may have been relieved otherwise meanwhile.
            if (asked is not null && seat.Who.Primary == asked.AskedBy)
            {
                session.Later(
                    "update covers set ended_at = @now where id = @Id",
                    new { asked.Id, now = now.ToUnixTimeMilliseconds() }
                );
                var until = Instant.FromUnixTimeMilliseconds(asked.UntilAt);
                return await GiveAsync(session, seat, asked.AskedBy, until, now);
            }
        }

        return null;
    }

    /// <param name="from">Who is relieved; null: nobody was on duty.</param>
    private static async Task<string> GiveAsync(
        Session session,
        Seat seat,
        string? from,
        Instant until,
        DateTimeOffset now
    )
    {
        var (start, end) = (seat.Now.InZone(seat.Saved.Zone).LocalDateTime, Minute(until, seat.Saved.Zone));
        var change = new DutyOverride(
            Guid.CreateVersion7(now).ToString("N"),
            from is null ? OverrideKind.Add : OverrideKind.Replace,
            seat.Role,
            start,
            end,
            seat.Now
        )
        {
            Person = seat.Contact,
            Replaced = from,
        };
        var roster = seat.Saved.Roster with { Overrides = seat.Saved.Roster.Overrides.Add(change) };
        await session.SaveRosterAsync(seat.Saved with { Roster = roster }, seat.Contact, "took the duty by text", now);
        // The answer says it already; "you are on duty now" would say it twice.
        session.Later(
            "update rosters set told_until = @now where id = @Id",
            new { seat.Saved.Id, now = now.ToUnixTimeMilliseconds() }
        );
        var by = seat.NameOf(seat.Contact);
        if (from is not null)
        {
            await session.TellDutyAsync(
                seat.People.GetValueOrDefault(from),
                reader => DutyMessages.Taken(by, seat.Saved.Name, until, reader),
                now
            );
        }

        return DutyMessages.Yours(seat.Saved.Name, until, seat.Reader);
    }

    /// <summary>Up to a whole minute: it rather lasts a little longer.</summary>
    private static LocalDateTime Minute(Instant until, DateTimeZone zone)
    {
        var local = until.InZone(zone).LocalDateTime;
        var whole = new LocalDateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute);
        return whole < local ? whole.PlusMinutes(1) : whole;
    }

    private static Instant EndOf(ReplyTime span, Reader reader, DateTimeOffset now) =>
        span switch
        {
            ReplyTime.Lasting lasting => Instant.FromDateTimeOffset(now + lasting.Span),
            ReplyTime.UntilClock until => Instant.FromDateTimeOffset(
                ReplyRules.NextAt(until.Time, now, WallClock.Zone(reader.Zone) ?? DateTimeZone.Utc)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(span)),
        };

    private static async Task<IReadOnlyList<Seat>> SeatsAsync(
        Session session,
        string phone,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    )
    {
        var seats = new List<Seat>();
        foreach (var (saved, contact) in await session.RostersOfNumberAsync(phone))
        {
            if (senders.FirstOrDefault(one => one.Contact == contact) is not { } reader)
            {
                continue;
            }

            var people = await session.DutyPeopleAsync(saved.Account);
            var clock = new DutyClock(saved.Roster);
            var instant = Instant.FromDateTimeOffset(now);
            foreach (var role in saved.Roster.Roles)
            {
                seats.Add(
                    new Seat(
                        saved,
                        role,
                        contact,
                        reader,
                        people,
                        instant,
                        clock.At(role, instant),
                        clock.Next(role, instant)
                    )
                );
            }
        }

        return seats;
    }

    /// <summary>The sender in one role of one roster.</summary>
    private sealed record Seat(
        SavedRoster Saved,
        string Role,
        string Contact,
        Reader Reader,
        IReadOnlyDictionary<string, DutyPerson> People,
        Instant Now,
        OnDuty Who,
        HandOver? Next
    )
    {
        public Instant? Until => Next?.At;

        public string Label => Saved.Roster.Roles.Length > 1 ? $"{Saved.Name}, {Role}" : Saved.Name;

        public string NameOf(string? contact) =>
            contact is not null && People.TryGetValue(contact, out var person) ? person.Name : "?";
    }

    private sealed record CoverRow
    {
        public required string Id { get; init; }
        public required string AskedBy { get; init; }
        public required long UntilAt { get; init; }
    }
}
