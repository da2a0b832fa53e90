using Microsoft.Extensions.Options;
using Scout.Server.Carriers.Twilio;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Carriers.Twilio;

public sealed class TwilioOptionsTests
{
    private readonly TwilioOptions _options = TwilioTestBed.Options(new Uri("http://127.0.0.1:5000"));

    [Fact]
    public void A_whole_configuration_is_good() => Failures().ShouldBeEmpty();

    [Fact]
    public void An_API_key_may_stand_in_the_tokens_place()
    {
        (_options.AuthToken, _options.ApiKey, _options.ApiSecret) = ("", FakeTwilio.ApiKey, FakeTwilio.ApiSecret);

        Failures().ShouldBeEmpty();
        _options.SigningTokens.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_no_carrier_and_no_mistake()
    {
        var nothing = new TwilioOptions();

        nothing.IsConfigured.ShouldBeFalse();
        new TwilioOptionsValidator().Validate(null, nothing).Failed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("AccountSid", "", "TWILIO_ACCOUNT_SID")]
    [InlineData("AccountSid", "my account", "TWILIO_ACCOUNT_SID")]
    [InlineData("AccountSid", FakeTwilio.ApiKey, "TWILIO_ACCOUNT_SID")]
    [InlineData("AuthToken", "", "TWILIO_AUTH_TOKEN")]
    [InlineData("ApiKey", FakeTwilio.ApiKey, "TWILIO_API_SECRET")]
    [InlineData("ApiSecret", "secret", "TWILIO_API_KEY")]
    [InlineData("Number", "", "TWILIO_CALLER_ID")]
    [InlineData("Number", "Scout", "TWILIO_CALLER_ID")]
    [InlineData("MessagingServiceSid", "service", "TWILIO_MESSAGING_SERVICE_SID")]
    [InlineData("ApiUrl", "http://api.twilio.com", "TWILIO_API_URL")]
    [InlineData("CallsPerSecond", 0, "Scout:Twilio:CallsPerSecond")]
    [InlineData("TextsPerSecond", 101, "Scout:Twilio:CallsPerSecond")]
    public void Each_mistake_is_one_sentence_with_the_name_people_know(string setting, object value, string name)
    {
        var property = typeof(TwilioOptions).GetProperty(setting)!;
        property.SetValue(_options, setting == "ApiUrl" ? new Uri((string)value) : value);

        var sentence = Failures().ShouldHaveSingleItem();

        sentence.ShouldStartWith(name);
        sentence.ShouldEndWith(".");
    }

    // An alarm that comes an hour late is none.
    [Theory, Trait("Rule", "TEL-28")]
    [InlineData(601)]
    [InlineData(9)]
    public void A_text_lives_ten_seconds_to_ten_minutes(int seconds)
    {
        _options.TextLife = TimeSpan.FromSeconds(seconds);

        Failures().ShouldHaveSingleItem().ShouldStartWith("Scout:Twilio:TextLife");
    }

    private IEnumerable<string> Failures() =>
        new TwilioOptionsValidator().Validate(Options.DefaultName, _options).Failures ?? [];
}
