using NodaTime;

namespace Scout.Core.Replies;

/// <summary>What a text says. Which alert is meant is decided later, by <see cref="ReplyRules"/>.</summary>
public abstract record Reply
{
    private Reply() { } // closed

    /// <summary>An act on an alert.</summary>
    /// <param name="Code">The code that the sender wrote; null: none, the alert must be clear without.</param>
    /// <param name="Time">How long to snooze; null: the usual time. Only with <see cref="ReplyVerb.Snooze"/>.</param>
    public sealed record Act(ReplyVerb Verb, int? Code = null, ReplyTime? Time = null) : Reply;

    /// <summary>Which alerts are open?</summary>
    public sealed record List : Reply;

    /// <summary>Who is reached, and who has taken what?</summary>
    public sealed record Who : Reply;

    /// <summary>The newest values.</summary>
    public sealed record Status : Reply;

    /// <summary>"I take the duty now."</summary>
    public sealed record Take : Reply;

    /// <summary>"Somebody else, please, for this long."</summary>
    public sealed record Cover(ReplyTime Time) : Reply;

    /// <summary>STOP and its family: no more texts to this number.</summary>
    public sealed record OptOut : Reply;

    /// <summary>START and its family.</summary>
    public sealed record OptIn : Reply;

    /// <summary>HELP, INFO: the carrier answers.</summary>
    public sealed record Help : Reply;

    public sealed record NotUnderstood : Reply;
}

/// <summary>What can be done to an alert by text.</summary>
public enum ReplyVerb
{
    Acknowledge,
    Snooze,
    Close,
    Escalate,
}

/// <summary>How long, as it was written.</summary>
public abstract record ReplyTime
{
    private ReplyTime() { } // closed

    /// <summary>Whole minutes, at least one.</summary>
    public sealed record Lasting(TimeSpan Span) : ReplyTime;

    /// <summary>Until the sender's clock next shows this, to the minute.</summary>
    public sealed record UntilClock(LocalTime Time) : ReplyTime;
}
