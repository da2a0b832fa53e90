using System.Text;
using System.Threading.Channels;
using Npgsql;
using Scout.Server.Storage;

namespace Scout.Server.Live;

/// <summary>
/// Carries changes between nodes on one PostgreSQL by NOTIFY: ids only. What is lost on the way costs nothing but
/// time, because pages also look by themselves.
/// </summary>
internal sealed partial class LiveRelay(Database database, LiveHub hub, TimeProvider time, ILogger<LiveRelay> logger)
    : BackgroundService
{
    private const string ChannelName = "scout_live";
    private const string Everything = "*";

    /// <summary>PostgreSQL takes payloads below 8000 bytes.</summary>
    private const int MostText = 7_000;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly string _self = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    private readonly Channel<LiveChange> _outgoing = Channel.CreateBounded<LiveChange>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private readonly TaskCompletionSource _hears = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From when on nothing of other nodes is missed.</summary>
    public Task Hears => _hears.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Engine is not Engine.Postgres)
        {
            return; // one process, one hub
        }

        hub.Outgoing = change => _outgoing.Writer.TryWrite(change);
        await Task.WhenAll(ForeverAsync(ListenAsync, stoppingToken), ForeverAsync(SendAsync, stoppingToken));
    }

    private async Task ForeverAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogBroken(exception);
                await Task.Delay(AfterFailure, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync(cancellationToken);
        connection.Notification += (_, news) => Hear(news.Payload);
        await using (var listen = new NpgsqlCommand($"listen {ChannelName}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        _hears.TrySetResult();
        hub.HearEverything(); // what was said before anybody listened
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void Hear(string payload)
    {
        var lines = payload.Split('\n');
        if (lines[0] == _self)
        {
            return;
        }

        foreach (var line in lines.AsSpan(1))
        {
            switch (line.Split(' '))
            {
                case [Everything]:
                    hub.HearEverything();
                    break;
                case [var kind, var id, var watch] when Enum.TryParse<Changed>(kind, out var changed):
                    hub.Hear(new LiveChange(changed, id, watch));
                    break;
            }
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
        {
            var payload = Gather();
            await using (var connection = (NpgsqlConnection)await database.OpenAsync(cancellationToken))
            {
                await using var notify = new NpgsqlCommand("select pg_notify(@channel, @payload)", connection);
                notify.Parameters.AddWithValue("channel", ChannelName);
                notify.Parameters.AddWithValue("payload", payload);
                await notify.ExecuteNonQueryAsync(cancellationToken);
            }

            await Task.Delay(Rest, time, cancellationToken);
        }
    }

    /// <summary>All that waits, each change once; more than fits is told as everything.</summary>
    private string Gather()
    {
        var changes = new HashSet<LiveChange>();
        while (_outgoing.Reader.TryRead(out var change))
        {
            changes.Add(change);
        }

        var text = new StringBuilder(_self);
        foreach (var change in changes)
        {
            text.Append('\n').Append($"{change.Kind} {change.Id} {change.Watch}");
        }

        return text.Length <= MostText ? text.ToString() : $"{_self}\n{Everything}";
    }

    [LoggerMessage(5201, LogLevel.Warning, "Changes cannot be told between nodes at the moment")]
    private partial void LogBroken(Exception exception);
}
