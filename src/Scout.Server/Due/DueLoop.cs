using Microsoft.Extensions.Options;
using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>The clockwork of a node: looks for what is due, again and again.</summary>
internal sealed partial class DueLoop(
    Database database,
    DueExecutor executor,
    TimeProvider time,
    IOptions<DueOptions> options,
    ILogger<DueLoop> logger
) : BackgroundService
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(5);

    private readonly DueSignal _signal = new(time);
    private TimeSpan _pause = Busy;
    private DateTimeOffset _toldAt;

    /// <summary>The channel on which nodes on one PostgreSQL ask each other to look.</summary>
    public const string Channel = "scout_due";

    /// <summary>Tells this process from the others.</summary>
    public string Node { get; } = Guid.CreateVersion7(time.GetUtcNow()).ToString();

    /// <summary>When the loop last looked without an error; for health.</summary>
    public DateTimeOffset? LookedAt { get; private set; }

    /// <summary>Something may be due now: another node says so.</summary>
    public void Wake() => _signal.Ring(time.GetUtcNow());

    /// <summary>Does all that is due now, what it makes due included, and waits for it. Returns how many pieces.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        while (true)
        {
            var look = await executor.LookAsync(cancellationToken);
            done += look.Started;
            await executor.RunningAsync();
            if (look.Started == 0 && !executor.HasOutcomes)
            {
                return done;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        database.Bell.Rung = null;
        try
        {
            await executor.StopAsync(options.Value.StopWithin, cancellationToken);
        }
        catch (Exception exception)
        {
            LogNoFarewell(exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Loop)
        {
            return;
        }

        database.Bell.Rung = _signal.Ring;
        // Freed places gather for a moment, so that they are not filled by a claim each.
        executor.RoomAgain = () => _signal.Ring(time.GetUtcNow() + Gather);
        try
        {
            while (true)
            {
                var again = await LookAsync();
                var notBefore = again > time.GetUtcNow() ? time.GetUtcNow() + Gather : again;
                await _signal.WaitAsync(again, notBefore, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Returns when to look again.</summary>
    private async Task<DateTimeOffset> LookAsync()
    {
        try
        {
            // Not cancelled by a stop: what was claimed is also done, or given back.
            var look = await executor.LookAsync(CancellationToken.None);
            var now = time.GetUtcNow();
            LookedAt = now;
            await TellOthersAsync(now);
            if (look.More)
            {
                return now;
            }

            _pause = look.Started > 0 ? Busy : Shorter(_pause * 1.5, Idle);
            var next = look.Next is { } at ? Longer(at - now, Soonest) : Idle;
            return now + Shorter(next, _pause);
        }
        catch (Exception exception)
        {
            LogBlind(exception);
            return time.GetUtcNow() + AfterFailure;
        }
    }

    /// <summary>More is due than this node can take. Rare by design: a notification holds up every other commit.</summary>
    private async Task TellOthersAsync(DateTimeOffset now)
    {
        if (database.Engine is Engine.Postgres && executor.IsHungry && now - _toldAt >= Busy)
        {
            _toldAt = now;
            await database.WriteAsync(
                session => session.ExecuteAsync($"select pg_notify('{Channel}', @Node)", new { Node }),
                CancellationToken.None
            );
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [LoggerMessage(4111, LogLevel.Error, "Due work could not be looked for")]
    private partial void LogBlind(Exception exception);

    [LoggerMessage(4112, LogLevel.Error, "The last results of due work could not be written; their leases run out")]
    private partial void LogNoFarewell(Exception exception);
}
