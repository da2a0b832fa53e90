using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Status;

/// <summary>A ledger line in words, without its time.</summary>
internal static class LedgerWords
{
    public static string Of(LedgerLine line, AlertCard card)
    {
        var who = card.NameOf(line.Contact);
        var why = line.Detail is { Length: > 0 } detail ? $": {Reason(detail)}" : "";
        var until = line.Until is { } time ? card.Clock.At(time) : "";
        return line.Entry switch
        {
            LedgerEntry.Opened => Say.It("The alert opened{0}.", Value(line, card)),
            LedgerEntry.Worsened => Say.It("It got worse{0}.", Value(line, card)),
            LedgerEntry.Eased => Say.It("It eased{0}.", Value(line, card)),
            LedgerEntry.RoundBegan => Say.It("Round {0} began.", line.Round),
            LedgerEntry.StepBegan => Say.It("Step {0} began{1}.", line.Step + 1, why),
            LedgerEntry.CallOrdered => Say.It("A call to {0} was ordered.", who),
            LedgerEntry.TextOrdered when line.Until > line.At => Say.It(
                "A text to {0} waits until {1}, the end of quiet hours.",
                who,
                until
            ),
            LedgerEntry.TextOrdered => Say.It("A text to {0} was ordered.", who),
            LedgerEntry.Left when line.Channel is Channel.Text => Say.It(
                "The text to {0} left through {1}.",
                who,
                line.Carrier
            ),
            LedgerEntry.Left => Say.It("The call to {0} left through {1}.", who, line.Carrier),
            LedgerEntry.Refused => Say.It("{0} refused{1}.", line.Carrier, why),
            LedgerEntry.PickedUp => Say.It("{0}'s phone was picked up; no key yet.", who),
            LedgerEntry.Missed => Say.It("{0} was not reached{1}.", who, why),
            LedgerEntry.Arrived => Say.It("The text arrived on {0}'s phone.", who),
            LedgerEntry.Acknowledged => Say.It(
                "{0} took it {1}; it rests until {2}.",
                Capital(who),
                Way(line.Way),
                until
            ),
            LedgerEntry.Snoozed => Say.It("{0} snoozed it {1} until {2}.", Capital(who), Way(line.Way), until),
            LedgerEntry.Closed => Say.It("{0} closed it {1}.", Capital(who), Way(line.Way)),
            LedgerEntry.CloseRefused => Say.It("{0} wanted to close it, but it is still so.", Capital(who)),
            LedgerEntry.Escalated => Say.It("{0} escalated it {1}.", Capital(who), Way(line.Way)),
            LedgerEntry.HoldEnded => Say.It("The rest is over and it is still so: ringing again."),
            LedgerEntry.Waiting => Say.It("Nobody took it; next round at {0}.", until),
            LedgerEntry.Clearing when card.Alert.Kind is AlertKind.Impaired => Say.It(
                "What was wrong is gone; it is over when it stays away."
            ),
            LedgerEntry.Clearing => Say.It("A first good reading{0}; the next decides.", Value(line, card)),
            LedgerEntry.BreachedAgain => Say.It("It looked over, and was not{0}.", Value(line, card)),
            LedgerEntry.Resolved => Say.It("It is over{0}.", Value(line, card)),
            LedgerEntry.AllClearOrdered => Say.It("An all-clear to {0} was ordered.", who),
            LedgerEntry.TakenByOrdered => Say.It("{0} is told who took it.", Capital(who)),
            _ => $"{line.Entry}{why}",
        };
    }

    private static string Value(LedgerLine line, AlertCard card) =>
        line.Reading is { } reading ? $": {GlucoseText.Written(reading.Value, card.Unit, Say.Language)}" : "";

    private static string Way(ReplyWay? way) =>
        way switch
        {
            ReplyWay.Key => Say.It("by a key"),
            ReplyWay.Text => Say.It("by text"),
            _ => Say.It("on the page"),
        };

    private static string Capital(string who) =>
        who == Say.It("you") ? Say.It("You")
        : who == Say.It("somebody") ? Say.It("Somebody")
        : who;

    /// <summary>Scout's own reasons in the reader's language; a carrier's words stay as they came.</summary>
    private static string Reason(string detail) =>
        detail switch
        {
            "no news in time" => Say.It("no news in time"),
            "no answer in time" => Say.It("no answer in time"),
            "the connection broke" => Say.It("the connection broke"),
            "voicemail" => Say.It("voicemail"),
            "unanswered" => Say.It("unanswered"),
            "declined" => Say.It("declined"),
            "busy" => Say.It("busy"),
            "cancelled" => Say.It("cancelled"),
            _ => detail,
        };
}
