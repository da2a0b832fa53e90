using System.Text.Json;
using Scout.Core.Messages;
using Scout.Server.Carriers.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

public sealed class VonageMarkupTests
{
    private const string InputUrl = "https://scout.example.com/webhooks/vonage/t/input";

    [Fact, Trait("Rule", "TEL-1")]
    public void An_alarm_speaks_waits_for_one_key_and_speaks_once_more()
    {
        var json = Json(VonageTestBed.Alarm, InputUrl);

        json.GetArrayLength().ShouldBe(3);
        json[0].GetProperty("action").GetString().ShouldBe("talk");
        json[0].GetProperty("bargeIn").GetBoolean().ShouldBeTrue();
        json[0].GetProperty("language").GetString().ShouldBe("en-GB");
        json[1]
            .GetRawText()
            .ShouldBe(
                """{"action":"input","eventUrl":["https://scout.example.com/webhooks/vonage/t/input"],"type":["dtmf"],"dtmf":{"maxDigits":1,"timeOut":10},"eventMethod":"POST"}"""
            );
        json[2].TryGetProperty("bargeIn", out _).ShouldBeFalse();
    }

    [Fact, Trait("Rule", "TEL-35")]
    public void A_number_is_said_digit_by_digit() =>
        Text(VonageTestBed.Alarm)
            .ShouldBe(
                "<speak><prosody rate='slow'>This is Scout. Sam&apos;s glucose is low: "
                    + "<say-as interpret-as='digits'>62</say-as> <break time='300ms'/> Press 1 to take it.</prosody></speak>"
            );

    [Theory]
    [InlineData("3, point, 0", "3, point, 0")]
    [InlineData("HIGH", "HIGH")]
    [InlineData("5 4", "<say-as interpret-as='digits'>54</say-as>")]
    public void Only_digits_are_spelt(string text, string expected) =>
        Text(new CallScript([new Speech(SpeechKind.Digits, text)], "en", AsksForKey: false)).ShouldContain(expected);

    [Fact, Trait("Rule", "TEL-37")]
    public void What_people_typed_is_no_markup()
    {
        var text = Text(VonageTestBed.Say("<break time='9s'/> & \"Sam\"\u0000\u001b \ud800 end"));

        text.ShouldBe(
            "<speak><prosody rate='slow'>&lt;break time=&apos;9s&apos;/&gt; &amp; &quot;Sam&quot;     end</prosody></speak>"
        );
    }

    [Fact]
    public void A_talk_stays_within_its_length()
    {
        var script = new CallScript(
            [.. Enumerable.Repeat(new Speech(SpeechKind.Sentence, new string('&', 400)), 10)],
            "en",
            AsksForKey: false
        );

        var plain = Text(script).Replace("&amp;", "&", StringComparison.Ordinal);

        plain.Count(letter => letter == '&').ShouldBeInRange(1400, 1500);
    }

    [Theory, Trait("Rule", "TEL-37")]
    [InlineData("en", "en-GB")]
    [InlineData("en-US", "en-US")]
    [InlineData("es", "es-ES")]
    [InlineData("es-AR", "es-ES")]
    [InlineData("xx", "en-GB")]
    [InlineData("", "en-GB")]
    public void Each_language_has_a_voice(string language, string voice) => VonageVoices.For(language).ShouldBe(voice);

    [Fact]
    public void Without_a_key_a_call_says_it_twice_and_an_answer_once()
    {
        var script = VonageTestBed.Say("Snoozed for 15 minutes.");

        VonageMarkup
            .ForCall(script, InputUrl)
            .ShouldHaveSingleItem()
            .ShouldBeOfType<NccoAction.Talk>()
            .Loop.ShouldBe(2);
        VonageMarkup
            .ForAnswer(script, InputUrl)
            .ShouldHaveSingleItem()
            .ShouldBeOfType<NccoAction.Talk>()
            .Loop.ShouldBeNull();
        VonageMarkup.ForAnswer(VonageTestBed.Alarm, inputUrl: null).ShouldHaveSingleItem();
    }

    private static string Text(CallScript script) => Json(script, InputUrl)[0].GetProperty("text").GetString()!;

    private static JsonElement Json(CallScript script, string? inputUrl) =>
        JsonSerializer.SerializeToElement(VonageMarkup.ForCall(script, inputUrl), VonageWire.Json);
}
