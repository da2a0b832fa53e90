using Scout.TestKit.Vonage;

namespace Scout.Peers.Tests.Outside;

/// <summary>CONTRACT section 3, points 1 to 5: the original's environment, a real Nightscout, real time.</summary>
public sealed class ContractTests(SharedNightscout nightscout) : IClassFixture<SharedNightscout>
{
    [Fact]
    public async Task A_value_out_of_range_calls_the_person_once_and_key_1_disturbs_nobody_else()
    {
        await using var home = await Household.StartAsync(await nightscout.OpenAsync());
        var lowAt = await home.ReadsAsync(62);
        var low = await home.Sam.Rings();
        Household.IsPrompt("low to call", lowAt, low.PlacedAt);
        low.AsksForKey.ShouldBeTrue();
        low.EventUrl.ShouldNotBeNull().ShouldStartWith($"{home.Scout.Site}webhooks/vonage/");
        await low.Hears("Sam", "low", "62", "milligrams per decilitre", "falling", "just now")
            .Presses("1")
            .Hears("acknowledged");

        await home.ReadsAsync(61);
        await home.IsQuietAsync(Household.WaitAfterCall + TimeSpan.FromSeconds(2));

        await home.RecoversAsync();
        await home.Sam.GetsText("Sam", "101 mg/dL");

        var highAt = await home.ReadsAsync(251);
        var high = await home.Sam.Rings();
        Household.IsPrompt("high to call", highAt, high.PlacedAt);
        high.EventUrl.ShouldNotBe(low.EventUrl);
        await high.Hears("Sam", "high", "251").Presses("1").Hears("acknowledged");
        await home.EndsAsync();
    }

    [Fact]
    public async Task Not_answered_texts_the_others_rings_again_after_the_pause_and_clears_once()
    {
        await using var home = await Household.StartAsync(await nightscout.OpenAsync());
        await home.ReadsAsync(62);
        var first = await home.Sam.Rings().DoesNotAnswer();
        await home.Ada.GetsText("Sam", "62 mg/dL", "falling");
        await home.Bo.GetsText("Sam", "62 mg/dL", "falling");

        var second = await home.Sam.Rings();
        (second.PlacedAt - first.PlacedAt).ShouldBeGreaterThanOrEqualTo(Household.WaitAfterCall);
        await second.Hears("62").Presses("1").Hears("acknowledged");
        await home.Ada.GetsText("taken");
        await home.Bo.GetsText("taken");

        await home.RecoversAsync();
        await home.Sam.GetsText("101 mg/dL");
        await home.Ada.GetsText("101 mg/dL");
        await home.Bo.GetsText("101 mg/dL");
        await home.ReadsAsync(102);
        await home.IsQuietAsync(TimeSpan.FromSeconds(2));

        await home.ReadsAsync(58);
        await home.Sam.Rings().Hears("58").Presses("1");
        await home.EndsAsync();
    }

    [Fact]
    [Trait("Rule", "TEL-4")]
    public async Task Every_way_of_not_being_reached_texts_everybody_else_with_every_webhook_twice_and_out_of_order()
    {
        await using var home = await Household.StartAsync(
            await nightscout.OpenAsync(),
            new KeyValuePair<string, string?>("WAIT_AFTER_CALL", "3") // to tell eight stories in a short time
        );
        home.Booth.Webhooks.Twice = true;
        home.Booth.Webhooks.OutOfOrder = true;
        Func<PhoneCall, Task<PhoneCall>>[] ways =
        [
            call => call.DoesNotAnswer(),
            call => call.IsBusy(),
            call => call.Rejects(),
            call => call.RingsOut(),
            call => call.Fails(),
            call => call.EndAsync("cancelled"),
            call => call.Voicemail(),
            call => call.Hears("low").HangsUp(),
        ];
        foreach (var way in ways)
        {
            await home.ReadsAsync(62);
            var call = await way(await home.Sam.Rings());
            var missedAt = Household.Now;
            await home.Ada.GetsText("62 mg/dL");
            await home.Bo.GetsText("62 mg/dL");
            Household.IsPrompt($"{call.Status} to texts", missedAt, Household.Now);

            await home.RecoversAsync();
            await home.Sam.GetsText("101 mg/dL");
            await home.Ada.GetsText("101 mg/dL");
            await home.Bo.GetsText("101 mg/dL");
        }

        await home.EndsAsync();
    }
}
