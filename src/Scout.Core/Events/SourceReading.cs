namespace Scout.Core.Events;

/// <summary>What the body that a source sent turned out to be.</summary>
public abstract record SourceReading
{
    private SourceReading() { } // closed

    public sealed record Readable(SourceEvent Event) : SourceReading;

    /// <summary>Kept for a person to look at. Problem: a sentence that says what is wrong.</summary>
    public sealed record Unreadable(string Problem) : SourceReading;
}
