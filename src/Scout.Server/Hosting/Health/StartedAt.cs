namespace Scout.Server.Hosting.Health;

/// <summary>When this process started, by both clocks: the difference between them is a jump of the wall clock.</summary>
internal sealed class StartedAt(TimeProvider time)
{
    /// <summary>How long a jump is news. Readings from before it are old by then, whatever their ages said.</summary>
    private static readonly TimeSpan News = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly long _ticks = time.GetTimestamp();
    private TimeSpan _known;
    private (TimeSpan By, long SeenAt)? _latest;

    public DateTimeOffset At { get; } = time.GetUtcNow();

    /// <summary>How far the wall clock moved more than time passed.</summary>
    public TimeSpan Jump() => time.GetUtcNow() - At - time.GetElapsedTime(_ticks);

    /// <summary>The jump of the last minutes, as far as somebody looked; null when the clock kept still.</summary>
    public TimeSpan? LatestJump()
    {
        lock (_lock)
        {
            var jump = Jump();
            if ((jump - _known).Duration() > Noise)
            {
                _latest = (jump - _known, time.GetTimestamp());
            }

            _known = jump; // so that a clock which is only turned slowly never counts as one that jumped
            return _latest is { } latest && time.GetElapsedTime(latest.SeenAt) <= News ? latest.By : null;
        }
    }
}
