namespace Scout.Core.Replies;

/// <summary>What a key on a call means.</summary>
public abstract record KeyPress
{
    private KeyPress() { } // closed

    public sealed record Act(ReplyAct Does) : KeyPress;

    /// <summary>9, *, or no key in time: say it again.</summary>
    public sealed record Again : KeyPress;

    public sealed record NotUnderstood : KeyPress;

    /// <param name="digits">As the carrier tells them; empty for none. Two keys at once mean nothing.</param>
    public static KeyPress Read(string digits) =>
        digits.Trim() switch
        {
            "1" => new Act(new ReplyAct.Acknowledge()),
            "2" => new Act(new ReplyAct.Snooze(For: null)),
            "3" => new Act(new ReplyAct.Close()),
            "4" => new Act(new ReplyAct.Escalate()),
            "" or "9" or "*" => new Again(),
            _ => new NotUnderstood(),
        };
}
