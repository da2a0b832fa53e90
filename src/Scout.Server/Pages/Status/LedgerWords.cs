using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Replies;

namespace Scout.Server.Pages.Status;

/// <summary>A ledger line in words, without its time.</summary>
internal static class LedgerWords
{
    public static string Of(LedgerLine line, AlertCard card)
    {
        var who = card.NameOf(line.Contact);
        var why = line.Detail is { Length: > 0 } detail ? $": {detail}" : "";
        var until = line.Until is { } time ? card.Clock.At(time) : "";
        return line.Entry switch
        {
            LedgerEntry.Opened => $"The alert opened{Value(line, card)}.",
            LedgerEntry.Worsened => $"It got worse{Value(line, card)}.",
            LedgerEntry.Eased => $"It eased{Value(line, card)}.",
            LedgerEntry.RoundBegan => $"Round {line.Round} began.",
            LedgerEntry.StepBegan => $"Step {line.Step + 1} began{why}.",
            LedgerEntry.CallOrdered => $"A call to {who} was ordered.",
            LedgerEntry.TextOrdered when line.Until > line.At =>
                $"A text to {who} waits until {until}, the end of quiet hours.",
            LedgerEntry.TextOrdered => $"A text to {who} was ordered.",
            LedgerEntry.Left when line.Channel is Channel.Text => $"The text to {who} left through {line.Carrier}.",
            LedgerEntry.Left => $"The call to {who} left through {line.Carrier}.",
            LedgerEntry.Refused => $"{line.Carrier} refused{why}.",
            LedgerEntry.PickedUp => $"{who}'s phone was picked up; no key yet.",
            LedgerEntry.Missed => $"{who} was not reached{why}.",
            LedgerEntry.Arrived => $"The text arrived on {who}'s phone.",
            LedgerEntry.Acknowledged => $"{Capital(who)} took it {Way(line.Way)}; it rests until {until}.",
            LedgerEntry.Snoozed => $"{Capital(who)} snoozed it {Way(line.Way)} until {until}.",
            LedgerEntry.Closed => $"{Capital(who)} closed it {Way(line.Way)}.",
            LedgerEntry.CloseRefused => $"{Capital(who)} wanted to close it, but it is still so.",
            LedgerEntry.Escalated => $"{Capital(who)} escalated it {Way(line.Way)}.",
            LedgerEntry.HoldEnded => "The rest is over and it is still so: ringing again.",
            LedgerEntry.Waiting => $"Nobody took it; next round at {until}.",
            LedgerEntry.Clearing when card.Alert.Kind is AlertKind.Impaired =>
                "What was wrong is gone; it is over when it stays away.",
            LedgerEntry.Clearing => $"A first good reading{Value(line, card)}; the next decides.",
            LedgerEntry.BreachedAgain => $"It looked over, and was not{Value(line, card)}.",
            LedgerEntry.Resolved => $"It is over{Value(line, card)}.",
            LedgerEntry.AllClearOrdered => $"An all-clear to {who} was ordered.",
            LedgerEntry.TakenByOrdered => $"{Capital(who)} is told who took it.",
            _ => $"{line.Entry}{why}",
        };
    }

    private static string Value(LedgerLine line, AlertCard card) =>
        line.Reading is { } reading ? $": {GlucoseText.Written(reading.Value, card.Unit)}" : "";

    private static string Way(ReplyWay? way) =>
        way switch
        {
            ReplyWay.Key => "by a key",
            ReplyWay.Text => "by text",
            _ => "on the page",
        };

    private static string Capital(string who) =>
        who is "you" ? "You"
        : who is "somebody" ? "Somebody"
        : who;
}
