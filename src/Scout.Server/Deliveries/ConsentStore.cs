using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>Who wants texts, and texts that belong to no alert: answers, and word to the team when somebody wants none.</summary>
internal static class ConsentStore
{
    private static readonly TimeSpan AnswerLife = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan NoticeLife = TimeSpan.FromMinutes(60);

    /// <summary>No more texts to this number. The others of its watches are told, once.</summary>
    public static async Task OptOutAsync(this Session session, string phone, DateTimeOffset now)
    {
        var changed = await session.ExecuteAsync(
            "update contacts set opted_out_at = @now where phone = @phone and opted_out_at is null",
            new { phone, now = now.ToUnixTimeMilliseconds() }
        );
        if (changed > 0)
        {
            await session.TellTeamAsync(phone, Purpose.OptedOut, now);
        }
    }

    /// <summary>Texts again. False: they were never off.</summary>
    public static async Task<bool> OptInAsync(this Session session, string phone, DateTimeOffset now)
    {
        var changed = await session.ExecuteAsync(
            "update contacts set opted_out_at = null where phone = @phone and opted_out_at is not null",
            new { phone }
        );
        if (changed > 0)
        {
            await session.TellTeamAsync(phone, Purpose.OptedIn, now);
        }

        return changed > 0;
    }

    /// <summary>An answer leaves as a text of its own, before everything but alerts.</summary>
    public static Task OrderAnswerAsync(
        this Session session,
        Reader reader,
        string phone,
        string answer,
        DateTimeOffset now
    )
    {
        var facts = new MessageFacts("", RuleKind.Impaired, Severity.Info, now) { Detail = answer };
        return session.OrderLooseAsync(Purpose.Answer, Channel.Text, reader.Contact, phone, facts, AnswerLife, now);
    }

    private static async Task TellTeamAsync(this Session session, string phone, Purpose purpose, DateTimeOffset now)
    {
        var others = await session.QueryAsync<OtherRow>(
            $"""
            select c.id, c.phone, c.language, c.zone, c.unit, min(o.name) as name
            from contacts o
            join watch_contacts mine on mine.contact_id = o.id
            join watches w on w.id = mine.watch_id and w.removed_at is null
            join watch_contacts theirs on theirs.watch_id = w.id
            join contacts c on c.id = theirs.contact_id
            where o.phone = @phone and c.phone <> @phone and c.removed_at is null and {ContactStore.IsReachable}
            group by c.id, c.phone, c.language, c.zone, c.unit
            """,
            new { phone }
        );
        foreach (var other in others.DistinctBy(other => other.Phone))
        {
            var facts = new MessageFacts("", RuleKind.Impaired, Severity.Info, now)
            {
                By = other.Name,
                Language = other.Language,
                Zone = other.Zone,
                Unit = Enum.TryParse<GlucoseUnit>(other.Unit, out var unit) ? unit : GlucoseUnit.MgDl,
            };
            await session.OrderLooseAsync(purpose, Channel.Text, other.Id, other.Phone, facts, NoticeLife, now);
        }
    }

    private sealed record OtherRow
    {
        public required string Id { get; init; }

        public required string Phone { get; init; }

        public required string Language { get; init; }

        public required string Zone { get; init; }

        public required string Unit { get; init; }

        /// <summary>Of who wants no more texts, or some again.</summary>
        public required string Name { get; init; }
    }
}
