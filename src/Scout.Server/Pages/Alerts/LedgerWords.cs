using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Alerts;

/// <summary>A ledger line in words, without its time.</summary>
internal static class LedgerWords
{
    public static string Of(LedgerLine line, AlertCard card)
    {
        var who = card.NameOf(line.Contact);
        return line.Entry switch
        {
            LedgerEntry.CallOrdered
            or LedgerEntry.TextOrdered
            or LedgerEntry.PushOrdered
            or LedgerEntry.Left
            or LedgerEntry.Refused => Sent(line, who, Until(line, card)),
            LedgerEntry.PickedUp or LedgerEntry.Missed or LedgerEntry.Arrived => Arrived(line, who),
            LedgerEntry.Acknowledged
            or LedgerEntry.Snoozed
            or LedgerEntry.Closed
            or LedgerEntry.CloseRefused
            or LedgerEntry.Escalated
            or LedgerEntry.CallAsked
            or LedgerEntry.Paused
            or LedgerEntry.Resumed => Done(line, card),
            LedgerEntry.SourceAsked or LedgerEntry.SourceAnswered => SourceWords.Of(line),
            _ => Became(line, card, who),
        };
    }

    /// <summary>"by a key", "by text", "on the page".</summary>
    public static string Way(ReplyWay? way) =>
        way switch
        {
            ReplyWay.Key => Say.It("by a key"),
            ReplyWay.Text => Say.It("by text"),
            ReplyWay.Push => Say.It("by the button of a message"),
            ReplyWay.Api => Say.It("by the API"),
            ReplyWay.Source => Say.It("at the source"),
            _ => Say.It("on the page"),
        };

    private static string Sent(LedgerLine line, string who, string until) =>
        line switch
        {
            { Entry: LedgerEntry.CallOrdered } => Say.It("A call to {0} was ordered.", who),
            { Entry: LedgerEntry.TextOrdered } when line.Until > line.At => Say.It(
                "A text to {0} waits until {1}, the end of quiet hours.",
                who,
                until
            ),
            { Entry: LedgerEntry.TextOrdered } => Say.It("A text to {0} was ordered.", who),
            { Entry: LedgerEntry.PushOrdered } when line.Until > line.At => Say.It(
                "A message to {0}'s screens waits until {1}, the end of quiet hours.",
                who,
                until
            ),
            { Entry: LedgerEntry.PushOrdered } => Say.It("A message to {0}'s screens was ordered.", who),
            { Entry: LedgerEntry.Left, Channel: Channel.Push } => Say.It(
                "The message to {0}'s screens left through {1}.",
                who,
                line.Carrier
            ),
            { Entry: LedgerEntry.Left, Channel: Channel.Text } => Say.It(
                "The text to {0} left through {1}.",
                who,
                line.Carrier
            ),
            { Entry: LedgerEntry.Left } => Say.It("The call to {0} left through {1}.", who, line.Carrier),
            _ => Say.It("{0} refused{1}.", line.Carrier, Why(line)),
        };

    private static string Arrived(LedgerLine line, string who) =>
        line.Entry switch
        {
            LedgerEntry.PickedUp => Say.It("{0}: the phone was picked up; no key yet.", Capital(who)),
            LedgerEntry.Missed when line.Channel is Channel.Push => Say.It(
                "{0}: the message reached no screen{1}.",
                Capital(who),
                Why(line)
            ),
            LedgerEntry.Missed => Say.It("{0}: not reached{1}.", Capital(who), Why(line)),
            _ => Say.It("{0}: the text arrived.", Capital(who)),
        };

