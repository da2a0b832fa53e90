using Scout.Core.Deliveries;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Alerts;

/// <summary>The calls and texts of an alert, and whom a button can call.</summary>
internal static class DeliveryQueries
{
    /// <summary>The newest so many: an alert of days has hundreds, and its ledger names them all.</summary>
    private const int MostShown = 60;

    public static async Task<IReadOnlyList<DeliveryCard>> DeliveryCardsAsync(this Session session, AlertCard card)
    {
        var alert = card.Alert.Id;
        var rows = await session.QueryAsync<Row>(
            """
            select id, contact_id, channel, state, said, created_at
            from deliveries
            where alert_id = @alert
            order by created_at desc, id desc
            limit @MostShown
            """,
            new { alert, MostShown }
        );
        var tries = (
            await session.QueryAsync<TryRow>(
                """
                select t.delivery_id, t.carrier, t.text, t.sent_at, r.at, r.status, r.said
                from deliveries d
                join attempts t on t.delivery_id = d.id
                left join reports r on r.attempt_id = t.id
                where d.alert_id = @alert
                order by t.number, r.at
                """,
                new { alert }
            )
        ).ToLookup(row => row.DeliveryId);
        return [.. rows.Reverse().Select(row => Card(row, [.. tries[row.Id]], card))];
    }

    public static async Task<IReadOnlyList<Callable>> CallableAsync(this Session session, AlertCard card)
    {
        var rows = await session.QueryAsync<CallableRow>(
            $"""
            select c.id, c.name, w.settings
            from watch_contacts m
            join watches w on w.id = m.watch_id
            join contacts c on c.id = m.contact_id
            where m.watch_id = @WatchId and {ContactStore.IsReachable}
            order by m.position
            """,
            new { card.WatchId }
        );
        return [.. rows.Select(row => new Callable(row.Id, row.Name, RestsUntil(row, card)))];
    }

    private static DateTimeOffset? RestsUntil(CallableRow row, AlertCard card)
    {
        var called = card.Alert.Pages.FirstOrDefault(page => page.Contact == row.Id)?.CallOrderedAt;
        var until = called + ScoutJson.ReadSettings(row.Settings).Times.WaitAfterCall;
        return until > card.Clock.Now ? until : null;
    }

    private static DeliveryCard Card(Row row, IReadOnlyList<TryRow> tries, AlertCard card) =>
        new(
            row.Id,
            card.NameOf(row.ContactId),
            row.Channel,
            Words(row.State, row.Channel),
            LedgerWords.Reason(row.Said),
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            tries.Count > 0 ? tries[^1].Text : "",
            [
                .. tries
                    .Where(one => one.Status is not null)
                    .Select(one => new DeliveryStep(
                        DateTimeOffset.FromUnixTimeMilliseconds(one.At ?? one.SentAt),
                        one.Carrier,
                        one.Said is { Length: > 0 } said ? said : one.Status!
                    )),
            ]
        );

    private static string Words(DeliveryState state, Channel channel) =>
        state switch
        {
            DeliveryState.Queued => Say.It("waits to leave"),
            DeliveryState.Leased => Say.It("leaves now"),
            DeliveryState.Accepted => Say.It("on its way"),
            DeliveryState.Ringing => Say.It("rings"),
            DeliveryState.Answered => Say.It("picked up"),
            DeliveryState.Delivered => Say.It("arrived"),
            DeliveryState.Sent when channel is Channel.Push => Say.It("sent"),
            DeliveryState.Confirmed when channel is Channel.Push => Say.It("its button was pressed"),
            DeliveryState.Confirmed => Say.It("a key was pressed"),
            DeliveryState.Missed => Say.It("not reached"),
            DeliveryState.Refused => Say.It("could not be sent"),
            DeliveryState.Cancelled => Say.It("no longer needed"),
            _ => Say.It("in doubt"),
        };

    private sealed record Row
    {
        public required string Id { get; init; }

        public required string ContactId { get; init; }

        public required Channel Channel { get; init; }

        public required DeliveryState State { get; init; }

        public required string Said { get; init; }

        public required long CreatedAt { get; init; }
    }

    private sealed record TryRow
    {
        public required string DeliveryId { get; init; }

        public required string Carrier { get; init; }

        public required string Text { get; init; }

        public required long SentAt { get; init; }

        public long? At { get; init; }

        public string? Status { get; init; }

        public string? Said { get; init; }
    }

    private sealed record CallableRow
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string Settings { get; init; }
    }
}
