using Scout.Server.Tests.Api;
using Scout.Server.Tests.Carriers.Twilio;
using Scout.TestKit.Twilio;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>Who cannot be reached by text is called; whom this instance does not call, and what is too much, the ledger tells.</summary>
public sealed class ReachStories
{
    [Fact, Trait("Rule", "TEL-26"), Trait("Rule", "OC-21")]
    public async Task A_text_to_somebody_who_told_Vonage_stop_becomes_a_call()
    {
        await using var city = await City.StartAsync();
        city.Ada.TextsFailWith = "1240";
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        await city.SettleAsync();

        await city.Ada.Rings().Hears("62").Presses("1").Hears("Acknowledged");
        await city.SettleAsync();

        city.Booth.ForgetEverything(); // the others are told who took it
    }

    [Theory, InlineData(21610), InlineData(21614)]
    [Trait("Rule", "TEL-26")]
    public async Task A_text_that_Twilio_refuses_to_somebody_becomes_a_call(int code)
    {
        await using var story = await TwilioStory.BeginAsync();
        await story.MeasuresAsync(62);
        story.Twilio.Exchange.Next(TwilioFault.Code(400, code), TwilioFault.Code(400, code));
        await story.Sam.Rings().DoesNotAnswer();
        await story.SettleAsync();

        await story.Twilio.Phone(TwilioStory.Other1).Rings().Presses("1");
        await story.SettleAsync();

        story.Twilio.ForgetEverything(); // both were called; whoever was slower is told
    }

    [Theory, InlineData("21610"), InlineData("30006")]
    [Trait("Rule", "TEL-26")]
    public async Task A_text_that_did_not_arrive_at_a_landline_becomes_a_call_and_no_other_does(string code)
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Phone(TwilioStory.Other1).TextsFailWith = code;
        story.Twilio.Phone(TwilioStory.Other2).TextsFailWith = "30005"; // nobody's number
        await story.MeasuresAsync(62);
        await story.Sam.Rings().DoesNotAnswer();
        await story.SettleAsync();
        await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
        await story.SettleAsync();

        await story.Twilio.Phone(TwilioStory.Other1).Rings().HangsUp();
        story.Twilio.Calls.Count.ShouldBe(2);
        await story.SettleAsync();
        story.Twilio.ForgetEverything(); // the team is told who wants no texts
    }

    [Fact, Trait("Rule", "TEL-25")]
    public async Task A_number_of_a_country_that_is_not_allowed_is_left_alone_and_the_ledger_says_why()
    {
        await using var city = await City.StartAsync(settings: [new("Scout:Carriers:Countries", "1, 4930")]);
        await city.DeclareAlsoAsync("kim", "+447700900123", site: 1);
        await city.DeclareAlsoAsync("own", FakeVonage.Number, site: 2);
        await city.DeclareAlsoAsync("max", "+493012345678", site: 3);
        for (var site = 1; site <= 3; site++)
        {
            city.Nightscout.Site(site).Add(61, city.Time.GetUtcNow());
        }

        await city.PollAsync();

        await city.Booth.Phone("+493012345678").Rings().Presses("1");
        var ledger = string.Join('\n', await city.LedgerTextsAsync());
        ledger.ShouldContain("Scout does not call this country here");
        ledger.ShouldContain("the number that Scout itself calls from");
        city.Booth.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("NumberPerDay", "1 calls and texts to this number within a day", "went to the number within a day")]
    [InlineData("PerAlert", "1 calls and texts for this alert", "were made for the alert")]
    [InlineData("PerDay", "1 calls and texts by this Scout within a day", "Scout made 1 calls and texts within a day")]
    [Trait("Rule", "TEL-31")]
    public async Task A_cap_holds_back_what_is_too_much_but_never_the_first_page(string cap, string reason, string why)
    {
        await using var city = await City.StartAsync(settings: [new($"Scout:Escalation:{cap}", "1")]);
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        string.Join('\n', await city.LedgerTextsAsync()).ShouldNotContain(reason);

        await city.WaitsAsync(TimeSpan.FromMinutes(4));
        string.Join('\n', await city.LedgerTextsAsync()).ShouldContain(reason);
        city.Booth.Calls.Count(call => call.To == City.SamNumber).ShouldBe(1);
        using var mia = await city.ScriptAsync("mia", "See");
        var missed = await mia.ReadsAsync("/api/deliveries?outcome=not-reached");
        missed
            .GetProperty("deliveries")
            .EnumerateArray()
            .Select(one => one.GetProperty("why").GetString()!)
            .ShouldContain(said => said.Contains(why, StringComparison.Ordinal));

        city.Booth.ForgetEverything();
        city.Booth.Habit = call => call.Presses("1"); // and whoever runs it is told of the instance's own cap
        await city.DeclareAlsoAsync("kim", "+14155550177", site: 1);
        city.Nightscout.Site(1).Add(50, city.Time.GetUtcNow());
        await city.PollAsync();
        city.Booth.Calls.ShouldContain(call => call.To == "+14155550177");
    }

    [Fact, Trait("Rule", "TEL-31")]
    public async Task A_critical_alert_is_heard_every_quarter_of_an_hour_whatever_was_counted()
    {
        await using var city = await City.StartAsync(settings: [new("Scout:Escalation:PerAlert", "1")]);
        city.Booth.Habit = call => call.DoesNotAnswer();
        city.Booth.Webhooks.MayFail = true; // the clock may run away from them
        for (var minute = 0; minute < 60; minute += 5)
        {
            await city.ReadsAsync(50);
            await city.WaitsAsync(TimeSpan.FromMinutes(4));
        }

        city.Booth.Calls.Count(call => call.To == City.SamNumber).ShouldBeInRange(4, 5);
    }
}
