namespace Scout.Server.Pages.Watch;

/// <summary>A contact of a watch.</summary>
internal sealed record PersonRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    /// <summary>1: proved by a code, or vouched for.</summary>
    public required long MayBeReached { get; init; }

    public long? OptedOutAt { get; init; }
}

/// <summary>An alert as it is kept.</summary>
internal sealed record KeptAlertRow
{
    public required string State { get; init; }

    public long? ClosedAt { get; init; }
}
