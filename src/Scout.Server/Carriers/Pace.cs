namespace Scout.Server.Carriers;

/// <summary>Lets at most so many through in any rolling second; the others wait in the order they came.</summary>
internal sealed class Pace(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _slots = new(perSecond); // time stamps, which no change of the clock moves

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Reserve();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    // A place that is cancelled stays taken: being slower than allowed harms nobody.
    private TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var slot = now;
            if (_slots.Count == perSecond)
            {
                slot = Math.Max(now, _slots.Dequeue() + time.TimestampFrequency);
            }

            _slots.Enqueue(slot);
            return time.GetElapsedTime(now, slot);
        }
    }
}
