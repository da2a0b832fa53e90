namespace Scout.Core.Replies;

/// <summary>An explicit act of a person on an alert.</summary>
public abstract record ReplyAct
{
    private ReplyAct() { } // closed

    public sealed record Acknowledge : ReplyAct;

    /// <summary>For is null: the kind's own time (15 min for glucose).</summary>
    public sealed record Snooze(TimeSpan? For) : ReplyAct;

    public sealed record Close : ReplyAct;

    /// <summary>Go on to the next step now.</summary>
    public sealed record Escalate : ReplyAct;

    /// <summary>Call this contact now, whatever the plan says. The alert stays as it is.</summary>
    public sealed record CallNow(string Contact) : ReplyAct;
}

/// <summary>How a reply came.</summary>
public enum ReplyWay
{
    Key,
    Text,
    Page,

    /// <summary>By a program, with a token of an account.</summary>
    Api,

    /// <summary>By the button of a message on a screen.</summary>
    Push,

    /// <summary>At the source itself: somebody closed or snoozed it there.</summary>
    Source,
}
