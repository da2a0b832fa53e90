using Scout.Server.Pages.Languages;
using Scout.Server.Replies;

namespace Scout.Server.Pages.Alerts;

/// <summary>Answers to buttons, as words that an address can carry.</summary>
internal static class ActNotes
{
    /// <summary>Null: the page itself shows what was done.</summary>
    public static string? Of(ActAnswer answer) =>
        answer switch
        {
            ActAnswer.Stale => "stale",
            ActAnswer.Over => "over",
            ActAnswer.CloseRefused => "not-closed",
            ActAnswer.CalledAlready => "called",
            ActAnswer.NoSuchContact => "no-contact",
            ActAnswer.BadTime => "bad-time",
            _ => null,
        };

    public static string? Words(string? note) =>
        note switch
        {
            "stale" => Say.It(
                "Somebody was faster: what you see now is how it stands. Press again if you still want to."
            ),
            "over" => Say.It("This alert is over. Nothing was changed."),
            "not-closed" => Say.It(
                "It is still so, and Scout does not look away. Acknowledge it to have 15 minutes or more, or snooze it."
            ),
            "called" => Say.It("That phone was called a moment ago. The page shows from when it can be called again."),
            "no-contact" => Say.It(
                "Nobody with a verified number belongs to that button any more. Nothing was changed."
            ),
            "bad-time" => Say.It("That time is over already, or is no time. Choose another one; nothing was changed."),
            _ => null,
        };
}
