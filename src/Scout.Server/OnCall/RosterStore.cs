using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.OnCall;

/// <summary>Rosters of accounts. Whoever calls has looked that the roster is the account's.</summary>
internal static class RosterStore
{
    private const string Columns = """
        r.id, r.account_id, r.name, r.roster, r.version, r.feed_hash, r.told_until, r.gap_from, r.gap_until,
        r.gap_told_at
        """;

    public static async Task<IReadOnlyList<SavedRoster>> RostersAsync(this Session session, string account) =>
        [
            .. (
                await session.QueryAsync<Row>(
                    $"""
                    select {Columns} from rosters r
                    where r.account_id = @account and r.removed_at is null
                    order by r.created_at, r.id
                    """,
                    new { account }
                )
            ).Select(row => row.ToRoster()),
        ];

    /// <summary>Null: the account has no such roster.</summary>
    public static async Task<SavedRoster?> FindRosterAsync(this Session session, string account, string roster) =>
        (
            await session.FirstOrDefaultAsync<Row>(
                $"""
                select {Columns} from rosters r
                where r.id = @roster and r.account_id = @account and r.removed_at is null
                """,
                new { account, roster }
            )
        )?.ToRoster();

    /// <summary>For work that belongs to no account's request.</summary>
    public static async Task<SavedRoster?> LockRosterAsync(this Session session, string roster) =>
        (
            await session.FirstOrDefaultAsync<Row>(
                $"select {Columns} from rosters r where r.id = @roster and r.removed_at is null {session.ForUpdate}",
                new { roster }
            )
        )?.ToRoster();

    public static async Task<SavedRoster?> FindFeedAsync(this Session session, string hash) =>
        (
            await session.FirstOrDefaultAsync<Row>(
                $"select {Columns} from rosters r where r.feed_hash = @hash and r.removed_at is null",
                new { hash }
            )
        )?.ToRoster();

    /// <summary>The rosters in which one of a number's contacts stands.</summary>
    public static async Task<IReadOnlyList<(SavedRoster Roster, string Contact)>> RostersOfNumberAsync(
        this Session session,
        string phone
    ) =>
        [
            .. (
                await session.QueryAsync<Row>(
                    $"""
                    select {Columns}, p.contact_id
                    from rosters r
                    join roster_people p on p.roster_id = r.id
                    join contacts c on c.id = p.contact_id
                    where c.phone = @phone and c.removed_at is null and r.removed_at is null
                    order by r.created_at, r.id
                    """,
                    new { phone }
                )
            ).Select(row => (row.ToRoster(), row.ContactId!)),
        ];

    public static Task<IReadOnlyList<RosterPerson>> RosterPeopleAsync(this Session session, string roster) =>
        session.QueryAsync<RosterPerson>(
            """
            select roster_id as Roster, contact_id as Contact, remind from roster_people where roster_id = @roster
            """,
            new { roster }
        );

    /// <summary>Adds it, or changes it. False: somebody else changed it meanwhile.</summary>
    /// <param name="by">Account or contact.</param>
    /// <param name="what">One sentence for the log of changes.</param>
    public static async Task<bool> SaveRosterAsync(
        this Session session,
        SavedRoster saved,
        string by,
        string what,
        DateTimeOffset now
    )
    {
        var text = RosterJson.Write(saved.Roster);
        var written = await session.ExecuteAsync(
            """
            insert into rosters (id, account_id, name, roster, version, told_until, created_at)
            values (@Id, @Account, @Name, @text, 1, @now, @now)
            on conflict (id) do update set
                name = excluded.name, roster = excluded.roster, version = rosters.version + 1
                where rosters.version = @Version
            """,
            new
            {
                saved.Id,
                saved.Account,
                saved.Name,
                saved.Version,
                text,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        if (written == 0)
        {
            return false;
        }

        await session.SetPeopleAsync(saved);
        session.KeepChange("roster", saved.Account, saved.Id, by, what, text, now);
        await session.SetAsync(DutyWork.WorkKind, saved.Id, now, rank: 5);
        return true;
    }

    /// <summary>Nobody is on duty by it any more; what was changed stays in the log.</summary>
    public static async Task EndRosterAsync(this Session session, string roster, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update rosters set removed_at = @now, feed_hash = null where id = @roster;
            update covers set ended_at = @now where roster_id = @roster and ended_at is null;
            delete from roster_people where roster_id = @roster
            """,
            new { roster, now = now.ToUnixTimeMilliseconds() }
        );
        await session.DropAsync(DutyWork.WorkKind, roster);
    }

    /// <summary>A line in the log of changes.</summary>
    public static void KeepChange(
        this Session session,
        string subject,
        string account,
        string about,
        string by,
        string what,
        string? state,
        DateTimeOffset now
    ) =>
        session.Later(
            """
            insert into changes (id, account_id, subject, about, at, changed_by, what, state)
            values (@id, @account, @subject, @about, @now, @by, @what, @state)
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                account,
                subject,
                about,
                now = now.ToUnixTimeMilliseconds(),
                by,
                what,
                state,
            }
        );

    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<Change>> ChangesAsync(this Session session, string about) =>
        [
            .. (
                await session.QueryAsync<ChangeRow>(
                    "select at, changed_by, what, state from changes where about = @about order by at desc, id desc",
                    new { about }
                )
            ).Select(row => new Change(
                DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                row.ChangedBy,
                row.What,
                row.State
            )),
        ];

    private static async Task SetPeopleAsync(this Session session, SavedRoster saved)
    {
        var people = saved.Roster.People;
        foreach (var before in await session.RosterPeopleAsync(saved.Id))
        {
            if (!people.Contains(before.Contact))
            {
                session.Later(
                    "delete from roster_people where roster_id = @Roster and contact_id = @Contact",
                    new { before.Roster, before.Contact }
                );
            }
        }

        foreach (var contact in people)
        {
            session.Later(
                """
                insert into roster_people (roster_id, contact_id) values (@Id, @contact)
                on conflict (roster_id, contact_id) do nothing
                """,
                new { saved.Id, contact }
            );
        }
    }

    private static DateTimeOffset? Time(long? at) =>
        at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string AccountId { get; init; }
        public required string Name { get; init; }
        public required string Roster { get; init; }
        public required long Version { get; init; }
        public string? FeedHash { get; init; }
        public required long ToldUntil { get; init; }
        public long? GapFrom { get; init; }
        public long? GapUntil { get; init; }
        public long? GapToldAt { get; init; }
        public string? ContactId { get; init; }

        public SavedRoster ToRoster() =>
            new(Id, AccountId, Name, RosterJson.Read(Roster), Version)
            {
                HasFeed = FeedHash is not null,
                ToldUntil = DateTimeOffset.FromUnixTimeMilliseconds(ToldUntil),
                GapFrom = Time(GapFrom),
                GapUntil = Time(GapUntil),
                GapToldAt = Time(GapToldAt),
            };
    }

    private sealed record ChangeRow
    {
        public required long At { get; init; }
        public required string ChangedBy { get; init; }
        public required string What { get; init; }
        public string? State { get; init; }
    }
}
