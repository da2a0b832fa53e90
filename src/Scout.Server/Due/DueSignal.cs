namespace Scout.Server.Due;

/// <summary>Lets one loop sleep until a time, or until somebody says that something is due earlier.</summary>
internal sealed class DueSignal(TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _soonest = DateTimeOffset.MaxValue;
    private DateTimeOffset _sleepsUntil = DateTimeOffset.MinValue;
    private TaskCompletionSource _rung = New();

    public void Ring(DateTimeOffset at)
    {
        lock (_lock)
        {
            _soonest = at < _soonest ? at : _soonest;
            if (at < _sleepsUntil)
            {
                _rung.TrySetResult();
            }
        }
    }

    /// <param name="notBefore">However often it rings: what rings together is done together.</param>
    public async Task WaitAsync(DateTimeOffset until, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task rung;
            TimeSpan delay;
            lock (_lock)
            {
                var now = time.GetUtcNow();
                until = _soonest < until ? _soonest : until;
                until = until < notBefore ? notBefore : until;
                delay = until - now;
                if (delay <= TimeSpan.Zero)
                {
                    _soonest = _soonest <= now ? DateTimeOffset.MaxValue : _soonest;
                    _sleepsUntil = DateTimeOffset.MinValue;
                    return;
                }

                _sleepsUntil = until;
                _rung = _rung.Task.IsCompleted ? New() : _rung;
                rung = _rung.Task;
            }

            using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(rung, Task.Delay(delay, time, awake.Token));
            await awake.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
