using System.Xml.Linq;
using Scout.Core.Messages;
using Scout.Server.Carriers.Twilio;
using Scout.Server.Tests.Carriers.Vonage;

namespace Scout.Server.Tests.Carriers.Twilio;

public sealed class TwilioMarkupTests
{
    private const string KeyUrl = "https://scout.example.com/webhooks/twilio/t/key?question=1";

    [Fact]
    public void An_alarm_speaks_and_waits_for_one_key_and_silence_is_told_too()
    {
        var twiml = XElement.Parse(TwilioMarkup.ForCall(VonageTestBed.Alarm, KeyUrl));

        var gather = twiml.Elements().ShouldHaveSingleItem();
        gather.Name.LocalName.ShouldBe("Gather");
        gather
            .Attributes()
            .Select(attribute => $"{attribute.Name}={attribute.Value}")
            .ShouldBe([
                "input=dtmf",
                "numDigits=1",
                "timeout=10",
                "finishOnKey=",
                "actionOnEmptyResult=true",
                "method=POST",
                $"action={KeyUrl}",
            ]);
        var say = gather.Elements().ShouldHaveSingleItem();
        (say.Attribute("voice")!.Value, say.Attribute("language")!.Value).ShouldBe(("Polly.Amy", "en-GB"));
        say.Attribute("loop").ShouldBeNull();
    }

    [Fact, Trait("Rule", "TEL-35")]
    public void A_number_is_said_digit_by_digit() =>
        TwilioMarkup
            .ForAnswer(VonageTestBed.Alarm, KeyUrl)
            .ShouldContain(
                "<prosody rate=\"slow\">This is Scout. Sam&apos;s glucose is low: 6, 2 <break time=\"300ms\"/> Press 1 to take it.</prosody>"
            );

    [Fact]
    public void Without_a_key_a_call_says_it_twice_and_an_answer_once()
    {
        var call = XElement.Parse(TwilioMarkup.ForCall(VonageTestBed.Alarm, keyUrl: null));
        var answer = XElement.Parse(TwilioMarkup.ForAnswer(VonageTestBed.Say("Goodbye."), KeyUrl));

        call.Element("Say")!.Attribute("loop")!.Value.ShouldBe("2");
        answer.Element("Say")!.Attribute("loop").ShouldBeNull();
        answer.Elements().Count().ShouldBe(1);
    }

    [Fact, Trait("Rule", "TEL-37")]
    public void What_people_typed_is_no_markup()
    {
        var twiml = TwilioMarkup.ForAnswer(VonageTestBed.Say("</Say><Dial>1</Dial> & \"Sam\"\u0000\ud800 end"), null);

        XElement.Parse(twiml).Descendants("Dial").ShouldBeEmpty();
        twiml.ShouldContain("&lt;/Say&gt;&lt;Dial&gt;1&lt;/Dial&gt; &amp; &quot;Sam&quot;   end");
    }

    [Theory]
    [InlineData("&", 400)]
    [InlineData("x", 4000)]
    [InlineData("\"", 100)]
    public void A_script_stays_within_what_an_order_takes(string letter, int length)
    {
        var sentence = string.Concat(Enumerable.Repeat(letter, length));
        var script = new CallScript(
            [.. Enumerable.Repeat(new Speech(SpeechKind.Sentence, sentence), 12)],
            "en",
            AsksForKey: true
        );

        var twiml = TwilioMarkup.ForCall(script, KeyUrl + new string('t', 200));

        twiml.Length.ShouldBeLessThanOrEqualTo(4000);
        XElement.Parse(twiml).Value.Length.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void An_answer_to_a_text_is_one_message()
    {
        XElement.Parse(TwilioMarkup.Message("Taken & held <3")).Element("Message")!.Value.ShouldBe("Taken & held <3");
        XElement.Parse(TwilioMarkup.Nothing).IsEmpty.ShouldBeTrue();
    }
}
