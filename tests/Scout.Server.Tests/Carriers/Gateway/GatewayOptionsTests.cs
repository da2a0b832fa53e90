using Scout.Server.Carriers.Gateway;

namespace Scout.Server.Tests.Carriers.Gateway;

/// <summary>What is wrong with the settings of a gateway is told in one sentence that names the setting.</summary>
public sealed class GatewayOptionsTests
{
    private static readonly Dictionary<string, string?> Right = new(StringComparer.Ordinal)
    {
        ["Text:Url"] = "https://sms.example.com/send",
        ["Text:Body"] = """{"to": "{to}", "text": "{text}"}""",
    };

    [Theory]
    [InlineData("Text:Url", "https://sms.example.com/send", "")]
    [InlineData("Text:Url", "http://192.168.1.20:8080/send", "")]
    [InlineData("Text:Url", "http://modem.lan/send", "")]
    [InlineData("Text:Url", "http://modem/send", "")]
    [InlineData("Text:Url", "", ":Text:Url is missing")]
    [InlineData("Text:Url", "sms.example.com", ":Text:Url must be a web address")]
    [InlineData("Text:Url", "ftp://sms.example.com", ":Text:Url must be a web address")]
    [InlineData("Text:Url", "http://sms.example.com/send", ":Text:Url must be https")]
    [InlineData("Text:Url", "https://{from_digits}.example.com/", ":Text:Url must name its host without placeholders")]
    [InlineData(
        "Text:Url",
        "https://sms.example.com/?a={phone}",
        ":Text:Url: {phone} is no placeholder; there are {to}"
    )]
    [InlineData("Text:Body", """{"to": "{to}"}""", ":Text: nothing says what to say")]
    [InlineData("Text:Body", """{"text": "{text}"}""", ":Text: nothing says whom to reach")]
    [InlineData("Text:Body", """{"to": "{to}", "text": {text}}""", ":Text:Body is not JSON once it is filled")]
    [InlineData("Text:Body", "<sms to={to}>{text}</sms>", ":Text:Body is not XML once it is filled")]
    [InlineData("Text:Method", "FETCH", ":Text:Method: 'FETCH' must be GET, POST or PUT")]
    [InlineData("Text:Format", "yaml", ":Text:Format: 'yaml' must be json, form, xml or plain")]
    [InlineData("Text:Headers:X-Text", "{text}", ":Text:Headers:X-Text: {text} cannot stand in a header")]
    [InlineData("Text:Headers:X-A", "a\nb", ":Text:Headers:X-A cannot be sent as a header")]
    [InlineData("Text:Headers:Content-Length", "1", ":Text:Headers:Content-Length cannot be sent as a header")]
    [InlineData("Text:Success", "(", ":Text:Success: '(' is not a regular expression")]
    [InlineData("Text:Success", "(?=a)", ":Text:Success: '(?=a)' uses a part of regular expressions")]
    [InlineData("Text:Id", "$.a..b", ":Text:Id: '$.a..b' is not a path")]
    [InlineData("Text:Status", "2xx", ":Text:Status: '2xx' is no list of HTTP status codes")]
    [InlineData("Name", "Twilio!", ":Name: 'Twilio!' must be lower-case letters")]
    [InlineData("Name", "vonage", ":Name: 'vonage' must be")]
    [InlineData("Timeout", "00:01:00", ":Timeout must be between 0.1 and 25 seconds")]
    [InlineData("TextsPerSecond", "0", ":TextsPerSecond and CallsPerSecond must be between 1 and 100")]
    [InlineData("Webhooks:Secret", "short", ":Webhooks:Secret must have at least 16 characters")]
    [InlineData("Webhooks:Text:From", "$.from", ":Webhooks:Secret is missing", ":Webhooks:Text needs From and Text")]
    [InlineData(
        "Webhooks:Status:Word",
        "$.state",
        ":Webhooks:Secret is missing",
        ":Webhooks:Status:Id is missing",
        ":Webhooks:Status needs the provider's words"
    )]
    [InlineData(
        "Text:Headers:X-Report",
        "{report_url}",
        ":Webhooks:Secret is missing",
        ":Webhooks: {report_url} needs SITE_URL and Status:Word"
    )]
    public void One_sentence_each(string setting, string value, params string[] sentences)
    {
        var settings = new Dictionary<string, string?>(Right, StringComparer.Ordinal) { [setting] = value };

        var failures = Failures(settings);

        failures.Count.ShouldBe(sentences.Count(sentence => sentence.Length > 0), string.Join('\n', failures));
        foreach (var (failure, sentence) in failures.Zip(sentences))
        {
            failure.ShouldStartWith("Scout:Carriers:Gateways:0" + sentence);
        }
    }

    [Fact]
    public void Two_gateways_have_two_names()
    {
        var both = Right.Concat(Right.Select(pair => KeyValuePair.Create($"1:{pair.Key}", pair.Value)));
        Failures(new(both.ToDictionary(pair => pair.Key, pair => pair.Value)))
            .ShouldHaveSingleItem()
            .ShouldBe("Scout:Carriers:Gateways: two are named gateway; each needs a Name of its own.");
    }

    private static List<string> Failures(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(pair =>
                    KeyValuePair.Create(
                        $"Scout:Carriers:Gateways:{(char.IsDigit(pair.Key[0]) ? "" : "0:")}{pair.Key}",
                        pair.Value
                    )
                )
            )
            .Build();
        var options = configuration.GetSection(GatewayListOptions.Section).Get<GatewayListOptions>()!;
        return [.. new GatewayValidator(configuration).Validate(null, options).Failures ?? []];
    }
}
