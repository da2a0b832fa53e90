using System.Data.Common;

namespace Scout.Server.Storage;

/// <summary>Looks at the database's clock every minute: clocks drift, and are set.</summary>
internal sealed partial class NodeClockKeeper(Database database, TimeProvider time, ILogger<NodeClockKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (time is not NodeClock clock)
        {
            return; // one process, one clock
        }

        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(NodeClock clock, CancellationToken cancellationToken)
    {
        try
        {
            await clock.SetAsync(database, cancellationToken);
        }
        catch (DbException exception)
        {
            LogUnknown(exception); // the last difference stays in force
        }
    }

    [LoggerMessage(4301, LogLevel.Warning, "The database's clock could not be read")]
    private partial void LogUnknown(Exception exception);
}
