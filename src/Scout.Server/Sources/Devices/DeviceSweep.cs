using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>What devices sent is kept for a while as it came; then it goes, a little at a time. Readings stay.</summary>
internal sealed class DeviceSweep(
    Database database,
    IOptions<DeviceOptions> options,
    IOptions<IntakeOptions> intake,
    TimeProvider time
) : IDueWork
{
    private const int Portion = 1_000;

    /// <summary>Of what one network sent and nobody could use: somebody looks at the newest, if at all.</summary>
    private const long MostUnread = 1_000;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    public string Kind => "device-sweep";

    public int Concurrency => 1;

    public TimeSpan Lease => TimeSpan.Zero;

    public Task PlanAsync(Session session, DateTimeOffset now) =>
        session.AddAsync(Kind, "all", now + Period, period: Period);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = new
        {
            old = now.AddDays(-options.Value.KeepDays).ToUnixTimeMilliseconds(),
            unread = now.AddDays(-intake.Value.KeepDays).ToUnixTimeMilliseconds(),
            now = now.ToUnixTimeMilliseconds(),
            MostUnread,
        };
        await database.DrainAsync(
            $"""
            delete from messages where id in (
                select id from messages where received_at < @old order by received_at limit {Portion})
            """,
            before,
            cancellationToken
        );
        await database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    delete from arrivals where problem <> '' and received_at < @unread;
                    delete from arrivals where id in (
                        select id from (
                            select id, row_number() over (partition by network_id order by id desc) as place
                            from arrivals where problem <> ''
                        ) as refused
                        where place > @MostUnread);
                    delete from network_secrets where ends_at < @now;
                    update downlinks set state = 'Expired', ended_at = @now
                    where state = 'Queued' and expires_at <= @now;
                    delete from downlinks where ended_at < @old
                    """,
                    before
                ),
            cancellationToken
        );
    }
}
