using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>
/// Asks what a call or text cost, where the carrier tells it only to who asks, and some time after the end (Twilio). It
/// learns nothing but the cost, and gives up after a day: nobody is reached by it.
/// </summary>
internal sealed class CostWork(Database database, CarrierBoard carriers, DeliveryNewsroom news, TimeProvider time)
    : IDueWork
{
    public const string WorkKind = "cost";

    /// <summary>After everything else that waits.</summary>
    public const long Rank = 9;

    public static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(2);

    /// <summary>When to look again, from the order on.</summary>
    private static readonly TimeSpan[] Looks =
    [
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(24),
    ];

    public string Kind => WorkKind;

    public int Concurrency => 2;

    public TimeSpan Lease => TimeSpan.FromSeconds(60);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var attempt = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Row>(
                    """
                    select t.carrier, t.reference, t.sent_at, d.channel, d.phone, d.alert_id, d.watch_id
                    from attempts t
                    join deliveries d on d.id = t.delivery_id
                    where t.id = @Key and t.cost is null
                    """,
                    row
                ),
            cancellationToken
        );
        if (attempt is null || carriers.Find(attempt.Carrier) is not { } carrier)
        {
            await database.WriteAsync(session => session.FinishAsync(row), cancellationToken);
            return;
        }

        var sent = DateTimeOffset.FromUnixTimeMilliseconds(attempt.SentAt);
        var order = new LookUpOrder(attempt.Channel, attempt.Phone, attempt.Reference, sent);
        var answer = await carrier.LookUpAsync(order, cancellationToken);
        await database.WriteAsync(session => KeepAsync(session, row, attempt, answer, sent), cancellationToken);
    }

    private async Task KeepAsync(Session session, DueRow row, Row attempt, CarrierAnswer answer, DateTimeOffset sent)
    {
        if (answer is CarrierAnswer.Found { Report.Cost: { } cost })
        {
            session.KeepCost(row.Key, cost);
            news.Show(session, attempt.AlertId, attempt.WatchId);
        }
        else if (Looks.FirstOrDefault(look => sent + look > time.GetUtcNow()) is var next && next > TimeSpan.Zero)
        {
            await session.SetAsync(Kind, row.Key, sent + next, Rank);
            return;
        }

        await session.FinishAsync(row);
    }

    private sealed record Row
    {
        public required string Carrier { get; init; }

        public string? Reference { get; init; }

        public required long SentAt { get; init; }

        public required Channel Channel { get; init; }

        public required string Phone { get; init; }

        public string? AlertId { get; init; }

        public string? WatchId { get; init; }
    }
}
