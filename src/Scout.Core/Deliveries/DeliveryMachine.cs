namespace Scout.Core.Deliveries;

/// <summary>What a report makes of a delivery.</summary>
/// <param name="State">Never below the one before.</param>
/// <param name="News">For the alert; null when the report means nothing new to it.</param>
/// <param name="CarrierFailed">The carrier's side failed: the next carrier follows, not the next step.</param>
public sealed record DeliveryMove(DeliveryState State, DeliveryNews? News, bool CarrierFailed = false);

/// <summary>Carrier reports → state of a delivery. Reports come late, twice and in any order; some never come.</summary>
public static class DeliveryMachine
{
    public static DeliveryMove Hear(DeliveryState state, Channel channel, CarrierReport report)
    {
        if (state.IsFinal() || state is DeliveryState.Queued)
        {
            return new(state, null); // queued again for the next carrier: the last one's words no longer count
        }

        return channel is Channel.Call ? HearCall(state, report) : HearText(state, report);
    }

    private static DeliveryMove HearCall(DeliveryState state, CarrierReport report) =>
        report.Status switch
        {
            CarrierStatus.Accepted => Up(state, DeliveryState.Accepted),
            CarrierStatus.Ringing => Up(state, DeliveryState.Ringing),
            CarrierStatus.Answered or CarrierStatus.AnsweredHuman => state < DeliveryState.Answered
                ? new(DeliveryState.Answered, new DeliveryNews.PickedUp())
                : new(state, null),
            CarrierStatus.AnsweredMachine => Missed("voicemail"),
            CarrierStatus.Completed => Missed(
                state is DeliveryState.Answered ? "answered, no key pressed" : "ended before anybody answered"
            ),
            CarrierStatus.NotReached or CarrierStatus.Undelivered => Missed(report.Said),
            CarrierStatus.Failed => new(state, null, CarrierFailed: true),
            _ => new(state, null),
        };

    private static DeliveryMove HearText(DeliveryState state, CarrierReport report) =>
        report.Status switch
        {
            CarrierStatus.Accepted => Up(state, DeliveryState.Accepted),
            CarrierStatus.Sent => Up(state, DeliveryState.Sent),
            CarrierStatus.Delivered => new(DeliveryState.Delivered, new DeliveryNews.Arrived()),
            CarrierStatus.Undelivered or CarrierStatus.NotReached => new(
                DeliveryState.Missed,
                new DeliveryNews.Missed(report.Said) { CallInstead = report.OptedOut || report.TakesNoTexts }
            ),
            CarrierStatus.Failed => new(state, null, CarrierFailed: true),
            _ => new(state, null),
        };

    private static DeliveryMove Missed(string reason) => new(DeliveryState.Missed, new DeliveryNews.Missed(reason));

    private static DeliveryMove Up(DeliveryState state, DeliveryState next) => new(next > state ? next : state, null);
}
