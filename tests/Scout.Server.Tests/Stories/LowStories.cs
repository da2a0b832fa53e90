using Scout.Core.Alerts;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>CONTRACT section 3, told as phone calls.</summary>
public sealed class LowStories
{
    [Theory]
    [ClassData(typeof(BothEngines))]
    [Trait("Rule", "GA-N3")]
    [Trait("Rule", "GA-N4")]
    public async Task Pressing_1_ends_it_nobody_else_is_disturbed_and_recovery_tells_the_person(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await city.ReadsAsync(62, "SingleDown");
        await city.Sam.Rings().Hears("Sam", "low", "62", "milligrams", "falling").Presses("1").Hears("acknowledged");
        await city.WaitsAsync(TimeSpan.FromMinutes(4));
        await city.ReadsAsync(80);
        await city.WaitsAsync(TimeSpan.FromMinutes(4));
        await city.ReadsAsync(85);
        await city.Sam.GetsText("Sam", "85 mg/dL");
        (await city.AlertAsync(AlertKind.Low)).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Not_answering_texts_the_others_and_the_next_call_comes_after_the_pause()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        var first = await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("Sam", "62 mg/dL");
        await city.Bo.GetsText("Sam", "62 mg/dL");
        await city.WaitsAsync(TimeSpan.FromSeconds(119));
        await city.WaitsAsync(TimeSpan.FromSeconds(1));
        var second = await city.Sam.Rings().Hears("62").Presses("1");
        (second.PlacedAt - first.PlacedAt).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(120));
        await city.SettleAsync();
        await city.Ada.GetsText("taken");
        await city.Bo.GetsText("taken");
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("timeout")]
    [InlineData("rejected", "declined")]
    [InlineData("unanswered", "unavailable")]
    [InlineData("cancelled")]
    [Trait("Rule", "TEL-4")]
    [Trait("Rule", "GA-N31")]
    public async Task Every_way_of_not_being_reached_leads_to_the_others(string status, string? detail = null)
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        await call.EndAsync(status, detail);
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
    }

    [Fact]
    [Trait("Rule", "GA-N29")]
    public async Task A_voicemail_is_no_answer()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().Voicemail();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
    }

    [Fact]
    [Trait("Rule", "GA-R17")]
    public async Task Listening_and_hanging_up_is_no_answer()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().Hears("62").HangsUp();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
    }

    [Fact]
    public async Task Every_webhook_twice_and_out_of_order_changes_nothing()
    {
        await using var city = await City.StartAsync();
        city.Booth.Webhooks.Twice = true;
        city.Booth.Webhooks.OutOfOrder = true;
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
    }

    [Fact]
    [Trait("Rule", "NS-R32")]
    public async Task A_restart_neither_repeats_a_call_nor_forgets_the_alert()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        await city.RestartAsync();
        await city.WaitsAsync(TimeSpan.FromSeconds(5));
        await call.DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        await city.RestartAsync();
        await city.WaitsAsync(TimeSpan.FromMinutes(2));
        await city.Sam.Rings().Presses("1");
        await city.SettleAsync();
        await city.Ada.GetsText("taken");
        await city.Bo.GetsText("taken");
    }

    [Fact]
    [Trait("Rule", "TEL-12")]
    public async Task A_call_whose_end_nobody_tells_is_looked_up_and_the_others_are_told()
    {
        await using var city = await City.StartAsync();
        city.Booth.Webhooks.Lose = status => status is "unanswered" or "completed";
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.WaitsAsync(TimeSpan.FromSeconds(62));
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
    }

    [Fact]
    [Trait("Rule", "TEL-17")]
    public async Task Acknowledged_in_the_page_while_it_rings_the_phone_stops_and_nobody_else_is_disturbed()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        await city.AcknowledgesInPageAsync();
        await city.SettleAsync();
        await call.IsHungUp();
        await city.SettleAsync();
        await city.Sam.GetsText("taken");
        (await city.LedgerAsync()).ShouldContain(LedgerEntry.Acknowledged);
    }

    [Fact]
    public async Task Pressing_4_passes_it_on_now()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().Presses("4");
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
    }

    [Fact]
    public async Task Pressing_9_says_it_again()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().Presses("9").Hears("62").Presses("1").Hears("acknowledged");
    }
}
