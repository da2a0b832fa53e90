using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Carriers.Twilio;
using Scout.Server.Carriers.Vonage;

namespace Scout.Server.Tests.Carriers;

public sealed class VoicesTests
{
    [Theory, Trait("Rule", "TEL-37")]
    [InlineData("en", "en-GB")]
    [InlineData("en-US", "en-US")]
    [InlineData("es", "es-ES")]
    [InlineData("es-MX", "es-MX")]
    [InlineData("de", "de-DE")]
    [InlineData("de-CH", "de-DE")]
    [InlineData("fr", "fr-FR")]
    [InlineData("fr-CA", "fr-CA")]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-PT", "pt-PT")]
    [InlineData("ja", "en-GB")]
    public void Both_carriers_have_a_voice_for_the_words(string language, string voice)
    {
        var facts = new MessageFacts("Sam", RuleKind.Low, Severity.Urgent, DateTimeOffset.UnixEpoch)
        {
            Language = language,
        };

        var script = CallMessages.Test(facts, asksForKey: true);

        script.Language.ShouldBe(voice);
        VonageVoices.For(script.Language).ShouldBe(voice);
        TwilioVoices.For(script.Language).Language.ShouldBe(voice);
    }

    [Fact]
    public void A_region_without_a_voice_at_Twilio_keeps_its_language() =>
        TwilioVoices.For("en-ZA").ShouldBe(new TwilioVoice("Polly.Amy", "en-GB"));
}
