using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Parts;

namespace Scout.Server.Pages.Deliveries;

/// <summary>A call or text in words.</summary>
internal static class DeliveryText
{
    /// <summary>What it was about, in a few words.</summary>
    public static string About(Purpose purpose, MessageFacts facts) =>
        purpose switch
        {
            Purpose.Alert or Purpose.Again when facts.Problem is { } problem => ProblemText.Title(problem, facts.About),
            Purpose.NotTaken => Say.It("{0}: something that Bugsnag did not take", facts.About),
            Purpose.KeyRefused => Say.It("{0}: a token that Bugsnag refuses", facts.About),
            Purpose.Unread => Say.It("{0}: a webhook that could not be read", facts.About),
            Purpose.Alert => AlertText.Title(facts.Rule, facts.About, facts.Sensor),
            Purpose.AllClear => Say.It("{0}: it is over", facts.About),
            Purpose.TakenBy => Say.It("{0}: who took it", facts.About),
            Purpose.Paused => Say.It("{0}: a pause", facts.About),
            Purpose.Resumed => Say.It("{0}: the end of a pause", facts.About),
            Purpose.Test => Say.It("A test"),
            Purpose.Verify => Say.It("A code that proves the number"),
            Purpose.Answer => Say.It("The answer to a text"),
            Purpose.Duty => Say.It("Duty"),
            Purpose.PumpAlarm => Say.It("{0}: an alarm that the pump has had", facts.About),
            Purpose.OptedOut => Say.It("Somebody wants no more texts"),
            _ => Say.It("Somebody wants texts again"),
        };

    public static string Way(Channel channel) =>
        channel switch
        {
            Channel.Call => Say.It("by call"),
            Channel.Text => Say.It("by text"),
            _ => Say.It("on screens"),
        };

    public static string State(DeliveryCard card) =>
        card.State switch
        {
            DeliveryState.Queued => Say.It("waits to leave"),
            DeliveryState.Leased => Say.It("leaves now"),
            DeliveryState.Accepted => Say.It("on its way"),
            DeliveryState.Ringing => Say.It("rings"),
            DeliveryState.Sent when card.Channel is Channel.Push => Say.It("sent"),
            DeliveryState.Sent => Say.It("left for the phone"),
            DeliveryState.Answered => Say.It("picked up"),
            DeliveryState.Delivered => Say.It("arrived"),
            DeliveryState.Confirmed when card.Channel is Channel.Push => Say.It("its button was pressed"),
            DeliveryState.Confirmed => Say.It("a key was pressed"),
            DeliveryState.Missed => Say.It("not reached"),
            DeliveryState.Refused => Say.It("could not be sent"),
            DeliveryState.Cancelled => Say.It("no longer needed"),
            _ => Say.It("in doubt"),
        };

    public static Tone Tone(DeliveryCard card) =>
        Outcomes.Of(card.State) switch
        {
            Outcome.Reached => Parts.Tone.Good,
            Outcome.NotReached => Parts.Tone.Warning,
            _ => Parts.Tone.Quiet,
        };

    /// <summary>What a carrier said, in the reader's language.</summary>
    public static string Status(CarrierStatus status) =>
        status switch
        {
            CarrierStatus.Accepted => Say.It("taken by the carrier"),
            CarrierStatus.Ringing => Say.It("rings"),
            CarrierStatus.Answered => Say.It("picked up"),
            CarrierStatus.AnsweredHuman => Say.It("picked up by a person"),
            CarrierStatus.AnsweredMachine => Say.It("picked up by a voicemail"),
            CarrierStatus.Completed => Say.It("the call is over"),
            CarrierStatus.NotReached => Say.It("not reached"),
            CarrierStatus.Failed => Say.It("the carrier failed"),
            CarrierStatus.Sent => Say.It("left for the phone"),
            CarrierStatus.Delivered => Say.It("arrived"),
            CarrierStatus.Undelivered => Say.It("did not arrive"),
            _ => Say.It("a word that Scout does not know"),
        };

    /// <summary>What all its tries took, by currency; empty: no carrier has said.</summary>
    public static string Cost(DeliveryCard card) =>
        string.Join(
            " + ",
            card.Tries.Select(one => one.Cost)
                .OfType<Cost>()
                .GroupBy(cost => cost.Currency, StringComparer.Ordinal)
                .Select(some => new Cost(some.Sum(cost => cost.Amount), some.Key).ToString())
        );
}
