using System.Collections.Frozen;
using System.Threading.Channels;

namespace Scout.Server.Live;

/// <summary>
/// One open page. Whatever changes while it is busy is told once; what it may not see is never told. However slow it
/// is, it costs no more than <see cref="MostNamed"/> names.
/// </summary>
internal sealed class LiveListener(Action<LiveListener> onDispose) : IDisposable
{
    /// <summary>Beyond these a page draws everything it shows.</summary>
    public const int MostNamed = 64;

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly Lock _lock = new();
    private readonly HashSet<LiveChange> _pending = [];
    private bool _everything;

    /// <summary>Ids of the watches its account sees.</summary>
    public FrozenSet<string> Sees { get; set; } = [];

    public void Tell(LiveChange change)
    {
        if (change.Watch.Length > 0 && !Sees.Contains(change.Watch))
        {
            return;
        }

        lock (_lock)
        {
            if (_pending.Count >= MostNamed)
            {
                _everything = true;
            }
            else
            {
                _pending.Add(change);
            }
        }

        _signal.Writer.TryWrite(true);
    }

    public void TellEverything()
    {
        lock (_lock)
        {
            _everything = true;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits for a change. Quiet: the time was over without one.</summary>
    public async Task<LiveBatch> NextAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            await _signal.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LiveBatch.Quiet;
        }

        lock (_lock)
        {
            var batch = new LiveBatch(_everything, [.. _pending]);
            _everything = false;
            _pending.Clear();
            return batch;
        }
    }

    public void Dispose() => onDispose(this);
}
