namespace Scout.Server.Hosting.Health;

/// <summary>When this process started, by both clocks: the difference between them is a jump of the wall clock.</summary>
internal sealed class StartedAt(TimeProvider time)
{
    private readonly long _ticks = time.GetTimestamp();

    public DateTimeOffset At { get; } = time.GetUtcNow();

    /// <summary>How far the wall clock moved more than time passed.</summary>
    public TimeSpan Jump() => time.GetUtcNow() - At - time.GetElapsedTime(_ticks);
}
