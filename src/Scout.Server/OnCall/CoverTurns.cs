using NodaTime;
using Scout.Core.Messages;
using Scout.Core.OnCall;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.OnCall;

/// <summary>Whoever is asked to take over is asked alone; who says no, or nothing for a while, makes room for the next.</summary>
internal static class CoverTurns
{
    /// <summary>Who follows first, then the others of the role in the order of their turns.</summary>
    public static IEnumerable<string> Candidates(Roster roster, string role, string contact, HandOver? next)
    {
        var turns = roster
            .Layers.Where(layer => layer.Role == role)
            .SelectMany(layer => layer.Rotation.People)
            .ToArray();
        var place = Array.IndexOf(turns, contact);
        return new[] { next is { IsGap: false } one ? one.To : null }
            .OfType<string>()
            .Concat(turns.Skip(place + 1))
            .Concat(turns.Take(Math.Max(place, 0)))
            .Concat(roster.People)
            .Where(one => one != contact)
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>Asks the next ones of a roster whose time has come.</summary>
    /// <returns>When to look again; null: nobody is being asked.</returns>
    public static async Task<Instant?> PassCoversOnAsync(
        this Session session,
        SavedRoster saved,
        DutyClock clock,
        IReadOnlyDictionary<string, DutyPerson> people,
        TimeSpan patience,
        DateTimeOffset now
    )
    {
        Instant? next = null;
        foreach (var cover in await session.OpenCoversAsync(saved.Id, now))
        {
            var ends = DateTimeOffset.FromUnixTimeMilliseconds(cover.AskedAt) + patience;
            var until = Instant.FromUnixTimeMilliseconds(cover.UntilAt);
            if (ends <= now)
            {
                await session.AskNextAsync(saved, cover, clock, people, now);
                ends = now + patience;
            }

            var at = Instant.Min(Instant.FromDateTimeOffset(ends), until);
            next = next < at ? next : at;
        }

        return next;
    }

    /// <summary>The sender will not: false where nobody had asked.</summary>
    public static async Task<bool> DeclineAsync(this Session session, string contact, DateTimeOffset now)
    {
        var rosters = await session.QueryAsync<string>(
            """
            update covers set asked_at = 0
            where asked = @contact and ended_at is null and until_at > @now
            returning roster_id
            """,
            new { contact, now = now.ToUnixTimeMilliseconds() }
        );
        foreach (var roster in rosters)
        {
            await session.SetAsync(DutyWork.WorkKind, roster, now, rank: 5);
        }

        return rosters.Count > 0;
    }

    private static async Task AskNextAsync(
        this Session session,
        SavedRoster saved,
        OpenCover cover,
        DutyClock clock,
        IReadOnlyDictionary<string, DutyPerson> people,
        DateTimeOffset now
    )
    {
        var instant = Instant.FromDateTimeOffset(now);
        var tried = cover.Tried.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(cover.Asked).ToArray();
        var isRelieved = clock.At(cover.Role, instant).Primary != cover.AskedBy;
        var next = isRelieved
            ? null
            : Candidates(saved.Roster, cover.Role, cover.AskedBy, clock.Next(cover.Role, instant))
                .Except(tried, StringComparer.Ordinal)
                .FirstOrDefault(one => people.GetValueOrDefault(one) is { TakesTexts: true });
        var asker = people.GetValueOrDefault(cover.AskedBy);
        session.Later(
            """
            update covers
            set asked = @asked, tried = @tried, asked_at = @now, ended_at = case when @over = 1 then @now else null end
            where id = @Id
            """,
            new
            {
                cover.Id,
                asked = next ?? cover.Asked,
                tried = string.Join(' ', next is null ? tried[..^1] : tried),
                now = now.ToUnixTimeMilliseconds(),
                over = next is null ? 1L : 0L,
            }
        );
        if (next is null)
        {
            if (!isRelieved)
            {
                await session.TellDutyAsync(asker, DutyMessages.NobodyToAsk, now);
            }

            return;
        }

        var until = Instant.FromUnixTimeMilliseconds(cover.UntilAt);
        var other = people[next];
        await session.TellDutyAsync(
            other,
            reader => DutyMessages.Asked(asker?.Name ?? "?", saved.Name, until, reader),
            now
        );
        await session.TellDutyAsync(asker, reader => DutyMessages.IsAsked(other.Name, reader), now);
    }

    private static Task<IReadOnlyList<OpenCover>> OpenCoversAsync(
        this Session session,
        string roster,
        DateTimeOffset now
    ) =>
        session.QueryAsync<OpenCover>(
            """
            select id, role, asked_by, asked, asked_at, tried, until_at
            from covers
            where roster_id = @roster and ended_at is null and until_at > @now
            order by made_at
            """,
            new { roster, now = now.ToUnixTimeMilliseconds() }
        );

    private sealed record OpenCover
    {
        public required string Id { get; init; }
        public required string Role { get; init; }
        public required string AskedBy { get; init; }
        public required string Asked { get; init; }
        public required long AskedAt { get; init; }
        public required string Tried { get; init; }
        public required long UntilAt { get; init; }
    }
}
