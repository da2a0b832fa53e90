using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>Ends a call that rings for an alert somebody has dealt with. Its "cancelled" does not escalate.</summary>
internal sealed class HangUpWork(Database database, CarrierBoard carriers, TimeProvider time) : IDueWork
{
    public const string WorkKind = "hangup";

    private static readonly TimeSpan ReferenceWithin = TimeSpan.FromSeconds(30);

    public string Kind => WorkKind;

    public int Concurrency => 8;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var attempt = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<LiveRow>(
                    """
                    select a.carrier, a.reference, a.state, a.sent_at
                    from attempts a
                    where a.id = @Key
                    """,
                    row
                ),
            cancellationToken
        );
        if (attempt is { State: AttemptState.Accepted, Reference: { } reference })
        {
            await (carriers.Find(attempt.Carrier)?.HangUpAsync(reference, cancellationToken) ?? Task.CompletedTask);
        }
        else if (attempt is { State: AttemptState.Sending or AttemptState.Doubt } && IsYoung(attempt))
        {
            // It rings, perhaps, but the carrier has not said under which name.
            await database.WriteAsync(
                session => session.SetAsync(Kind, row.Key, time.GetUtcNow().AddSeconds(1), QueueOrder.UnderWay),
                cancellationToken
            );
            return;
        }

        await database.WriteAsync(session => session.FinishAsync(row), cancellationToken);
    }

    private bool IsYoung(LiveRow attempt) =>
        time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(attempt.SentAt) < ReferenceWithin;

    private sealed record LiveRow
    {
        public required string Carrier { get; init; }

        public string? Reference { get; init; }

        public required AttemptState State { get; init; }

        public required long SentAt { get; init; }
    }
}
