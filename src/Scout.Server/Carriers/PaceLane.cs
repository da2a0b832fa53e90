using Scout.Core.Deliveries;

namespace Scout.Server.Carriers;

/// <summary>Those who wait for one channel of one carrier. Touched only under the lock of its pace.</summary>
internal sealed class PaceLane(CarrierPace pace, string carrier, Channel channel, int perSecond, TimeProvider time)
{
    private readonly PriorityQueue<Waiting, (long Rank, long Since, long Order)> _waiting = new();
    private readonly Queue<long> _left = new(); // time stamps, which no change of the clock moves
    private int _held;
    private long _came;
    private ITimer? _timer;

    public void Add(TaskCompletionSource<PacePlace> granted, Urgency urgency) =>
        _waiting.Enqueue(new Waiting(granted, urgency), (urgency.Rank, urgency.Since, _came++));

    public void Left()
    {
        _held--;
        _left.Enqueue(time.GetTimestamp());
    }

    public void GivenBack() => _held--;

    /// <summary>Gives out what places there are, the most urgent first.</summary>
    public void Grant()
    {
        while (_waiting.TryPeek(out var first, out _))
        {
            if (first.Granted.Task.IsCompleted)
            {
                _waiting.Dequeue(); // cancelled meanwhile
            }
            else if (!HasRoom() || !pace.IsNextAfterAll(first.Urgency))
            {
                return;
            }
            else
            {
                _waiting.Dequeue();
                var place = new PacePlace(pace, carrier, channel);
                _held += first.Granted.TrySetResult(place) ? 1 : 0;
            }
        }
    }

    private bool HasRoom()
    {
        var now = time.GetTimestamp();
        while (_left.TryPeek(out var oldest) && now - oldest >= time.TimestampFrequency)
        {
            _left.Dequeue();
        }

        if (_held + _left.Count < perSecond)
        {
            return true;
        }

        if (_left.TryPeek(out var next))
        {
            // A timer may be a little early: then it is set again, for a millisecond at least.
            var wait = time.GetElapsedTime(now, next + time.TimestampFrequency);
            var atLeast = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
            _timer ??= time.CreateTimer(_ => pace.Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(atLeast, Timeout.InfiniteTimeSpan);
        }

        return false;
    }

    private sealed record Waiting(TaskCompletionSource<PacePlace> Granted, Urgency Urgency);
}
