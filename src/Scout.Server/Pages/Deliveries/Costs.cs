using NodaTime;
using Scout.Core.Deliveries;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Deliveries;

/// <summary>What carriers took in a month of the viewer's zone. Currencies are not mixed.</summary>
/// <param name="Count">Calls and texts with a known cost.</param>
public sealed record MonthCost(YearMonth Month, string Carrier, int Count, Cost Sum);

/// <summary>Adds up what calls and texts cost that the account sees.</summary>
internal sealed class Costs(Database database, TimeProvider time)
{
    private const int Months = 12;

    /// <summary>A text ordered in quiet hours leaves a day later at most.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(2);

    /// <summary>The last twelve months, the newest first.</summary>
    public async Task<IReadOnlyList<MonthCost>> MonthsAsync(Me me, CancellationToken cancellationToken)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(me.Zone) ?? DateTimeZone.Utc;
        var first = MonthOf(time.GetUtcNow(), zone).PlusMonths(1 - Months);
        var from = zone.AtStartOfDay(first.OnDayOfMonth(1)).ToInstant().ToUnixTimeMilliseconds();
        var rows = await database.ReadAsync(
            session =>
                session.QueryAsync<Row>(
                    $"{Paid(DeliveryFilter.OfWatches)} union all {Paid(DeliveryFilter.OfNoWatch)}",
                    new
                    {
                        account = me.Account,
                        contact = me.Contact,
                        from,
                        ordered = from - (long)Slack.TotalMilliseconds,
                    }
                ),
            cancellationToken
        );
        return
        [
            .. rows.Select(row => (Row: row, Cost: Cost.Read(row.Cost, row.Currency)))
                .Where(one => one.Cost is not null)
                .GroupBy(one =>
                    (
                        Month: MonthOf(DateTimeOffset.FromUnixTimeMilliseconds(one.Row.SentAt), zone),
                        one.Row.Carrier,
                        one.Cost!.Currency
                    )
                )
                .OrderByDescending(some => some.Key.Month)
                .ThenBy(some => some.Key.Carrier, StringComparer.Ordinal)
                .ThenBy(some => some.Key.Currency, StringComparer.Ordinal)
                .Select(some => new MonthCost(
                    some.Key.Month,
                    some.Key.Carrier,
                    some.Count(),
                    new Cost(some.Sum(one => one.Cost!.Amount), some.Key.Currency)
                )),
        ];
    }

    private static string Paid(string which) =>
        $"""
            select t.carrier, t.cost, t.currency, t.sent_at
            from deliveries d
            join attempts t on t.delivery_id = d.id
            where {which} and d.created_at >= @ordered and t.sent_at >= @from and t.cost is not null
            """;

    private static YearMonth MonthOf(DateTimeOffset at, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(at).InZone(zone).Date.ToYearMonth();

    private sealed record Row
    {
        public required string Carrier { get; init; }

        public required string Cost { get; init; }

        public required string Currency { get; init; }

        public required long SentAt { get; init; }
    }
}
