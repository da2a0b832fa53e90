using Microsoft.Extensions.Options;
using Scout.Server.Carriers.Vonage;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

public sealed class VonageOptionsTests
{
    private readonly VonageOptions _options = VonageTestBed.Options(new Uri("http://127.0.0.1:5000"));

    [Fact]
    public void A_whole_configuration_is_good() => Failures().ShouldBeEmpty();

    [Fact]
    public void Nothing_is_no_carrier_and_no_mistake()
    {
        var nothing = new VonageOptions();

        nothing.IsConfigured.ShouldBeFalse();
        new VonageOptionsValidator().Validate(null, nothing).Failed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("ApplicationId", "", "NEXMO_APPLICATION_ID")]
    [InlineData("ApplicationId", "my app", "NEXMO_APPLICATION_ID")]
    [InlineData("PrivateKey", "", "NEXMO_PRIVATE_KEY")]
    [InlineData("PrivateKey", "./no-such.key", "NEXMO_PRIVATE_KEY")]
    [InlineData("PrivateKey", "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----", "NEXMO_PRIVATE_KEY")]
    [InlineData("Number", "", "NEXMO_NUMBER")]
    [InlineData("Number", "Scout", "NEXMO_NUMBER")]
    [InlineData("ApiKey", "", "NEXMO_API_KEY")]
    [InlineData("ApiUrl", "http://api.nexmo.com", "VONAGE_API_URL")]
    [InlineData("ApiUrl", "ftp://127.0.0.1", "VONAGE_API_URL")]
    public void Each_mistake_is_one_sentence_with_the_name_people_know(string setting, string value, string name)
    {
        var property = typeof(VonageOptions).GetProperty(setting)!;
        property.SetValue(_options, setting == "ApiUrl" ? new Uri(value) : value);

        var sentence = Failures().ShouldHaveSingleItem();

        sentence.ShouldStartWith(name);
        sentence.ShouldEndWith(".");
    }

    [Fact]
    public void A_sentence_never_tells_the_key()
    {
        _options.PrivateKey = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";

        Failures().ShouldHaveSingleItem().ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public async Task The_key_may_be_text_in_one_line_text_in_quotes_or_a_file()
    {
        var pem = FakeVonage.PrivateKeyPem;
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.key");
        await File.WriteAllTextAsync(file, pem, TestContext.Current.CancellationToken);
        try
        {
            string[] spellings =
            [
                pem,
                pem.Replace("\n", "\\n", StringComparison.Ordinal),
                $"\"{pem}\"",
                file,
                Path.GetRelativePath(Environment.CurrentDirectory, file),
                $"'{file}'",
            ];
            foreach (var spelling in spellings)
            {
                _options.PrivateKey = spelling;
                Failures().ShouldBeEmpty();
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private IEnumerable<string> Failures() =>
        new VonageOptionsValidator().Validate(Options.DefaultName, _options).Failures ?? [];
}
