using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>A watch as its form shows it.</summary>
/// <param name="Account">Whose it is; its people are in this account's book.</param>
/// <param name="Site">Null: it has no source.</param>
/// <param name="SourceId">The source it reads.</param>
/// <param name="HasCredential">Something opens the site; it is never shown.</param>
/// <param name="Members">In their order, the person first.</param>
internal sealed record WatchSheet(
    string Id,
    string Account,
    string Name,
    Uri? Site,
    string? SourceId,
    bool HasCredential,
    WatchSettings Settings,
    IReadOnlyList<ContactCard> Members,
    bool IsDeclared
);

internal static class WatchSheets
{
    /// <summary>Null: there is none, or it is Scout's own. Whether the viewer may see it was asked before.</summary>
    public static async Task<WatchSheet?> FindSheetAsync(this Session session, string watch, DateTimeOffset now)
    {
        var row = await session.FirstOrDefaultAsync<Row>(
            """
            select w.id, w.account_id, w.name, w.settings, w.declared_by, w.source_id, s.address,
                   case when s.credential is null then 0 else 1 end as has_credential
            from watches w
            left join sources s on s.id = w.source_id
            where w.id = @watch and w.removed_at is null and w.kind = 'nightscout'
            """,
            new { watch }
        );
        if (row is null)
        {
            return null;
        }

        var members = await session.MembersAsync(watch);
        var book = await session.ContactsAsync(row.AccountId, now);
        return new WatchSheet(
            row.Id,
            row.AccountId,
            row.Name,
            row.Address is null ? null : new Uri(row.Address),
            row.SourceId,
            row.HasCredential == 1,
            ScoutJson.ReadSettings(row.Settings),
            [.. members.Select(member => book.FirstOrDefault(card => card.Id == member)).OfType<ContactCard>()],
            row.DeclaredBy is ContactStore.ByEnvironment
        );
    }

    /// <summary>The account's first watch: the one of its profile.</summary>
    public static Task<string?> FirstWatchAsync(this Session session, string account) =>
        session.FirstOrDefaultAsync<string>(
            """
            select id from watches
            where account_id = @account and removed_at is null and kind = 'nightscout'
            order by created_at, id
            """,
            new { account }
        );

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string AccountId { get; init; }
        public required string Name { get; init; }
        public required string Settings { get; init; }
        public required string DeclaredBy { get; init; }
        public string? SourceId { get; init; }
        public string? Address { get; init; }
        public required long HasCredential { get; init; }
    }
}
