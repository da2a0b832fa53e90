using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>What people hear and see, and that one person's trouble is never another's.</summary>
public sealed class PeopleStories
{
    [Fact]
    [Trait("Rule", "NS-R7")]
    [Trait("Rule", "GA-R24")]
    public async Task A_value_below_the_sensors_range_is_said_in_words()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(39);
        var call = await city.Sam.Rings().Hears("below", "40");
        call.Said.ShouldNotContain("39");
        await call.DoesNotAnswer();
        await city.SettleAsync();
        (await city.Ada.GetsText("below 40 mg/dL")).Body.ShouldNotContain("39");
        await city.Bo.GetsText("below 40 mg/dL");
    }

    [Fact]
    [Trait("Rule", "GA-R35")]
    [Trait("Rule", "GA-N28")]
    public async Task Two_people_with_one_phone_are_two_people()
    {
        await using var city = await City.StartAsync();
        await city.DeclareAlsoAsync("kim", City.SamNumber, site: 1);
        await city.ReadsAsync(120);
        city.Nightscout.Site(1).Add(61, city.Time.GetUtcNow());
        await city.PollAsync();
        await city.Sam.Rings().Hears("Kim", "61").Presses("1");
        await city.WaitsAsync(TimeSpan.FromMinutes(2));
        (await city.AlertsAsync()).Length.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "TEL-16")]
    public async Task A_phone_that_talks_is_not_called_by_a_second_alert_until_it_is_free()
    {
        await using var city = await City.StartAsync();
        await city.DeclareAlsoAsync("kim", City.SamNumber, site: 1);
        city.Nightscout.Root.Add(50, city.Time.GetUtcNow());
        city.Nightscout.Site(1).Add(61, city.Time.GetUtcNow());
        await city.PollAsync();
        var first = await city.Sam.Rings().Hears("Sam", "50"); // the more urgent
        await city.WaitsAsync(TimeSpan.FromSeconds(20));
        city.Booth.Calls.Count.ShouldBe(1);
        await first.Presses("1");
        await first.HangsUp();
        await city.WaitsAsync(TimeSpan.FromSeconds(110));
        await city.Sam.Rings().Hears("Kim", "61").Presses("1");
    }

    [Fact]
    [Trait("Rule", "GA-N26")]
    [Trait("Rule", "GA-N27")]
    public async Task A_contact_whose_text_fails_delays_no_other_and_the_ledger_says_so()
    {
        await using var city = await City.StartAsync();
        city.Ada.TextsFailWith = "1170";
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        await city.SettleAsync();
        (await city.LedgerTextsAsync()).ShouldContain(
            line => line.Contains("1170"),
            "GA-N26: the carrier's own answer"
        );
        city.Booth.ForgetEverything();
    }

    [Fact]
    [Trait("Rule", "TEL-28")]
    public async Task A_text_that_could_not_leave_for_ten_minutes_is_not_sent_any_more()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        city.Booth.Exchange.Always = ApiFault.Unavailable;
        await call.DoesNotAnswer();
        await city.WaitsAsync(TimeSpan.FromMinutes(11));
        city.Booth.Exchange.Always = ApiFault.None;
        city.Booth.Texts.ShouldBeEmpty();
        city.Booth.ForgetEverything();
    }

    [Fact]
    [Trait("Rule", "GA-R25")]
    public async Task The_others_hear_of_the_value_at_opening_and_of_the_latest()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(66);
        var call = await city.Sam.Rings().Answers();
        await city.ReadsAsync(63);
        await call.HangsUp();
        await city.SettleAsync();
        await city.Ada.GetsText("66", "63 mg/dL");
        await city.Bo.GetsText("66", "63 mg/dL");
    }
}
