using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Intake;

/// <summary>What sources sent is kept for a while, to be looked at; then it goes.</summary>
internal sealed class IntakeSweep(Database database, IOptions<IntakeOptions> options, TimeProvider time) : IDueWork
{
    private const int Portion = 1_000;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Topics are remembered for this long after their last event; what they were about is over by then.</summary>
    private static readonly TimeSpan TopicLife = TimeSpan.FromDays(400);

    public string Kind => "intake-sweep";

    public int Concurrency => 1;

    public TimeSpan Lease => TimeSpan.Zero;

    public Task PlanAsync(Session session, DateTimeOffset now) =>
        session.AddAsync(Kind, "all", now + Period, period: Period);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = new
        {
            old = (now - TimeSpan.FromDays(options.Value.KeepDays)).ToUnixTimeMilliseconds(),
            forgotten = (now - TopicLife).ToUnixTimeMilliseconds(),
            now = now.ToUnixTimeMilliseconds(),
        };
        await database.DrainAsync(
            $"""
            delete from intake where id in (
                select id from intake where received_at < @old and state <> 'Waiting' limit {Portion})
            """,
            before,
            cancellationToken
        );
        await database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    delete from intake_topics where updated_at < @forgotten;
                    delete from intake_secrets where ends_at < @now;
                    delete from source_acts where done_at < @old;
                    delete from source_paces where hash not in (select hash from source_tokens)
                    """,
                    before
                ),
            cancellationToken
        );
    }
}
