using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>Reads an account's address book; never another's.</summary>
internal static class ContactQueries
{
    private static readonly TimeSpan LooseShown = TimeSpan.FromHours(1);

    /// <param name="contact">Only this one; null: all.</param>
    public static async Task<IReadOnlyList<ContactCard>> ContactsAsync(
        this Session session,
        string account,
        DateTimeOffset now,
        string? contact = null
    )
    {
        var rows = await session.QueryAsync<Row>(
            $"""
            select c.id, c.name, c.phone, c.language, c.unit, c.zone, c.quiet, c.declared_by, c.verified_at,
                   c.opted_out_at, c.tested_at, k.expires_at as code_until
            from contacts c
            left join codes k on k.contact_id = c.id and k.phone = c.phone and k.expires_at > @now and k.tries < @most
            where c.account_id = @account and c.removed_at is null {(contact is null ? "" : "and c.id = @contact")}
            order by c.created_at, c.id
            """,
            new
            {
                account,
                contact,
                now = now.ToUnixTimeMilliseconds(),
                most = (long)NumberCode.MostTries,
            }
        );
        var parts = (
            await session.QueryAsync<PartRow>(
                """
                select m.contact_id, m.watch_id, m.role, m.position, w.name, w.declared_by,
                       (select count(*) from watch_contacts o where o.watch_id = m.watch_id) as members
                from watch_contacts m
                join watches w on w.id = m.watch_id
                where w.account_id = @account and w.removed_at is null and w.kind <> 'self'
                order by w.created_at, w.id, m.position
                """,
                new { account }
            )
        ).ToLookup(part => part.ContactId, part => part.ToPart());
        var rosters = (
            await session.QueryAsync<RosterRow>(
                """
                select p.contact_id, r.name
                from roster_people p
                join rosters r on r.id = p.roster_id
                where r.account_id = @account and r.removed_at is null
                order by r.created_at, r.id
                """,
                new { account }
            )
        ).ToLookup(row => row.ContactId, row => row.Name);
        var loose = await session.LooseAsync(account, now);
        return
        [
            .. rows.Select(row =>
                row.ToCard() with
                {
                    Parts = [.. parts[row.Id]],
                    Rosters = [.. rosters[row.Id]],
                    Latest = loose.GetValueOrDefault(row.Id),
                }
            ),
        ];
    }

    /// <summary>Null: this account has no such contact.</summary>
    public static async Task<ContactCard?> FindContactAsync(
        this Session session,
        string account,
        string contact,
        DateTimeOffset now
    ) => await session.ContactsAsync(account, now, contact) is [var card, ..] ? card : null;

    /// <summary>Another contact of the book with this number; null: there is none.</summary>
    public static Task<string?> NameOfNumberAsync(this Session session, string account, string phone, string? but) =>
        session.FirstOrDefaultAsync<string>(
            """
            select name from contacts
            where account_id = @account and phone = @phone and removed_at is null and id <> @but
            """,
            new
            {
                account,
                phone,
                but = but ?? "",
            }
        );

    private static async Task<Dictionary<string, LooseDelivery>> LooseAsync(
        this Session session,
        string account,
        DateTimeOffset now
    )
    {
        var rows = await session.QueryAsync<LooseRow>(
            """
            select d.contact_id, d.purpose, d.channel, d.state, d.said, d.created_at
            from deliveries d
            join contacts c on c.id = d.contact_id
            where d.watch_id is null and d.created_at > @since and c.account_id = @account
              and d.purpose in ('Test', 'Verify') and d.channel <> 'Push'
            order by d.created_at, d.id
            """,
            new { account, since = (now - LooseShown).ToUnixTimeMilliseconds() }
        );
        var latest = new Dictionary<string, LooseDelivery>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            latest[row.ContactId] = new LooseDelivery(
                row.Purpose,
                row.Channel,
                row.State,
                row.Said,
                DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt)
            );
        }

        return latest;
    }

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string Phone { get; init; }
        public required string Language { get; init; }
        public required string Unit { get; init; }
        public required string Zone { get; init; }
        public required string Quiet { get; init; }
        public required string DeclaredBy { get; init; }
        public long? VerifiedAt { get; init; }
        public long? OptedOutAt { get; init; }
        public long? TestedAt { get; init; }
        public long? CodeUntil { get; init; }

        public ContactCard ToCard() =>
            new(
                Id,
                Name,
                Phone,
                Language,
                Enum.TryParse<GlucoseUnit>(Unit, out var unit) ? unit : GlucoseUnit.MgDl,
                Zone,
                QuietHours.Parse(Quiet),
                DeclaredBy
            )
            {
                VerifiedAt = Time(VerifiedAt),
                OptedOutAt = Time(OptedOutAt),
                TestedAt = Time(TestedAt),
                CodeUntil = Time(CodeUntil),
            };
    }

    private sealed record PartRow
    {
        public required string ContactId { get; init; }
        public required string WatchId { get; init; }
        public required string Role { get; init; }
        public required long Position { get; init; }
        public required string Name { get; init; }
        public required string DeclaredBy { get; init; }
        public required long Members { get; init; }

        public ContactPart ToPart() =>
            new(
                WatchId,
                Name,
                Enum.TryParse<ContactRole>(Role, out var role) ? role : ContactRole.Extra,
                (int)Position,
                (int)Members,
                DeclaredBy is ContactStore.ByEnvironment
            );
    }

    private sealed record RosterRow
    {
        public required string ContactId { get; init; }
        public required string Name { get; init; }
    }

    private sealed record LooseRow
    {
        public required string ContactId { get; init; }
        public required Purpose Purpose { get; init; }
        public required Channel Channel { get; init; }
        public required DeliveryState State { get; init; }
        public required string Said { get; init; }
        public required long CreatedAt { get; init; }
    }
}
