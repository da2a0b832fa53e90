using Scout.Core.Alerts;
using Scout.Server.Alerts;
using Scout.Server.Storage;

namespace Scout.Server.Tests.Crash;

/// <summary>What the data and the booth say in the end, laid side by side.</summary>
internal sealed class CrashRecord
{
    /// <summary>From an order at the carrier until it is written that it was taken, on a busy machine.</summary>
    private static readonly TimeSpan Recording = TimeSpan.FromSeconds(5);

    public required string Integrity { get; init; }

    /// <summary>Numbers of people who are low and were never called.</summary>
    public required IReadOnlyList<string> Unreached { get; init; }

    /// <summary>Numbers of others who got no text although a call was missed and nobody had acted before the text was due.</summary>
    public required IReadOnlyList<string> Untold { get; init; }

    /// <summary>Orders that reached the carrier and stand nowhere in the data.</summary>
    public required IReadOnlyList<string> UnknownOrders { get; init; }

    /// <summary>Deliveries that left twice although no kill came between an order and its record.</summary>
    public required IReadOnlyList<string> UnexplainedRepetitions { get; init; }

    public required int RepeatedCalls { get; init; }

    public required int RepeatedTexts { get; init; }

    /// <summary>Deliveries that wait for something, with nothing due that would ever look at them.</summary>
    public required IReadOnlyList<string> Forgotten { get; init; }

    /// <summary>Alerts whose ledger does not tell how they began, who was called, and who took them.</summary>
    public required IReadOnlyList<string> AlertsWithoutStory { get; init; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The watches whose low somebody has taken by now.</summary>
    public static async Task<HashSet<string>> HeldAsync(CrashTown town)
    {
        await using var database = town.Open();
        var alerts = await database.ReadAsync(
            session => session.QueryAsync<AlertOf>("select watch_id, id, state from alerts where kind = 'Low'"),
            Stop
        );
        return
        [
            .. alerts
                .Where(alert => ScoutJson.ReadAlert(alert.State).State is AlertState.Held)
                .Select(alert => alert.WatchId),
        ];
    }

    public static async Task<CrashRecord> ReadAsync(CrashTown town, IReadOnlyList<DateTimeOffset> killedAt)
    {
        await using var database = town.Open();
        return await database.ReadAsync(session => ReadAsync(session, town, killedAt), Stop);
    }

    private static async Task<CrashRecord> ReadAsync(
        Session session,
        CrashTown town,
        IReadOnlyList<DateTimeOffset> killedAt
    )
    {
        var attempts = await session.QueryAsync<AttemptOf>("select token, delivery_id, refusal from attempts");
        var deliveryOf = attempts.ToDictionary(row => row.Token, row => row.DeliveryId);
        var givenUp = attempts.Where(row => row.Refusal is "Lost").Select(row => row.Token).ToHashSet();
        var calls = town.Booth.Calls.Select(call => new Order(TokenIn(call.EventUrl), call.PlacedAt)).ToList();
        var texts = town.Booth.Texts.Select(text => new Order(text.ClientRef ?? "", text.SentAt)).ToList();
        var known = calls.Concat(texts).Where(order => deliveryOf.ContainsKey(order.Token)).ToList();
        var called = town.Booth.Calls.Select(call => call.To).ToHashSet();
        var told = town.Booth.Texts.Select(text => text.To).ToHashSet();
        var missed = await session.QueryAsync<string>(
            """
            select distinct t.phone
            from deliveries c
            join deliveries t on t.alert_id = c.alert_id and t.channel = 'Text' and t.purpose = 'Alert'
            where c.channel = 'Call' and c.state = 'Missed' and t.state <> 'Cancelled'
            """
        );
        return new CrashRecord
        {
            Integrity = await session.ScalarAsync<string>("pragma integrity_check") ?? "",
            Unreached =
            [
                .. Enumerable
                    .Range(0, CrashTown.People)
                    .Select(CrashTown.PhoneOf)
                    .Where(phone => !called.Contains(phone)),
            ],
            Untold = [.. missed.Where(phone => !told.Contains(phone))],
            UnknownOrders =
            [
                .. calls.Concat(texts).Select(order => order.Token).Where(token => !deliveryOf.ContainsKey(token)),
            ],
            UnexplainedRepetitions =
            [
                .. known
                    .GroupBy(order => deliveryOf[order.Token])
                    .Where(orders => orders.OrderBy(order => order.At).SkipLast(1).Any(order => !IsDoubtful(order)))
                    .Select(orders => orders.Key),
            ],
            RepeatedCalls = Repeated(calls),
            RepeatedTexts = Repeated(texts),
            Forgotten = await session.QueryAsync<string>(
                """
                select d.id || ' ' || d.state
                from deliveries d
                where d.finished_at is null
                  and (d.state in ('Queued', 'Leased', 'Unknown') or d.channel = 'Call')
                  and not exists (select 1 from due where kind = 'delivery' and key = d.id and lease_until = 0)
                """
            ),
            AlertsWithoutStory = await WithoutStoryAsync(session),
        };

        // A kill came before it was written that the order was taken, and the carrier could not say.
        bool IsDoubtful(Order order) =>
            givenUp.Contains(order.Token) && killedAt.Any(kill => kill >= order.At && kill - order.At < Recording);

        int Repeated(IEnumerable<Order> orders) =>
            orders
                .Where(order => deliveryOf.ContainsKey(order.Token))
                .GroupBy(order => deliveryOf[order.Token])
                .Sum(group => group.Count() - 1);
    }

    private static async Task<string[]> WithoutStoryAsync(Session session)
    {
        var lines = await session.QueryAsync<LineOf>("select alert_id, line from ledger");
        var told = lines.ToLookup(row => row.AlertId, row => ScoutJson.ReadLine(row.Line).Entry);
        var alerts = await session.QueryAsync<string>("select id from alerts where kind = 'Low'");
        LedgerEntry[] story = [LedgerEntry.Opened, LedgerEntry.CallOrdered, LedgerEntry.Left, LedgerEntry.Acknowledged];
        return
        [
            .. alerts
                .Where(alert => story.Except(told[alert]).Any())
                .Select(alert => $"{alert}: {string.Join(' ', told[alert])}"),
        ];
    }

    // …/webhooks/vonage/{token}/…
    private static string TokenIn(string? address) => address is null ? "" : new Uri(address).Segments[3].TrimEnd('/');

    private sealed record Order(string Token, DateTimeOffset At);

    private sealed record AttemptOf
    {
        public required string Token { get; init; }

        public required string DeliveryId { get; init; }

        public string? Refusal { get; init; }
    }

    private sealed record LineOf
    {
        public required string AlertId { get; init; }

        public required string Line { get; init; }
    }

    private sealed record AlertOf
    {
        public required string WatchId { get; init; }

        public required string Id { get; init; }

        public required string State { get; init; }
    }
}
