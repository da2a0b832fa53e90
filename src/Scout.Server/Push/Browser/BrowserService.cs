using System.Buffers.Text;
using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scout.Core.Deliveries;
using Scout.Core.Watches;
using Scout.Server.Carriers;

namespace Scout.Server.Push.Browser;

/// <summary>Web Push (RFC 8030): an encrypted message to the address that a browser gave, signed by this instance.</summary>
internal sealed class BrowserService(TypedWire wire, VapidKey vapid) : IPushService
{
    private const int TopicBytes = 24; // 32 characters, the most a topic may have

    public string Name => PushServices.Browser;

    public async Task<Receipt> SendAsync(ScreenTarget target, PushMessage message, CancellationToken cancellationToken)
    {
        var browser = (ScreenTarget.Browser)target;
        var shown = new Shown(message.Title, message.Body, message.Topic, message.Page)
        {
            Act = message.Act is { } act ? new ShownAct(act.Words, act.Path) : null,
        };
        var plain = JsonSerializer.SerializeToUtf8Bytes(shown, ShownJson.Default.Shown);
        if (plain.Length > WebPushCipher.MostBytes)
        {
            return new Receipt.Refused("length", "the message is too long for a browser", RefusalKind.Operator);
        }

        var body = WebPushCipher.Encrypt(
            plain,
            Base64Url.DecodeFromChars(browser.Key),
            Base64Url.DecodeFromChars(browser.Auth)
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, browser.Endpoint);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            await vapid.AuthorizeAsync(browser.Endpoint, cancellationToken)
        );
        request.Headers.Add("TTL", ((long)message.Life.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", UrgencyOf(message.Severity));
        request.Headers.Add("Topic", TopicOf(message.Topic));
        var answer = await wire.PostAsync(
            request,
            body,
            MediaTypeNames.Application.Octet,
            "aes128gcm",
            cancellationToken
        );
        return PushReceipts.Read("The browser's service", answer, words: "", 404, 410);
    }

    /// <summary>Services see topics, so they say nothing about what they are of.</summary>
    private static string TopicOf(string topic) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(topic)).AsSpan(0, TopicBytes));

    private static string UrgencyOf(Severity severity) =>
        severity switch
        {
            >= Severity.Urgent => "high",
            Severity.Warning => "normal",
            _ => "low",
        };
}

/// <summary>What push-worker.js shows.</summary>
internal sealed record Shown(string Title, string Body, string Tag, string Page)
{
    public ShownAct? Act { get; init; }
}

internal sealed record ShownAct(string Words, string Path);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Shown))]
internal sealed partial class ShownJson : JsonSerializerContext;
