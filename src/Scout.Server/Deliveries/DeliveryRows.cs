using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Watches;

namespace Scout.Server.Deliveries;

/// <summary>One call or text to one contact, as it is stored.</summary>
internal sealed record DeliveryRow
{
    public required string Id { get; init; }

    public string? AlertId { get; init; }

    public string? WatchId { get; init; }

    public required string ContactId { get; init; }

    public required string Phone { get; init; }

    public required Channel Channel { get; init; }

    public required Purpose Purpose { get; init; }

    public required int Round { get; init; }

    public required int Step { get; init; }

    public required Severity Severity { get; init; }

    public required string Facts { get; init; }

    public required DeliveryState State { get; init; }

    public required string Said { get; init; }

    public required int Keys { get; init; }

    public required long NotBefore { get; init; }

    public required long ExpiresAt { get; init; }

    public DateTimeOffset OrderedFor => DateTimeOffset.FromUnixTimeMilliseconds(NotBefore);

    public long Rank => QueueOrder.RankOf(Purpose, Severity);

    public long? FinishedAt { get; init; }

    public long? OptedOutAt { get; init; }

    /// <summary>1: the contact's number was proved, or somebody who runs the instance wrote it down.</summary>
    public long Reachable { get; init; }
}

/// <summary>One try at one carrier, as it is stored.</summary>
internal sealed record AttemptRow
{
    public required string Id { get; init; }

    public required string DeliveryId { get; init; }

    public required int Number { get; init; }

    public required string Carrier { get; init; }

    public required string Token { get; init; }

    public string? Reference { get; init; }

    public required AttemptState State { get; init; }

    public RefusalKind? Refusal { get; init; }

    public long? RetryAfterMs { get; init; }

    /// <summary>When the number was called before this try; put back when nothing was placed.</summary>
    public long? PreviousCallAt { get; init; }

    public required long SentAt { get; init; }

    public DateTimeOffset Sent => DateTimeOffset.FromUnixTimeMilliseconds(SentAt);

    public FailedTry? AsFailed() =>
        State is AttemptState.Failed
            ? new FailedTry(
                Carrier,
                Refusal ?? RefusalKind.Lost,
                RetryAfterMs is { } pause ? TimeSpan.FromMilliseconds(pause) : null
            )
            : null;
}

/// <summary>Where an attempt stands.</summary>
internal enum AttemptState
{
    /// <summary>Written; the request is leaving.</summary>
    Sending,

    /// <summary>The answer was lost.</summary>
    Doubt,

    /// <summary>The carrier has it.</summary>
    Accepted,

    /// <summary>Nothing was, or will be, placed by it.</summary>
    Failed,

    /// <summary>The carrier has spoken its last word.</summary>
    Over,
}
