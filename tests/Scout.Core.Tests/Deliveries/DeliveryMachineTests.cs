using Scout.Core.Deliveries;

namespace Scout.Core.Tests.Deliveries;

public sealed class DeliveryMachineTests
{
    private static DeliveryMove Hear(DeliveryState state, CarrierStatus status, Channel channel = Channel.Call) =>
        DeliveryMachine.Hear(state, channel, new CarrierReport(status, "ref", "as the carrier says", "key"));

    [Theory]
    [InlineData(CarrierStatus.NotReached)]
    [InlineData(CarrierStatus.AnsweredMachine)]
    [InlineData(CarrierStatus.Completed)]
    [Trait("Rule", "TEL-4")]
    [Trait("Rule", "GA-N29")]
    public void What_did_not_reach_a_person_is_missed(CarrierStatus status)
    {
        var move = Hear(DeliveryState.Ringing, status);
        move.State.ShouldBe(DeliveryState.Missed);
        move.News.ShouldBeOfType<DeliveryNews.Missed>();
    }

    [Theory]
    [InlineData(CarrierStatus.Answered)]
    [InlineData(CarrierStatus.AnsweredHuman)]
    [Trait("Rule", "TEL-5")]
    public void Picking_up_is_told_once_and_is_no_success(CarrierStatus status)
    {
        Hear(DeliveryState.Ringing, status).News.ShouldBeOfType<DeliveryNews.PickedUp>();
        Hear(DeliveryState.Answered, status).News.ShouldBeNull();
    }

    [Fact]
    [Trait("Rule", "TEL-15")]
    public void The_carriers_own_failure_leads_to_the_next_carrier_not_to_the_next_step()
    {
        var move = Hear(DeliveryState.Accepted, CarrierStatus.Failed);
        move.CarrierFailed.ShouldBeTrue();
        move.News.ShouldBeNull();
    }

    [Fact]
    [Trait("Rule", "TEL-11")]
    public void No_report_in_any_state_makes_a_delivery_step_down()
    {
        var cases =
            from channel in Enum.GetValues<Channel>()
            from state in Enum.GetValues<DeliveryState>()
            from status in Enum.GetValues<CarrierStatus>()
            select (channel, state, status);
        foreach (var (channel, state, status) in cases)
        {
            var next = Hear(state, status, channel).State;
            ((int)next).ShouldBeGreaterThanOrEqualTo((int)state, $"{state} {status}");
        }
    }

    [Fact]
    [Trait("Rule", "TEL-11")]
    public void An_unknown_status_changes_nothing() =>
        Hear(DeliveryState.Ringing, CarrierStatus.Unknown).ShouldBe(new DeliveryMove(DeliveryState.Ringing, null));

    [Theory]
    [InlineData(DeliveryState.Confirmed)]
    [InlineData(DeliveryState.Missed)]
    [InlineData(DeliveryState.Cancelled)]
    [Trait("Rule", "TEL-17")]
    public void After_the_last_word_nothing_changes(DeliveryState state) =>
        Hear(state, CarrierStatus.NotReached).ShouldBe(new DeliveryMove(state, null));

    [Fact]
    public void A_text_on_the_handset_has_arrived_and_is_no_answer() =>
        Hear(DeliveryState.Sent, CarrierStatus.Delivered, Channel.Text).News.ShouldBeOfType<DeliveryNews.Arrived>();
}
