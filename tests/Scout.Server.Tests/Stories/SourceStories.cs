using Scout.Core.Alerts;
using Scout.Core.Watches;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>Sites that fail, hang, lie or fall silent: each gets its own text, none hides or invents a low.</summary>
public sealed class SourceStories
{
    [Fact]
    [Trait("Rule", "NS-R15")]
    [Trait("Rule", "TEL-34")]
    public async Task A_site_that_fails_for_an_hour_texts_the_person_then_hourly_and_once_when_it_is_back()
    {
        await using var city = await City.StartAsync(settings: [new("Scout:Escalation:FailedPing", "5")]);
        await city.ReadsAsync(120);
        city.Nightscout.Root.Fault = FakeFault.NotFound;
        await city.PollAsync();
        await city.WaitsAsync(TimeSpan.FromMinutes(4.9));
        await city.WaitsAsync(TimeSpan.FromMinutes(0.2));
        await city.Sam.GetsText("Sam");
        city.Nightscout.Root.Fault = FakeFault.None;
        await city.ReadsAsync(118);
        await city.Sam.GetsText("back");
    }

    [Fact]
    [Trait("Rule", "NS-R14")]
    public async Task One_success_resets_the_failure()
    {
        await using var city = await City.StartAsync(settings: [new("Scout:Escalation:FailedPing", "5")]);
        await city.ReadsAsync(120);
        for (var i = 0; i < 4; i++)
        {
            city.Nightscout.Root.Fault = FakeFault.Asleep;
            await city.WaitsAsync(TimeSpan.FromMinutes(4));
            city.Nightscout.Root.Fault = FakeFault.None;
            await city.ReadsAsync(120);
        }
    }

    [Fact]
    [Trait("Rule", "GA-N36")]
    [Trait("Rule", "NS-R21")]
    public async Task A_refused_credential_is_told_at_once()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        city.Nightscout.Root.Fault = FakeFault.Unauthorized;
        await city.PollAsync();
        await city.Sam.GetsText("Sam");
        (await city.AlertAsync(AlertKind.Source)).Latest.Failure.ShouldBe(SourceFailure.Unauthorized);
    }

    [Theory]
    [InlineData("""{"type":"sgv","sgv":"61","date":{now}}""", 1)]
    [InlineData("""{"type":"sgv","sgv":39,"date":{now}}""", 1)]
    [InlineData("""{"type":"sgv","sgv":5,"date":{now}}""", 0)]
    [InlineData("""{"type":"cal","slope":800,"date":{now}}""", 0)]
    [InlineData("""{"type":"sgv","sgv":null,"date":{now}}""", 0)]
    [InlineData("""{"type":"sgv","sgv":250,"date":{ahead}}""", 0)]
    [InlineData("""{"type":"sgv","sgv":62,"date":{old}}""", 0)]
    [Trait("Rule", "NS-R5")]
    [Trait("Rule", "NS-R6")]
    [Trait("Rule", "NS-R31")]
    public async Task Odd_rows_neither_hide_nor_invent_a_low(string row, int calls)
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        var now = city.Time.GetUtcNow();
        city.Nightscout.Root.AddRow(
            row.Replace("{now}", Ms(now)).Replace("{ahead}", Ms(now.AddHours(1))).Replace("{old}", Ms(now.AddHours(-1)))
        );
        await city.PollAsync();
        city.Booth.Calls.Count.ShouldBe(calls);
        city.Booth.ForgetEverything();
    }

    [Fact]
    [Trait("Rule", "NS-R9")]
    [Trait("Rule", "NS-R31")]
    public async Task A_low_under_a_row_from_the_future_rings()
    {
        await using var city = await City.StartAsync();
        city.Nightscout.Root.Add(250, city.Time.GetUtcNow().AddHours(1));
        await city.ReadsAsync(61);
        await city.Sam.Rings().Hears("61").Presses("1");
    }

    [Fact]
    [Trait("Rule", "NS-R26")]
    [Trait("Rule", "NS-R17")]
    [Trait("Rule", "TEL-33")]
    [Trait("Rule", "GA-R31")]
    public async Task A_carrier_that_fails_is_not_booked_as_a_failing_site()
    {
        await using var city = await City.StartAsync();
        city.Booth.Exchange.Always = ApiFault.Unauthorized;
        await city.ReadsAsync(62);
        await city.WaitsAsync(TimeSpan.FromSeconds(20));
        city.Booth.ForgetEverything();
        (await city.AlertsAsync()).ShouldNotContain(alert => alert.Kind == AlertKind.Source);
        (await city.AlertsAsync()).ShouldContain(alert => alert.Kind == AlertKind.Impaired);
    }

    [Fact]
    [Trait("Rule", "GA-R12")]
    [Trait("Rule", "GA-N14")]
    public async Task A_low_whose_data_stop_rings_again_although_it_was_acknowledged()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().Presses("1");
        await city.WaitsAsync(TimeSpan.FromMinutes(15));
        await city.Sam.Rings().Hears("no data").Presses("1");
    }

    [Fact]
    [Trait("Rule", "GA-R13")]
    public async Task Silence_is_told_by_text_and_then_by_call()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        await city.WaitsAsync(TimeSpan.FromMinutes(20));
        await city.Sam.GetsText("no data");
        await city.WaitsAsync(TimeSpan.FromMinutes(40));
        await city.Sam.Rings().Hears("no data").Presses("1");
    }

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString();
}
