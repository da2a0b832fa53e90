using Scout.Core.Alerts;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Pages.Deliveries;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Alerts;

/// <summary>Reads what pages and the API show of alerts, for one account. Writes nothing.</summary>
internal sealed class AlertQueries(Database database, TimeProvider time)
{
    /// <summary>An alert with its whole ledger, its calls and texts; null: there is none that the account sees.</summary>
    public Task<AlertCard?> FindAsync(Me me, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, me, id), cancellationToken);

    /// <summary>Alerts that the account sees, newest first.</summary>
    public Task<AlertPageful> ListAsync(Me me, AlertFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ListAsync(session, me, filter), cancellationToken);

    /// <summary>Watches for the choice above the list, by name.</summary>
    public Task<IReadOnlyList<WatchName>> WatchesAsync(Me me, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<WatchName>(
                    $"""
                    select w.id, w.name
                    from watches w
                    where w.removed_at is null and w.kind <> 'self' and {AccessStore.Sees}
                    order by w.name, w.id
                    """,
                    new { account = me.Account }
                ),
            cancellationToken
        );

    private async Task<AlertCard?> FindAsync(Session session, Me me, string id)
    {
        var row = await session.FirstOrDefaultAsync<AlertRow>(
            $"""
            select {AlertRow.Columns}
            from alerts a
            join watches w on w.id = a.watch_id
            where a.id = @id and {AccessStore.Sees}
            """,
            new { id, account = me.Account }
        );
        if (row is null)
        {
            return null;
        }

        var rows = await session.QueryAsync<LedgerRow>(
            "select alert_id, line from ledger where alert_id = @id order by position",
            new { id }
        );
        LedgerLine[] ledger = [.. rows.Select(line => ScoutJson.ReadLine(line.Line))];
        var names = await session.NamesAsync(me);
        await session.LearnAsync(names, ledger);
        var card = row.ToCard(me, names, ledger, time.GetUtcNow());
        var newest = await session.DeliveriesAsync(me, new DeliveryFilter(Alert: id) { Limit = 60 }, names);
        return card with
        {
            Deliveries = [.. newest.Deliveries.Reverse()],
            HasMoreDeliveries = newest.Next is not null,
            Callable = card is { MayAct: true, Alert.IsOpen: true } ? await session.CallableAsync(card) : [],
        };
    }

    private async Task<AlertPageful> ListAsync(Session session, Me me, AlertFilter filter)
    {
        var rows = await session.QueryAsync<AlertRow>(
            $"""
            select {AlertRow.Columns}
            from alerts a
            join watches w on w.id = a.watch_id
            where {AccessStore.Sees} {filter.Where}
            order by a.opened_at desc, a.id desc
            limit @most
            """,
            filter.Arguments(me.Account)
        );
        var names = await session.NamesAsync(me);
        var now = time.GetUtcNow();
        var shown = rows.Take(filter.Limit).ToList();
        var answered = shown.Select(row => new LedgerLine(LedgerEntry.Acknowledged, now)
        {
            Contact = ScoutJson.ReadAlert(row.State).TakenBy,
        });
        await session.LearnAsync(names, answered);
        return new AlertPageful(
            [.. shown.Select(row => row.ToCard(me, names, [], now))],
            rows.Count > filter.Limit ? new ListPlace(shown[^1].OpenedAt, shown[^1].Id).ToString() : null
        );
    }
}

/// <summary>A watch to choose.</summary>
internal sealed record WatchName
{
    public required string Id { get; init; }

    public required string Name { get; init; }
}

/// <summary>Some alerts, and where the next begin; null: these were the last.</summary>
internal sealed record AlertPageful(IReadOnlyList<AlertCard> Alerts, string? Next);
