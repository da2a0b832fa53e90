using System.Collections.Immutable;
using Scout.Core.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>A delivery that waits for its turn: as much of it as chooses a carrier.</summary>
internal sealed record QueuedDelivery(string Phone, Channel Channel, ImmutableArray<FailedTry> Failed);

/// <summary>What waits to leave, and what has left. Messages on screens cost nothing and are not counted.</summary>
internal static class TrafficStore
{
    /// <summary>Null: it does not wait any more. Takes no lock.</summary>
    public static async Task<QueuedDelivery?> QueuedAsync(this Session session, string id)
    {
        var row = await session.FirstOrDefaultAsync<QueuedRow>(
            "select phone, channel from deliveries where id = @id and state = 'Queued'",
            new { id }
        );
        if (row is null)
        {
            return null;
        }

        var attempts = await session.AttemptsOfAsync(id);
        return new(row.Phone, row.Channel, [.. attempts.Select(attempt => attempt.AsFailed()).OfType<FailedTry>()]);
    }

    public static async Task<Traffic> TrafficAsync(this Session session, DeliveryRow delivery, DateTimeOffset now)
    {
        var row = await session.FirstOrDefaultAsync<TrafficRow>(
            """
            select
                (select count(*) from attempts a join deliveries d on d.id = a.delivery_id
                 where a.sent_at > @dayAgo and a.state <> 'Failed' and d.phone = @Phone) as to_number,
                (select count(*) from deliveries d join attempts a on a.delivery_id = d.id
                 where d.alert_id = @AlertId and a.state <> 'Failed' and a.screen_id is null) as of_alert,
                (select count(*) from attempts a where a.sent_at > @dayAgo and a.state <> 'Failed'
                   and a.screen_id is null) as in_all,
                (select max(a.sent_at) from attempts a join deliveries d on d.id = a.delivery_id
                 where a.sent_at > @dayAgo and a.state <> 'Failed' and d.phone = @Phone and d.channel = @channel
                ) as last_to_number
            """,
            new
            {
                delivery.Phone,
                delivery.AlertId,
                channel = delivery.Channel.ToString(),
                dayAgo = now.AddDays(-1).ToUnixTimeMilliseconds(),
            }
        );
        return new Traffic(
            (int)row!.ToNumber,
            (int)row.OfAlert,
            (int)row.InAll,
            row.LastToNumber is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null
        );
    }

    private sealed record QueuedRow
    {
        public required string Phone { get; init; }

        public required Channel Channel { get; init; }
    }

    private sealed record TrafficRow
    {
        public required long ToNumber { get; init; }

        public required long OfAlert { get; init; }

        public required long InAll { get; init; }

        public long? LastToNumber { get; init; }
    }
}