    private static string Done(LedgerLine line, AlertCard card)
    {
        var who = Capital(card.NameOf(line.Contact));
        var way = Way(line.Way);
        var until = Until(line, card);
        return line.Entry switch
        {
            LedgerEntry.Acknowledged => Say.It("{0} took it {1}; it rests until {2}.", who, way, until),
            LedgerEntry.Snoozed when line.Until == DateTimeOffset.MaxValue => Say.It(
                "{0} snoozed it {1} until it comes back.",
                who,
                way
            ),
            LedgerEntry.Snoozed => Say.It("{0} snoozed it {1} until {2}.", who, way, until),
            LedgerEntry.Closed => Say.It("{0} closed it {1}.", who, way),
            LedgerEntry.CloseRefused => Say.It("{0} wanted to close it, but it is still so.", who),
            LedgerEntry.Escalated => Say.It("{0} escalated it {1}.", who, way),
            LedgerEntry.CallAsked => Say.It("{0} asked for a call to {1} now.", who, card.NameOf(line.Target)),
            LedgerEntry.Paused => Say.It("{0} paused the alarms; this one is quiet until {1}.", who, until),
            _ => Say.It("{0} ended the pause.", who),
        };
    }

    private static string Became(LedgerLine line, AlertCard card, string who)
    {
        var value =
            line.Reading is { } reading ? $": {GlucoseText.Written(reading.Value, card.Unit, Say.Language)}"
            : line.Sensor is { Value: { } measured } sensor
                ? $": {DeviceMessages.Amount(measured, sensor.Decimals, sensor.Unit, Say.Language)}"
            : "";
        return line.Entry switch
        {
            LedgerEntry.Opened when line.Rule is Core.Watches.RuleKind.Problem => ProblemText.Ledger(line, who),
            LedgerEntry.EventCame or LedgerEntry.EventTold or LedgerEntry.Reopened => ProblemText.Ledger(line, who),
            LedgerEntry.Opened => Say.It("The alert opened{0}.", value),
            LedgerEntry.Worsened => Say.It("It got worse{0}.", value),
            LedgerEntry.Eased => Say.It("It eased{0}.", value),
            LedgerEntry.RoundBegan => Say.It("Round {0} began.", line.Round),
            LedgerEntry.StepBegan => Say.It("Step {0} began{1}.", line.Step + 1, Why(line)),
            LedgerEntry.Gathered => Say.It(
                "Another page of this project has just gone out: this one is told with the next, by {0}.",
                Until(line, card)
            ),
            LedgerEntry.HeldBack => Say.It(
                "The project has had its pages for this hour: this one is told by {0}, together with all that wait.",
                Until(line, card)
            ),
            LedgerEntry.ToldWith => Say.It("People were told of it together with other problems of {0}.", card.About),
            LedgerEntry.NobodyOnDuty => Say.It("Nobody is on duty in {0}.", line.Detail),
            LedgerEntry.HoldEnded => Say.It("The rest is over and it is still so: ringing again."),
            LedgerEntry.Waiting => Say.It("Nobody took it; next round at {0}.", Until(line, card)),
            LedgerEntry.Clearing when card.Alert.Kind is AlertKind.Impaired => Say.It(
                "What was wrong is gone; it is over when it stays away."
            ),
            LedgerEntry.Clearing => Say.It("A first good reading{0}; the next decides.", value),
            LedgerEntry.BreachedAgain => Say.It("It looked over, and was not{0}.", value),
            LedgerEntry.Resolved => Say.It("It is over{0}.", value),
            LedgerEntry.AllClearOrdered => Say.It("An all-clear to {0} was ordered.", who),
            LedgerEntry.TakenByOrdered => Say.It("{0}: told who took it.", Capital(who)),
            _ => $"{line.Entry}{Why(line)}",
        };
    }

    private static string Until(LedgerLine line, AlertCard card) =>
        line.Until is { } time && time < DateTimeOffset.MaxValue ? card.Clock.At(time) : "";

    private static string Why(LedgerLine line) => line.Detail is { Length: > 0 } detail ? $": {Reason(detail)}" : "";

    /// <summary>Scout's own reasons in the reader's language; a carrier's words stay as they came.</summary>
    public static string Reason(string detail) =>
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
            "dealt with" => Say.It("dealt with"),
            _ => detail,
        };

    /// <summary>At the beginning of a sentence.</summary>
    private static string Capital(string who) =>
        who == Say.It("you") || who == Say.It("somebody") ? char.ToUpperInvariant(who[0]) + who[1..] : who;
}
