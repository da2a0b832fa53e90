namespace Scout.Server.Storage;

/// <summary>Tells the loop of due work when to look again. Hearing nothing does no harm: the loop looks by itself.</summary>
internal sealed class Bell
{
    /// <summary>The one who listens.</summary>
    public Action<DateTimeOffset>? Rung { get; set; }

    public void Ring(DateTimeOffset at) => Rung?.Invoke(at);
}
