using System.Threading.Channels;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>
/// Keeps requests, many in one commit: whatever comes while the last ones are being written is written together. Nobody
/// waits for a timer, and nobody is thanked before what they sent is durable.
/// </summary>
internal sealed partial class ArrivalQueue(
    Database database,
    AwakeDesks desks,
    DeviceMetrics metrics,
    ILogger<ArrivalQueue> logger
) : BackgroundService
{
    /// <summary>More than this wait for nobody: they are asked to come again.</summary>
    private const int MostWaiting = 4_096;

    private const int MostTogether = 256;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = false, FullMode = BoundedChannelFullMode.Wait }
    );

    private long _kept;

    /// <summary>So many requests were kept since the start.</summary>
    public long Kept => Interlocked.Read(ref _kept);

    /// <param name="kept">Ends when it is durable.</param>
    /// <returns>False: there is no room.</returns>
    public bool TryKeep(Arrival arrival, out Task kept)
    {
        var waiting = new Waiting(arrival);
        kept = waiting.Kept.Task;
        return _queue.Writer.TryWrite(waiting);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // One commit after another; PostgreSQL can have some of them on their way at once.
        Task.WhenAll(
            Enumerable.Range(0, database.Engine is Engine.Postgres ? 4 : 1).Select(_ => KeepAllAsync(stoppingToken))
        );

    private async Task KeepAllAsync(CancellationToken cancellationToken)
    {
        var together = new List<Waiting>(MostTogether);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancellationToken))
            {
                while (together.Count < MostTogether && _queue.Reader.TryRead(out var waiting))
                {
                    together.Add(waiting);
                }

                await KeepAsync(together);
                together.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            while (_queue.Reader.TryRead(out var waiting))
            {
                waiting.Kept.TrySetCanceled(cancellationToken);
            }
        }
    }

    private async Task KeepAsync(List<Waiting> together)
    {
        if (together.Count == 0)
        {
            return;
        }

        try
        {
            await database.WriteFirstAsync(session => KeepAsync(session, together), CancellationToken.None);
            metrics.Kept(together.Count);
            Interlocked.Add(ref _kept, together.Count);
            Thank([.. together]);
        }
        catch (Exception exception)
        {
            LogNotKept(exception, together.Count);
            together.ForEach(waiting => waiting.Kept.TrySetException(exception));
        }
    }

    private async Task KeepAsync(Session session, List<Waiting> together)
    {
        session.Keep(together.Select(waiting => waiting.Arrival));
        var networks = together.GroupBy(one => one.Arrival.Network).Where(one => !desks.IsAwake(one.Key));
        foreach (var network in networks.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var at = network.Max(waiting => waiting.Arrival.ReceivedAt);
            await session.SetAsync(DeviceWork.WorkKind, network.Key, at, DeviceWork.Rank);
        }
    }

    /// <summary>All of a commit on one thread, one after the other: waking a thread costs more than an answer does.</summary>
    private static void Thank(Waiting[] kept) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static kept =>
            {
                foreach (var waiting in kept)
                {
                    waiting.Kept.TrySetResult();
                }
            },
            kept,
            preferLocal: false
        );

    private sealed record Waiting(Arrival Arrival)
    {
        public TaskCompletionSource Kept { get; } = new();
    }

    [LoggerMessage(3411, LogLevel.Error, "{Count} requests of devices could not be kept and are answered with 503")]
    private partial void LogNotKept(Exception exception, int count);
}
