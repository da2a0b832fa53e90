namespace Scout.Core.Events;

/// <summary>A sign of life that must come again and again: what is wrong is that it does not.</summary>
/// <param name="Every">How often it is sent.</param>
/// <param name="Grace">How much later than that it may come.</param>
public sealed record Heartbeat(TimeSpan Every, TimeSpan Grace)
{
    public const string SilenceWords = "No heartbeat came in time";
    public const string BackWords = "The heartbeat came again";

    /// <summary>Nobody listened for longer than this: a sign of life may have come and found no one.</summary>
    private static readonly TimeSpan Deaf = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>The newest sign of life; null: none came yet, and nothing is expected before the first.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Since when its absence is told; null: it is not.</summary>
    public DateTimeOffset? MissingAt { get; init; }

    /// <summary>Until when nobody is disturbed although none came: Scout itself had not been there to hear it.</summary>
    public DateTimeOffset? SparedUntil { get; init; }

    /// <summary>When its absence becomes trouble; null: it is told already, or nothing is expected yet.</summary>
    public DateTimeOffset? Deadline
    {
        get
        {
            var end = MissingAt is null ? LastAt + Every + Grace : null;
            return SparedUntil > end ? SparedUntil : end;
        }
    }

    /// <summary>What to do at this time.</summary>
    public HeartbeatNews At(DateTimeOffset now)
    {
        if (MissingAt is { } missing)
        {
            return LastAt > missing ? HeartbeatNews.Back : HeartbeatNews.Nothing;
        }

        if (Deadline is not { } end || end > now)
        {
            return HeartbeatNews.Nothing;
        }

        return now - end > Deaf && SparedUntil is null ? HeartbeatNews.Spare : HeartbeatNews.Missing;
    }

    /// <summary>As long as it takes for the next one to come, but not for long.</summary>
    public DateTimeOffset SpareUntil(DateTimeOffset now) =>
        now + (Every + Grace < LongestWait ? Every + Grace : LongestWait);

    /// <summary>The event that says so; the same absence makes the same event.</summary>
    public ProblemEvent Tell(HeartbeatNews news, string watch, DateTimeOffset now)
    {
        var isBack = news is HeartbeatNews.Back;
        EventAsk ask = isBack ? new EventAsk.Over { IsRecovery = true } : new EventAsk.Occur();
        var told = new SourceEvent(
            isBack ? "beat" : "silence",
            $"heartbeat:{watch}",
            $"{news}:{LastAt:O}",
            EventRepeat.Never,
            ask
        )
        {
            Facts = new ProblemFacts("", "") { SilentSince = LastAt, ReceivedAt = now },
            Words = isBack ? BackWords : SilenceWords,
        };
        return new ProblemEvent($"{watch}:{told.Identity}", told, IsLate: false) { NewestAt = now };
    }
}

/// <summary>What became of a heartbeat.</summary>
public enum HeartbeatNews
{
    Nothing,

    /// <summary>It did not come in time.</summary>
    Missing,

    /// <summary>It comes again.</summary>
    Back,

    /// <summary>It did not come in time, but nobody was there to hear it: one more chance.</summary>
    Spare,
}
