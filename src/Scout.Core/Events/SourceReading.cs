using System.Collections.Immutable;

namespace Scout.Core.Events;

/// <summary>What the body that a source sent turned out to be.</summary>
public abstract record SourceReading
{
    private SourceReading() { } // closed

    public sealed record Readable(SourceEvent Event) : SourceReading;

    /// <summary>One body about many things, each an event of its own; in the order in which they stand.</summary>
    public sealed record Several(ImmutableArray<SourceEvent> Events) : SourceReading;

    /// <summary>Kept for a person to look at. Problem: a sentence that says what is wrong.</summary>
    public sealed record Unreadable(string Problem) : SourceReading;
}
