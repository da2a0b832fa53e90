using Microsoft.Extensions.Primitives;
using Scout.Server.Carriers.Twilio;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Carriers.Twilio;

/// <summary>Known signatures, made alike by other programs.</summary>
public sealed class TwilioSignatureTests
{
    private const string Token = "12345";
    private const string Url = "https://scout.example.com/webhooks/twilio/voice?id=42";
    private const string Call =
        "CallSid=CA1234567890ABCDE1234567890ABCDE12&Caller=%2B14155550100&Digits=1&From=%2B15005550006&To=%2B14155550100";

    [Theory, Trait("Rule", "TEL-19")]
    [InlineData(Url, Call, "VSeqUnRcvuV61kNcgFxLZSnbqZo=")]
    [InlineData(Url, "", "XJdM64Ai+hQ4PVZB5cfsTQ/Zemw=")]
    [InlineData(Url, "Body=%C3%9Cn%C3%AF+%E2%9C%93&Empty=", "Ef3OeQNDgEnv+5DJsuMkHWcs2eo=")]
    [InlineData("http://scout.example.com/webhooks/twilio/voice?id=42", Call, "K4HhQo4Yp7wjv7QJF3b6/UiNU2w=")]
    [InlineData("https://scout.example.com:443/webhooks/twilio/voice?id=42", Call, "qWnoMKnxx9noeCaQxaPgz2D+iuo=")]
    [InlineData("https://scout.example.com:8443/webhooks/twilio/voice?id=42", Call, "SrsP5ofW2UnTNXvnwBzcad/ApFI=")]
    [InlineData(Url, "A=2&A=1&A=2&B=x", "fo2FxS9ISnvvJJyyZRtlbQ4vxLI=")]
    [InlineData(Url, "a=3&A=1&b=4&B=2", "5aUGeBP0265YTVibxfxDWr3r6Js=")]
    [InlineData(
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    )]
    public void A_form_has_the_known_signature(string url, string form, string signature)
    {
        var fields = TwilioForm.Parse(form).Fields;

        Convert.ToBase64String(TwilioSignature.Of(Token, url, fields)).ShouldBe(signature);
        var pairs = fields.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value!)));
        TwilioSigner.Sign(Token, url, pairs).ShouldBe(signature);
    }

    [Fact]
    public void A_body_of_JSON_is_bound_to_its_address_by_its_hash()
    {
        const string Hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
        var signature = TwilioSignature.Of(Token, $"https://scout.example.com/j?bodySHA256={Hash}", []);

        Convert.ToBase64String(signature).ShouldBe("1JMFgTa/9MBJ5VI8ni2k1OnNU0g=");
        TwilioSignature.FitsBody(Hash, """{"a":1}"""u8).ShouldBeTrue();
        TwilioSignature.FitsBody(Hash, """{"a":2}"""u8).ShouldBeFalse();
        TwilioSignature.FitsBody("", """{"a":1}"""u8).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://h", "https://h/x", true)]
    [InlineData("https://h:8443", "https://h/x", true)] // Twilio signs without the port
    [InlineData("https://h", "https://h:443/x", true)]
    [InlineData("http://h", "http://h:80/x", true)]
    [InlineData("https://h:8443", "https://h:8443/x", true)]
    [InlineData("https://h", "https://h:8443/x", false)]
    [InlineData("https://h", "http://h/x", false)]
    [InlineData("https://user:word@h", "https://user:word@h/x", true)]
    public void Ports_may_be_signed_or_not(string site, string asSent, bool fits)
    {
        var signature = TwilioSigner.Sign(Token, asSent);
        string[] urls = [.. TwilioSignature.Spellings(new Uri(site), "/x")];

        TwilioSignature.Fits(signature, [Token], urls, []).ShouldBe(fits);
    }

    [Fact]
    public void One_changed_letter_is_enough()
    {
        var signature = TwilioSigner.Sign(Token, Url, new KeyValuePair<string, string>("Digits", "1"));

        Fits(signature, "1", Token).ShouldBeTrue();
        Fits(signature, "2", Token).ShouldBeFalse();
        Fits(signature, "1", "54321").ShouldBeFalse();
        Fits("", "1", Token).ShouldBeFalse();
        Fits("not base64", "1", Token).ShouldBeFalse();
        Fits(Convert.ToBase64String(new byte[64]), "1", Token).ShouldBeFalse();
    }

    private static bool Fits(string signature, string digits, string token) =>
        TwilioSignature.Fits(signature, [token], [Url], [new KeyValuePair<string, StringValues>("Digits", digits)]);
}
