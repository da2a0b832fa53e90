using System.Threading.Channels;

namespace Scout.Server.Live;

/// <summary>One open page. Whatever changes while it is busy is told as one change.</summary>
internal sealed class LiveListener(Action<LiveListener> onDispose) : IDisposable
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private int _pending;

    public void Tell(Changed changed)
    {
        Interlocked.Or(ref _pending, (int)changed);
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits for a change. None: the time was over without one.</summary>
    public async Task<Changed> NextAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            await _signal.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Changed.None;
        }

        return (Changed)Interlocked.Exchange(ref _pending, 0);
    }

    public void Dispose() => onDispose(this);
}
