namespace Scout.Server.Storage;

/// <summary>
/// When this node last could not write. Kept in memory, because it cannot be kept anywhere else; a process that dies of
/// it is missed by what is due.
/// </summary>
internal sealed class Outage
{
    /// <summary>Remembered for this long after its end; what fails again within it is the same outage.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private DateTimeOffset? _since;
    private DateTimeOffset? _until;

    public void Failed(DateTimeOffset now)
    {
        lock (_lock)
        {
            _since = _since is null || now - _until > Remembered ? now : _since;
            _until = null;
        }
    }

    public void Worked(DateTimeOffset now)
    {
        lock (_lock)
        {
            _until ??= _since is null ? null : now;
        }
    }

    /// <summary>How long the outage lasted that goes on or is over since a short while; null when there was none.</summary>
    public TimeSpan? Lately(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _since is { } since && !(now - _until > Remembered) ? (_until ?? now) - since : null;
        }
    }
}
