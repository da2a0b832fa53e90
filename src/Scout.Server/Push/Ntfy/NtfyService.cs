using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scout.Core.Watches;
using Scout.Server.Carriers;

namespace Scout.Server.Push.Ntfy;

/// <summary>
/// Publishes to a topic as JSON, which takes letters of all languages where headers do not
/// (https://docs.ntfy.sh/publish/#publish-as-json).
/// </summary>
internal sealed class NtfyService(TypedWire wire, PublicAddress address) : IPushService
{
    public string Name => PushServices.Ntfy;

    public async Task<Receipt> SendAsync(ScreenTarget target, PushMessage message, CancellationToken cancellationToken)
    {
        var topic = (ScreenTarget.Ntfy)target;
        var body = new NtfyBody
        {
            Topic = topic.Topic,
            Title = message.Title,
            Message = message.Body,
            Priority = PriorityOf(message.Severity),
            Click = address.Of(message.Page),
            Actions =
                message.Act is { } act && address.Of(act.Path) is { } url
                    ? [new NtfyAction(act.Words, url, "http", "POST", Clear: true)]
                    : null,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, topic.Server);
        if (topic.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(body, NtfyJson.Default.NtfyBody);
        var answer = await wire.PostAsync(
            request,
            json,
            MediaTypeNames.Application.Json,
            encoding: "",
            cancellationToken
        );
        return PushReceipts.Read(Name, answer, words: "");
    }

    private static int PriorityOf(Severity severity) =>
        severity switch
        {
            Severity.Critical => 5,
            Severity.Urgent => 4,
            Severity.Warning => 3,
            _ => 2,
        };
}

internal sealed record NtfyBody
{
    public required string Topic { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    public required int Priority { get; init; }

    public string? Click { get; init; }

    public NtfyAction[]? Actions { get; init; }
}

/// <summary>A button that posts; the message goes once the post was taken.</summary>
internal sealed record NtfyAction(string Label, string Url, string Action, string Method, bool Clear);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(NtfyBody))]
internal sealed partial class NtfyJson : JsonSerializerContext;
