using System.Collections.Immutable;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>Deliveries and their attempts.</summary>
internal static class DeliveryStore
{
    /// <summary>Everything that changes a delivery holds the lock of its watch first: one order of locks, no deadlock.</summary>
    public static async Task<DeliveryRow?> LoadDeliveryAsync(this Session session, string id)
    {
        var watch = await session.FirstOrDefaultAsync<string>(
            "select watch_id from deliveries where id = @id",
            new { id }
        );
        if (watch is not null && session.Engine is Engine.Postgres)
        {
            await session.ExecuteAsync("select id from watches where id = @watch for update", new { watch });
        }

        return await session.FirstOrDefaultAsync<DeliveryRow>(
            $"""
            select d.id, d.alert_id, d.watch_id, d.contact_id, d.phone, d.channel, d.purpose, d.round, d.step,
                   d.severity, d.facts, d.state, d.said, d.keys, d.not_before, d.expires_at, d.finished_at,
                   c.opted_out_at, case when {ContactStore.IsReachable} then 1 else 0 end as reachable
            from deliveries d
            left join contacts c on c.id = d.contact_id
            where d.id = @id
            {(session.Engine is Engine.Postgres ? "for update of d" : "")}
            """,
            new { id }
        );
    }

    public static async Task<ImmutableArray<AttemptRow>> AttemptsOfAsync(this Session session, string delivery) =>
        [
            .. await session.QueryAsync<AttemptRow>(
                """
                select id, delivery_id, number, carrier, token, reference, state, refusal, retry_after_ms,
                       previous_call_at, sent_at
                from attempts
                where delivery_id = @delivery
                order by number
                """,
                new { delivery }
            ),
        ];

    public static Task<string?> DeliveryOfTokenAsync(this Session session, string carrier, string token) =>
        session.FirstOrDefaultAsync<string>(
            "select delivery_id from attempts where token = @token and carrier = @carrier",
            new { token, carrier }
        );

    public static void SaveState(
        this Session session,
        DeliveryRow delivery,
        DeliveryState state,
        string said,
        DateTimeOffset now
    ) =>
        session.Later(
            """
            update deliveries
            set state = @state, said = @said, keys = @Keys, finished_at = @finished
            where id = @Id
            """,
            new
            {
                delivery.Id,
                delivery.Keys,
                state = state.ToString(),
                said,
                finished = state.IsFinal() ? now.ToUnixTimeMilliseconds() : (long?)null,
            }
        );

    public static void AddAttempt(this Session session, AttemptRow attempt, string text) =>
        session.Later(
            """
            insert into attempts (id, delivery_id, number, carrier, token, state, text, sent_at, previous_call_at)
            values (@Id, @DeliveryId, @Number, @Carrier, @Token, @state, @text, @SentAt, @PreviousCallAt)
            """,
            new
            {
                attempt.Id,
                attempt.DeliveryId,
                attempt.Number,
                attempt.Carrier,
                attempt.Token,
                state = attempt.State.ToString(),
                text,
                attempt.SentAt,
                attempt.PreviousCallAt,
            }
        );

    public static void SaveAttempt(this Session session, AttemptRow attempt) =>
        session.Later(
            """
            update attempts
            set state = @state, reference = @Reference, refusal = @refusal, retry_after_ms = @RetryAfterMs
            where id = @Id
            """,
            new
            {
                attempt.Id,
                attempt.Reference,
                attempt.RetryAfterMs,
                state = attempt.State.ToString(),
                refusal = attempt.Refusal?.ToString(),
            }
        );

    public static void KeepCost(this Session session, string attempt, Cost cost) =>
        session.Later(
            "update attempts set cost = @Written, currency = @Currency where id = @attempt",
            new
            {
                attempt,
                cost.Written,
                cost.Currency,
            }
        );

    /// <summary>False: this very report was applied before.</summary>
    public static async Task<bool> KeepReportAsync(
        this Session session,
        AttemptRow attempt,
        CarrierReport report,
        DateTimeOffset now
    ) =>
        await session.ExecuteAsync(
            """
            insert into reports (attempt_id, key, at, status, said)
            values (@Id, @Key, @at, @status, @Said)
            on conflict (attempt_id, key) do nothing
            """,
            new
            {
                attempt.Id,
                report.Key,
                at = (report.At ?? now).ToUnixTimeMilliseconds(),
                status = report.Status.ToString(),
                report.Said,
            }
        ) == 1;

    public static async Task<bool> IsFirstPageAsync(this Session session, DeliveryRow delivery) =>
        delivery is { Round: <= 1, Purpose: Purpose.Alert }
        && await session.ScalarAsync<long>(
            """
            select count(*)
            from deliveries d
            join attempts a on a.delivery_id = d.id
            where d.alert_id = @AlertId and d.contact_id = @ContactId and d.channel = @channel and a.state <> 'Failed'
            """,
            new
            {
                delivery.AlertId,
                delivery.ContactId,
                channel = delivery.Channel.ToString(),
            }
        ) == 0;
}
