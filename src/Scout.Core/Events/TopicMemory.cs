namespace Scout.Core.Events;

/// <summary>What is remembered of a topic between its events, beside its alert.</summary>
public sealed record TopicMemory
{
    /// <summary>The newest time that an event of the topic carried.</summary>
    public DateTimeOffset? NewestAt { get; init; }

    /// <summary>The identity of the last event of the topic.</summary>
    public string LastIdentity { get; init; } = "";

    /// <summary>When that event came.</summary>
    public DateTimeOffset? LastTakenAt { get; init; }

    /// <summary>The newest event known when the source last said "over" or "snoozed" and no alert was open.</summary>
    public DateTimeOffset? QuietedAt { get; init; }

    /// <summary>When the source last said "over" or "snoozed", by Scout's clock.</summary>
    public DateTimeOffset? QuietHeardAt { get; init; }

    /// <summary>The alert that the topic had last.</summary>
    public string? Alert { get; init; }

    /// <summary>Of a project's releases: the last one, and when it was heard of.</summary>
    public string Release { get; init; } = "";

    public DateTimeOffset? ReleasedAt { get; init; }
}
