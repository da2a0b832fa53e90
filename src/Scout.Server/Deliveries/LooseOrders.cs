using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Alerts;
using Scout.Server.Due;
using Scout.Server.Push;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>Orders what belongs to no alert, tests, codes and answers, through the same outbox as everything else.</summary>
internal static class LooseOrders
{
    /// <summary>Nobody waits longer for what they asked for.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>A call or text that somebody has just asked for.</summary>
    public static Task OrderLooseAsync(
        this Session session,
        Purpose purpose,
        Channel channel,
        string contact,
        string phone,
        MessageFacts facts,
        DateTimeOffset now
    ) => session.OrderLooseAsync(purpose, channel, contact, phone, facts, Life, now);

    /// <param name="notBefore">Null: it leaves now.</param>
    /// <param name="life">What could not leave for so long is not sent any more.</param>
    public static async Task OrderLooseAsync(
        this Session session,
        Purpose purpose,
        Channel channel,
        string contact,
        string phone,
        MessageFacts facts,
        TimeSpan life,
        DateTimeOffset now,
        DateTimeOffset? notBefore = null
    )
    {
        var leaves = notBefore ?? now;
        var id = Guid.CreateVersion7(now).ToString("N");
        session.Later(
            """
            insert into deliveries (
                id, contact_id, phone, channel, purpose, round, step, severity, facts, state, not_before, expires_at,
                created_at)
            values (
                @id, @contact, @phone, @channel, @purpose, 0, 0, @severity, @facts, 'Queued', @leaves, @expires, @now)
            """,
            new
            {
                id,
                contact,
                phone,
                channel = channel.ToString(),
                purpose = purpose.ToString(),
                severity = facts.Severity.ToString(),
                facts = ScoutJson.Write(facts),
                now = now.ToUnixTimeMilliseconds(),
                leaves = leaves.ToUnixTimeMilliseconds(),
                expires = (leaves + life).ToUnixTimeMilliseconds(),
            }
        );
        var kind = channel is Channel.Push ? PushWorker.WorkKind : DeliveryWorker.WorkKind;
        await session.SetAsync(kind, id, leaves, QueueOrder.RankOf(purpose, facts.Severity));
    }

    /// <summary>How many of a purpose were ordered since then: to a number by anybody, and by an account to anybody.</summary>
    public static async Task<(long ToNumber, long ByAccount)> LooseSinceAsync(
        this Session session,
        Purpose purpose,
        string phone,
        string account,
        DateTimeOffset since
    )
    {
        var arguments = new
        {
            purpose = purpose.ToString(),
            phone,
            account,
            since = since.ToUnixTimeMilliseconds(),
        };
        var toNumber = await session.ScalarAsync<long>(
            """
            select count(*) from deliveries
            where watch_id is null and created_at > @since and purpose = @purpose and phone = @phone and channel <> 'Push'
            """,
            arguments
        );
        var byAccount = await session.ScalarAsync<long>(
            """
            select count(*) from deliveries d
            join contacts c on c.id = d.contact_id
            where d.watch_id is null and d.created_at > @since and d.purpose = @purpose and c.account_id = @account
              and d.channel <> 'Push'
            """,
            arguments
        );
        return (toNumber, byAccount);
    }
}
