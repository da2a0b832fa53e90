using Scout.Core.Alerts;

namespace Scout.Core.Events;

/// <summary>A source's event, put in order and freed of copies: ready for the turn.</summary>
/// <param name="Id">Of this event and no other: applied twice it counts once.</param>
/// <param name="IsLate">Something newer about the same topic is known already.</param>
public sealed record ProblemEvent(string Id, SourceEvent Event, bool IsLate)
{
    /// <summary>The newest time known of the topic, this event included.</summary>
    public DateTimeOffset? NewestAt { get; init; }

    /// <summary>The alert that the topic had last, which may be over; null: none.</summary>
    public string? Previous { get; init; }

    /// <summary>Of the memory: see <see cref="TopicMemory.QuietedAt"/>.</summary>
    public DateTimeOffset? QuietedAt { get; init; }

    /// <summary>Of the memory: see <see cref="TopicMemory.QuietHeardAt"/>.</summary>
    public DateTimeOffset? QuietHeardAt { get; init; }

    /// <summary>An event that is not newer than what was known when the alert ended had been seen by whoever ended it.</summary>
    internal bool WasSeenBefore(Alert? ended)
    {
        if (!IsLate || Event.Facts.At is not { } at)
        {
            return false;
        }

        if (Event.Ask is EventAsk.Occur { MayLag: { } lag } && Event.Facts.ReceivedAt - QuietHeardAt > lag)
        {
            return false;
        }

        return at <= ended?.Events?.NewestAt || at <= QuietedAt;
    }
}
