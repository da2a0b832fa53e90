namespace Scout.Server.Storage;

/// <summary>
/// The clock that all nodes of one PostgreSQL share: this machine's, moved by as much as the database's is ahead. So
/// nodes whose own clocks differ still agree on what is due and how old a reading is.
/// </summary>
internal sealed class NodeClock(TimeProvider machine) : TimeProvider
{
    /// <summary>Smaller differences are the way to the database and back, not a difference of clocks.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(50);

    private long _ahead;

    /// <summary>How far the database's clock is ahead of this machine's.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + Ahead;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Asks the database what time it is. Half of the way there and back counts as the way back.</summary>
    public async Task SetAsync(Database database, CancellationToken cancellationToken)
    {
        var (asked, theirs) = await database.ReadAsync(
            async session =>
            {
                var before = machine.GetUtcNow(); // the connection is open by now
                var milliseconds = await session.ScalarAsync<long>(
                    "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
                );
                return (before, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
            },
            cancellationToken
        );
        var now = machine.GetUtcNow();
        var ahead = theirs - (asked + ((now - asked) / 2));
        if ((ahead - Ahead).Duration() > Noise)
        {
            Interlocked.Exchange(ref _ahead, ahead.Ticks);
        }
    }
}
