using Scout.Core.Alerts;
using Scout.Server.Tests.Carriers.Twilio;
using Scout.Server.Tests.Stories;

namespace Scout.Server.Tests.Carriers;

/// <summary>A machine picks up: it hears nothing about anybody's health, and the next step of the plan follows at once.</summary>
[Trait("Rule", "TEL-36"), Trait("Rule", "TEL-5"), Trait("Rule", "OC-19")]
public sealed class MachineStories
{
    [Theory]
    [InlineData("en", "an urgent message about Sam. Please open Scout")]
    [InlineData("es", "un mensaje urgente sobre Sam. Por favor, abra Scout")]
    [InlineData("de", "einer dringenden Nachricht zu Sam. Bitte öffnen Sie")]
    [InlineData("fr", "un message urgent concernant Sam. Ouvrez Scout")]
    [InlineData("pt", "uma mensagem urgente sobre Sam. Por favor, abra o Scout")]
    public async Task Vonage_says_a_short_message_and_the_others_are_told_at_once(string language, string said)
    {
        await using var city = await City.StartAsync(settings: [new("Scout:Language", language)]);
        await city.ReadsAsync(62);
        var began = city.Time.GetUtcNow();

        var call = await city.Sam.Rings();
        call.Said.ShouldContain("62");
        await call.MachineRecords();
        await city.SettleAsync();

        var text = await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        text.SentAt.ShouldBe(began);
        (call.IsOver, call.AsksForKey).ShouldBe((false, false));
        call.Said.ShouldContain(said);
        call.Said.ShouldNotContain("62");
        await call.HangsUp();
        await city.SettleAsync();
        (await city.LedgerAsync()).ShouldNotContain(LedgerEntry.Acknowledged);
    }

    [Fact]
    public async Task Twilio_says_a_short_message_and_the_others_are_told_at_once()
    {
        await using var story = await TwilioStory.BeginAsync();
        await story.MeasuresAsync(62);
        var began = story.Time.GetUtcNow();

        var call = await story.Sam.Rings();
        call.Said.ShouldContain("62");
        await call.MachineRecords();
        await story.SettleAsync();

        var text = await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
        text.SentAt.ShouldBe(began);
        (call.IsOver, call.AsksForKey).ShouldBe((false, false));
        call.Said.ShouldContain("an urgent message about Sam");
        call.Said.ShouldNotContain("62");
        await call.HangsUp();
        await story.SettleAsync();
        (await story.AskAsync("select state from alerts")).ShouldNotBeNull().ShouldNotContain("Held");
    }

    [Fact]
    public async Task Where_no_message_shall_be_left_the_call_is_ended()
    {
        KeyValuePair<string, string?>[] silent = [new("Scout:Escalation:LeaveVoicemail", "false")];
        await using var city = await City.StartAsync(settings: silent);
        await using var story = await TwilioStory.BeginAsync(settings: silent);
        await city.ReadsAsync(62);
        await story.MeasuresAsync(62);

        var vonage = await city.Sam.Rings();
        var twilio = await story.Sam.Rings();
        await vonage.MachineRecords();
        await twilio.MachineRecords();
        await city.SettleAsync();
        await story.SettleAsync();

        await vonage.IsHungUp();
        await twilio.IsHungUp();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
    }
}
