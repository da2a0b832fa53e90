namespace Scout.TestKit;

/// <summary>
/// A clock that stands still until a test moves it. Timers, and so <c>Task.Delay(span, time, token)</c>, fire inside
/// <see cref="Advance"/> in the order they are due, each at its own time. One thread drives it.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start;
    private long _created;
    private TimeSpan _jumped;

    /// <summary>A Sunday at noon, UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; null when nobody waits.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count == 0 ? null : _timers.Min(timer => timer.Due);
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (_now - _jumped).UtcTicks;
        }
    }

    /// <summary>Somebody sets the clock: no time passes, timers wait as long as before.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
            _jumped += by;
            _timers.ForEach(timer => timer.Move(by));
        }
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    public void AdvanceTo(DateTimeOffset end)
    {
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The clock stands at the timer's time while it fires, and at the end when there is none left.</summary>
    private Timer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var timer = _timers
                .Where(timer => timer.Due <= end)
                .OrderBy(timer => (timer.Due, timer.Order))
                .FirstOrDefault();
            _now = timer is null ? Later(_now, end) : Later(_now, timer.Due);
            timer?.Next();
            return timer;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public long Order { get; private set; }

        public void Fire() => callback(state);

        public void Next()
        {
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
            }
            else
            {
                time._timers.Remove(this);
            }
        }

        public void Move(TimeSpan by) => Due += by;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                _period = period;
                Due = time._now + dueTime;
                Order = time._created++;
                time._timers.Add(this);
                if (dueTime <= TimeSpan.Zero)
                {
                    // What is due at once does not wait for the clock to move.
                    Next();
                    ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
