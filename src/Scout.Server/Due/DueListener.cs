using Npgsql;
using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>Hears other nodes on the same PostgreSQL say that more is due than they can take.</summary>
internal sealed partial class DueListener(
    Database database,
    DueLoop loop,
    TimeProvider time,
    ILogger<DueListener> logger
) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (database.Engine is Engine.Postgres && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Nothing is lost: every node also looks by itself, once a second at least.
                LogDeaf(exception);
                await Task.Delay(AfterFailure, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync(cancellationToken);
        connection.Notification += (_, news) =>
        {
            if (news.Payload != loop.Node)
            {
                loop.Wake();
            }
        };
        await using (var listen = new NpgsqlCommand($"listen {DueLoop.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    [LoggerMessage(4121, LogLevel.Warning, "News of other nodes cannot be heard at the moment")]
    private partial void LogDeaf(Exception exception);
}
