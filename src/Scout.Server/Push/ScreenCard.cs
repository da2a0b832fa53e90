namespace Scout.Server.Push;

/// <summary>A screen as pages show it, without what must stay secret.</summary>
/// <param name="Failure">Why the service refused since it last took a message; empty: it did not.</param>
/// <param name="EndedAt">The service said it is gone; nothing is sent there any more.</param>
public sealed record ScreenCard(
    string Id,
    string Service,
    string Name,
    bool HidesValues,
    DateTimeOffset? ReachedAt,
    string Failure,
    DateTimeOffset? EndedAt
);
