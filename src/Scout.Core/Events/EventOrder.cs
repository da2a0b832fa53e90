namespace Scout.Core.Events;

/// <summary>What became of an event before the turn.</summary>
public abstract record EventJudgement
{
    private EventJudgement() { } // closed

    /// <summary>A second copy: nothing happens.</summary>
    public sealed record Duplicate : EventJudgement;

    /// <summary>It goes through the turn. Memory: of its topic, from now on.</summary>
    public sealed record Take(ProblemEvent Event, TopicMemory Memory) : EventJudgement;
}

/// <summary>
/// Copies, late ones and the order of events: webhooks come at most once, or twice, in any order. Times in a body only
/// order events of one topic; they never keep anybody from being reached.
/// </summary>
public static class EventOrder
{
    /// <summary>The pages of so long after a release name it.</summary>
    public static TimeSpan ReleaseLasts { get; } = TimeSpan.FromMinutes(60);

    /// <param name="id">Of this event, unique.</param>
    /// <param name="memory">Of its topic.</param>
    /// <param name="seenAt">When an event with the same identity last came to this watch and was no copy; null: never.</param>
    /// <param name="release">The last release of its project; null: none known.</param>
    public static EventJudgement Judge(
        string id,
        SourceEvent told,
        TopicMemory memory,
        DateTimeOffset? seenAt,
        TopicMemory? release,
        DateTimeOffset now
    )
    {
        if (IsCopy(told, memory, seenAt, now))
        {
            return new EventJudgement.Duplicate();
        }

        // A clock that runs ahead would make everything after it late.
        var at = told.Facts.At > now ? now : told.Facts.At;
        var isLate = at < memory.NewestAt;
        var newest = isLate || at is null ? memory.NewestAt : at;
        var facts = told.Facts with { At = at, ReceivedAt = now };
        if (release is { ReleasedAt: { } released } && now - released <= ReleaseLasts && told.Ask is EventAsk.Occur)
        {
            facts = facts with { Release = release.Release, ReleasedAt = released };
        }

        var taken = told with { Facts = facts, Ask = isLate && told.IsStateChange ? new EventAsk.Note() : told.Ask };
        var next = memory with
        {
            NewestAt = newest,
            LastIdentity = told.Identity,
            LastTakenAt = now,
            // With an open alert the alert itself keeps what was known when it ended.
            QuietedAt = (isLate, told.Ask) switch
            {
                (false, EventAsk.Over or EventAsk.Snooze) => newest,
                (false, EventAsk.Reopen) => null,
                _ => memory.QuietedAt,
            },
            QuietHeardAt = told.Ask is EventAsk.Over or EventAsk.Snooze && !isLate ? now : memory.QuietHeardAt,
            Release = told.Release.Length > 0 ? told.Release : memory.Release,
            ReleasedAt = told.Release.Length > 0 ? now : memory.ReleasedAt,
        };
        var problem = new ProblemEvent(id, taken, isLate)
        {
            NewestAt = newest,
            Previous = memory.Alert,
            QuietedAt = memory.QuietedAt,
            QuietHeardAt = memory.QuietHeardAt,
        };
        return new EventJudgement.Take(problem, next);
    }

    private static bool IsCopy(SourceEvent told, TopicMemory memory, DateTimeOffset? seenAt, DateTimeOffset now) =>
        told.Repeat switch
        {
            EventRepeat.LastOfTopic => memory.LastIdentity == told.Identity,
            EventRepeat.LastOfTopicForADay => memory.LastIdentity == told.Identity
                && now - memory.LastTakenAt < TimeSpan.FromHours(24),
            EventRepeat.Never => false,
            EventRepeat.Ever => seenAt is not null,
            EventRepeat.WithinMinutes => now - seenAt < TimeSpan.FromMinutes(10),
            _ => now - seenAt < TimeSpan.FromHours(24),
        };
}
