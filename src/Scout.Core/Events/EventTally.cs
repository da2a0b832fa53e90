namespace Scout.Core.Events;

/// <summary>What an alert that events opened keeps about them.</summary>
/// <param name="LastEvent">The id of the event that changed the alert last.</param>
/// <param name="NewestAt">The newest time that an event of the alert carried, by the source's clock.</param>
public sealed record EventTally(string LastEvent, DateTimeOffset? NewestAt)
{
    /// <summary>When the alert ends by itself; null: somebody ends it.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When whoever holds it was last texted about further events.</summary>
    public DateTimeOffset? HolderToldAt { get; init; }
}
