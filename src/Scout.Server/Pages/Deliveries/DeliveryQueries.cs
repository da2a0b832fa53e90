using Scout.Server.Accounts;
using Scout.Server.Carriers;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Deliveries;

/// <summary>Reads what pages and the API show of calls and texts, for one account. Writes nothing.</summary>
internal sealed class DeliveryQueries(Database database, CarrierBoard carriers)
{
    /// <summary>Calls and texts that the account may see, newest first.</summary>
    public Task<DeliveryPageful> ListAsync(Me me, DeliveryFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await session.DeliveriesAsync(me, filter, await session.NamesAsync(me)),
            cancellationToken
        );

    /// <summary>People for the choice above the list, by name.</summary>
    public async Task<IReadOnlyList<(string Id, string Name)>> PeopleAsync(Me me, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session =>
                session.QueryAsync<WatchName>(
                    $"""
                    select c.id, c.name
                    from contacts c
                    where c.removed_at is null and (c.account_id = @account or c.id = @contact or exists (
                        select 1 from watch_contacts m join watches w on w.id = m.watch_id
                        where m.contact_id = c.id and w.removed_at is null and {AccessStore.Sees}))
                    order by c.name, c.id
                    """,
                    new { account = me.Account, contact = me.Contact }
                ),
            cancellationToken
        );
        return [.. rows.Select(row => (row.Id, row.Name))];
    }

    /// <summary>Carriers for the choice above the list.</summary>
    public IReadOnlyList<string> Carriers => [.. carriers.Names.Order(StringComparer.Ordinal)];
}

/// <summary>Some calls and texts, and where the next begin; null: these were the last.</summary>
internal sealed record DeliveryPageful(IReadOnlyList<DeliveryCard> Deliveries, string? Next);

internal static class DeliveryReading
{
    /// <param name="names">Of contacts, by id; those who are missing are added.</param>
    public static async Task<DeliveryPageful> DeliveriesAsync(
        this Session session,
        Me me,
        DeliveryFilter filter,
        Dictionary<string, string> names
    )
    {
        var arguments = filter.Arguments(me);
        var rows = await session.QueryAsync<DeliveryLine>(
            $"""
            select id, alert_id, watch_id, contact_id, channel, purpose, state, facts, said, created_at
            from deliveries
            where id in ({filter.Ids})
            order by created_at desc, id desc
            """,
            arguments
        );
        var tries = (
            await session.QueryAsync<TryLine>(
                $"""
                select t.delivery_id, t.number, t.carrier, t.state, t.text, t.sent_at, t.cost, t.currency,
                       r.at, r.status, r.said
                from attempts t
                left join reports r on r.attempt_id = t.id
                where t.delivery_id in ({filter.Ids})
                order by t.number, r.at, r.key
                """,
                arguments
            )
        ).ToLookup(line => line.DeliveryId);
        var shown = rows.Take(filter.Limit).ToList();
        await session.LearnAsync(names, shown.Select(row => row.ContactId));
        return new DeliveryPageful(
            [.. shown.Select(row => row.ToCard(me, names, tries[row.Id]))],
            rows.Count > filter.Limit ? new ListPlace(shown[^1].CreatedAt, shown[^1].Id).ToString() : null
        );
    }
}
