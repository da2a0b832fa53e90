using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Tandem;

/// <summary>A document of sleep or exercise in Nightscout that has no end.</summary>
/// <param name="EventType">Sleep or Exercise.</param>
/// <param name="Id">Its _id.</param>
/// <param name="Reason">As it stands there; contains "Not Ended".</param>
/// <param name="PumpEventId">The number of the event it began with.</param>
public sealed record OpenDocument(
    string EventType,
    string Id,
    DateTimeOffset CreatedAt,
    string Reason,
    string PumpEventId
)
{
    private const string Mark = "Not Ended";

    /// <summary>Null: it has an end, or no _id or time by which it could be replaced.</summary>
    public static OpenDocument? Of(string eventType, JsonElement treatment) =>
        treatment.TextOf("_id") is { Length: > 0 } id
        && treatment.TimeOf("created_at") is { } createdAt
        && treatment.TextOf("reason") is var reason
        && reason.Contains(Mark, StringComparison.Ordinal)
            ? new OpenDocument(eventType, id, createdAt, reason, treatment.TextOf("pump_event_id"))
            : null;

    /// <summary>The reason once it has ended; null: nothing is left of it.</summary>
    public string? Ended => Reason.Trim() is Mark ? null : Reason.Replace($" - {Mark}", "", StringComparison.Ordinal);
}
