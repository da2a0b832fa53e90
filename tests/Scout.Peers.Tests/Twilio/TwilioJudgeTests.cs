using Scout.Server.Carriers.Twilio;
using Scout.TestKit.Twilio;

namespace Scout.Peers.Tests.Twilio;

/// <summary>Twilio's own library judges what the booth signs in Twilio's name and what Scout expects.</summary>
public sealed class TwilioJudgeTests(Judges judges) : IClassFixture<Judges>
{
    private const string Token = FakeTwilio.AuthToken;
    private const string Url = "https://scout.example.com/webhooks/twilio/token/key?question=1";

    [Theory]
    [InlineData("CallSid=CA1&Digits=1&From=%2B14155550100")]
    [InlineData("")]
    [InlineData("Body=%C3%9Cn%C3%AF+%E2%9C%93&Empty=")]
    [InlineData("A=2&A=1&A=2&B=x")]
    [InlineData("a=3&A=1&b=4&B=2")]
    public async Task Scout_the_booth_and_Twilio_sign_alike(string encoded)
    {
        var fields = TwilioForm.Parse(encoded).Fields.ToList();
        KeyValuePair<string, string>[] form =
        [
            .. fields.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value!))),
        ];
        var booth = TwilioSigner.Sign(Token, Url, form);

        Convert.ToBase64String(TwilioSignature.Of(Token, Url, fields)).ShouldBe(booth);
        (await judges.TwilioBelievesAsync(Token, booth, Url, form)).ShouldBeTrue();
        (await judges.TwilioBelievesAsync(Token, booth, Url + "1", form)).ShouldBeFalse();
        (await judges.TwilioBelievesAsync("54321", booth, Url, form)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://h", "https://h:443/x")]
    [InlineData("https://h:8443", "https://h/x")]
    [InlineData("https://h:8443", "https://h:8443/x")]
    [InlineData("https://h", "https://h:8443/x")]
    [InlineData("https://h", "http://h/x")]
    [InlineData("http://h", "http://h:80/x")]
    public async Task Scout_believes_the_ports_that_Twilio_believes(string site, string asSent)
    {
        var signature = TwilioSigner.Sign(Token, asSent);
        string[] spellings = [.. TwilioSignature.Spellings(new Uri(site), "/x")];

        var twilio = await judges.TwilioBelievesAsync(Token, signature, site + "/x");

        TwilioSignature.Fits(signature, [Token], spellings, []).ShouldBe(twilio);
    }

    [Theory, InlineData("""{"a":1}"""), InlineData("""{"a":2}""")]
    public async Task Scout_believes_the_bodies_that_Twilio_believes(string body)
    {
        const string Hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"; // of {"a":1}
        const string Signed = $"https://scout.example.com/j?bodySHA256={Hash}";
        var signature = TwilioSigner.Sign(Token, Signed);

        var twilio = await judges.TwilioBelievesBodyAsync(Token, signature, Signed, body);

        twilio.ShouldBe(body.Contains('1'));
        TwilioSignature.FitsBody(Hash, System.Text.Encoding.UTF8.GetBytes(body)).ShouldBe(twilio);
    }
}
