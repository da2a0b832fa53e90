using Scout.Core.Alerts;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Alerts;

/// <summary>Names for the ids that stand in alerts and ledgers.</summary>
internal static class NameBook
{
    /// <summary>Contacts and accounts around the watches that the account sees.</summary>
    public static async Task<Dictionary<string, string>> NamesAsync(this Session session, Me me)
    {
        var rows = await session.QueryAsync<NameRow>(
            $"""
            select c.id, c.name
            from contacts c
            where exists (
                select 1 from watch_contacts m join watches w on w.id = m.watch_id
                where m.contact_id = c.id and {AccessStore.Sees})
            union
            select a.id, a.name
            from accounts a
            where a.id = @account
               or exists (select 1 from watches w where w.account_id = a.id and {AccessStore.Sees})
               or exists (
                   select 1 from carers k join watches w on w.id = k.watch_id
                   where k.account_id = a.id and {AccessStore.Sees})
            """,
            new { account = me.Account }
        );
        return rows.ToDictionary(row => row.Id, row => row.Name, StringComparer.Ordinal);
    }

    /// <summary>Those who do not belong to the watch any more, and once acted on an alert or were called about it.</summary>
    public static Task LearnAsync(
        this Session session,
        Dictionary<string, string> names,
        IEnumerable<LedgerLine> ledger
    ) => session.LearnAsync(names, ledger.SelectMany(line => new[] { line.Contact, line.Target }));

    public static async Task LearnAsync(
        this Session session,
        Dictionary<string, string> names,
        IEnumerable<string?> ids
    )
    {
        foreach (var id in ids.OfType<string>().Distinct().Where(id => !names.ContainsKey(id)).ToList())
        {
            if (await session.NameOfAsync(id) is { } name)
            {
                names[id] = name;
            }
        }
    }

    /// <summary>Ids under which the account stands in ledgers.</summary>
    public static string[] You(Me me) => me.Contact is { } contact ? [me.Account, contact] : [me.Account];

    private sealed record NameRow
    {
        public required string Id { get; init; }

        public required string Name { get; init; }
    }
}
