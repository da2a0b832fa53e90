namespace Scout.Core.Events;

/// <summary>What an event asks of the alert of its topic.</summary>
public abstract record EventAsk
{
    private EventAsk() { } // closed

    /// <summary>Something went wrong: opens an alert, or belongs to the one that is open.</summary>
    public sealed record Occur : EventAsk
    {
        /// <summary>It had been dealt with and is back: reaches people again although somebody holds it.</summary>
        public bool Again { get; init; }

        /// <summary>Whoever holds the alert hears of it by text, now and then.</summary>
        public bool TellsHolder { get; init; }

        /// <summary>Null: somebody ends it. Otherwise the alert ends by itself after this long without another event.</summary>
        public TimeSpan? EndsAfter { get; init; }

        /// <summary>
        /// A beginning that is older than the end may be a copy that was under way, but only this soon after the end was
        /// heard of; later it has come back under its old time. Null: however late.
        /// </summary>
        public TimeSpan? MayLag { get; init; }
    }

    /// <summary>Somebody, or the source itself, says that it is over.</summary>
    public sealed record Over : EventAsk
    {
        /// <summary>The trouble itself is gone, and nobody closed anything: those who were disturbed hear that all is well.</summary>
        public bool IsRecovery { get; init; }
    }

    /// <summary>Quiet at the source. For is null: until the source says that it is back. Otherwise from that time on the next event reaches people.</summary>
    public sealed record Snooze(TimeSpan? For) : EventAsk;

    /// <summary>Somebody at the source took back an end or a snooze.</summary>
    public sealed record Reopen : EventAsk;

    /// <summary>Only kept and shown.</summary>
    public sealed record Note : EventAsk;
}

/// <summary>How often the same event may come, and how its repetition is told from a new one.</summary>
public enum EventRepeat
{
    /// <summary>The same identity within a day is the same event.</summary>
    WithinDay,

    /// <summary>The same identity within ten minutes is the same event: the next one may look alike.</summary>
    WithinMinutes,

    /// <summary>The same identity is the same event, for ever.</summary>
    Ever,

    /// <summary>Only when nothing else about its topic came in between.</summary>
    LastOfTopic,

    /// <summary>The same, for a day: who says for longer that it goes on is believed.</summary>
    LastOfTopicForADay,

    /// <summary>There are no copies: whoever says it again means it.</summary>
    Never,
}

/// <summary>What an event did.</summary>
public enum EventOutcome
{
    /// <summary>Kept and shown, nothing changed.</summary>
    Noted,
    Opened,
    Bumped,
    Closed,
    Snoozed,
    Reopened,
    Duplicate,

    /// <summary>A test of the connection: it arrived.</summary>
    Test,
}
