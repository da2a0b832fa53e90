using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Scout.TestKit;
using Scout.TestKit.Push;

namespace Scout.Peers.Tests.Push;

/// <summary>Messages for browsers, opened by http_ece and judged by jws, which web-push is made of.</summary>
public sealed partial class WebPushJudgeTests(Judges judges) : IClassFixture<Judges>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_opens_what_Scout_sends_and_nobody_else_does()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var push = await FakePush.StartAsync(Stop);
        await using var server = new ScoutServer(
            new ManualTime(),
            [
                .. database.Settings,
                .. push.Settings,
                new("Scout:SiteUrl", "https://scout.example.com"),
                new("Scout:AllowPrivateUrls", "true"),
            ]
        );
        await Seed.WatchAsync(server.Database, "w1", server.Time.GetUtcNow(), Stop);
        using var owner = await SignedIn.AsAsync(server, "owner", Stop);
        const string Page = "/contacts/w1-person/screens";
        var key = Key().Match(await owner.GetStringAsync(new Uri(Page, UriKind.Relative), Stop)).Groups["key"].Value;
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var parameters = browser.ExportParameters(includePrivateParameters: true);
        var auth = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        byte[] point = [4, .. parameters.Q.X!, .. parameters.Q.Y!];

        using var added = await owner.SubmitAsync(
            Page,
            $"{Page}/browser",
            [new("endpoint", push.Endpoint.ToString()), new("key", Base64Url.EncodeToString(point)), new("auth", auth)],
            Stop
        );
        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var tested = await owner.SubmitAsync(Page, $"{Page}/test", [], Stop);
        tested.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await server.SettleAsync(Stop);

        var message = push.Shows("browser");
        var question = new WebPushQuestion(
            Convert.ToBase64String(message.Sealed),
            Base64Url.EncodeToString(parameters.D),
            auth,
            message.Authorization,
            push.Endpoint,
            key,
            server.Time.GetUtcNow().ToUnixTimeSeconds(),
            ["\"title\":\"Scout\"", "This is a test from Scout.", "\"page\":\"/\""]
        );
        (await judges.BrowserBelievesAsync(question)).ShouldBeTrue();

        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var secret = Base64Url.EncodeToString(other.ExportParameters(includePrivateParameters: true).D);
        (await judges.BrowserBelievesAsync(question with { Secret = secret })).ShouldBeFalse("another browser");
        (await judges.BrowserBelievesAsync(question with { Key = auth })).ShouldBeFalse("another sender");
        var elsewhere = question with { Endpoint = new Uri("https://elsewhere.example/1") };
        (await judges.BrowserBelievesAsync(elsewhere)).ShouldBeFalse("a token for another service");
    }

    [GeneratedRegex("data-key=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}

/// <param name="Secret">The browser's private key.</param>
/// <param name="Key">Of the sender, as the browser was told.</param>
/// <param name="Now">Unix seconds.</param>
/// <param name="Words">What must be in the message.</param>
internal sealed record WebPushQuestion(
    string Body,
    string Secret,
    string Auth,
    string Authorization,
    Uri Endpoint,
    string Key,
    long Now,
    string[] Words
);
