using Scout.Core.Alerts;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>The carrier's answer is lost, late, or a refusal; the process dies in the middle.</summary>
public sealed class DoubtStories
{
    [Fact]
    [Trait("Rule", "TEL-13")]
    public async Task An_answer_that_was_lost_is_made_good_by_the_first_webhook_and_nobody_is_called_twice()
    {
        await using var city = await City.StartAsync();
        city.Booth.Exchange.Next(ApiFault.AnswerLost);
        await city.ReadsAsync(62);

        var call = await city.Sam.Rings();
        await city.WaitsAsync(TimeSpan.FromSeconds(20));
        await call.Presses("1");
        await city.WaitsAsync(TimeSpan.FromMinutes(2));
        city.Booth.Calls.Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "TEL-13")]
    public async Task An_answer_that_was_lost_without_any_sign_of_a_call_rings_again_within_30_seconds()
    {
        await using var city = await City.StartAsync();
        city.Booth.Exchange.Next(ApiFault.Dropped);
        await city.ReadsAsync(62);

        await city.WaitsAsync(TimeSpan.FromSeconds(30));
        await city.Sam.Rings().Hears("62").Presses("1");
    }

    [Fact]
    [Trait("Rule", "TEL-32")]
    public async Task A_carrier_that_stumbles_is_tried_again_at_once_and_the_number_does_not_rest_for_it()
    {
        await using var city = await City.StartAsync();
        city.Booth.Exchange.Next(ApiFault.Unavailable);
        await city.ReadsAsync(62);

        await city.WaitsAsync(TimeSpan.FromSeconds(10));
        await city.Sam.Rings().Presses("1");
    }

    [Fact]
    [Trait("Rule", "TEL-14")]
    public async Task A_crash_between_the_order_and_its_answer_does_not_ring_twice()
    {
        await using var city = await City.StartAsync();
        city.Booth.Exchange.Next(ApiFault.AnswerLost);
        await city.ReadsAsync(62);

        var call = await city.Sam.Rings();
        await city.RestartAsync();
        await city.WaitsAsync(TimeSpan.FromSeconds(40));
        city.Booth.Calls.Count.ShouldBe(1);
        await call.Presses("1");
    }

    [Fact]
    public async Task Without_a_public_address_calls_offer_no_key_and_their_end_is_looked_up()
    {
        await using var city = await City.StartAsync(BothEngines.Sqlite, [new("Scout:SiteUrl", null)]);
        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        call.AsksForKey.ShouldBeFalse();
        await call.DoesNotAnswer();
        await city.WaitsAsync(TimeSpan.FromSeconds(6));
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        await city.AcknowledgesInPageAsync();
        await city.SettleAsync();
        await city.Sam.GetsText("taken");
        await city.Ada.GetsText("taken");
        await city.Bo.GetsText("taken");
        (await city.AlertAsync(AlertKind.Low)).State.ShouldBeOfType<AlertState.Held>();
    }
}
