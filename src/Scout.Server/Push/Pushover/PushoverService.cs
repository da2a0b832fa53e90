using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Deliveries;
using Scout.Core.Watches;
using Scout.Server.Carriers;

namespace Scout.Server.Push.Pushover;

/// <summary>
/// Posts to Pushover's message API (https://pushover.net/api). Its messages have no buttons: the link under a message
/// opens a page of Scout with the button.
/// </summary>
internal sealed class PushoverService(IOptions<PushOptions> options, PublicAddress address, TimeProvider time)
    : IPushService,
        IDisposable
{
    private readonly CarrierWire _wire = new(options.Value.Timeout, time);

    public string Name => PushServices.Pushover;

    public async Task<Receipt> SendAsync(ScreenTarget target, PushMessage message, CancellationToken cancellationToken)
    {
        var person = (ScreenTarget.Pushover)target;
        var token = person.Token ?? options.Value.PushoverToken.Trim();
        if (token.Length == 0)
        {
            return new Receipt.Refused("token", "PUSHOVER_TOKEN is not set", RefusalKind.Operator);
        }

        using var form = new FormUrlEncodedContent(Fields(message, person.User, token));
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{options.Value.PushoverUrl.AbsoluteUri.TrimEnd('/')}/1/messages.json"
        );
        using var content = new SentContent(
            await form.ReadAsByteArrayAsync(cancellationToken),
            MediaTypeNames.Application.FormUrlEncoded
        );
        var answer = await _wire.AskAsync(request, content, cancellationToken);
        return Read(answer);
    }

    public void Dispose() => _wire.Dispose();

    private Dictionary<string, string> Fields(PushMessage message, string user, string token)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["token"] = token,
            ["user"] = user,
            ["title"] = message.Title,
            ["message"] = message.Body,
            ["priority"] = PriorityOf(message.Severity).ToString(CultureInfo.InvariantCulture),
            ["ttl"] = ((long)message.Life.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        };
        if (address.Of(message.Act?.Path ?? message.Page) is { } url)
        {
            fields["url"] = url;
            fields["url_title"] = message.Act?.Words ?? "Scout";
        }

        return fields;
    }

    /// <summary>400 names the field that is wrong: only a wrong user is the person's, and gone.</summary>
    private static Receipt Read(WireAnswer answer)
    {
        var (words, isUser) = answer is WireAnswer.Came { Status: >= 400 and < 500 } came
            ? Words(came.Body)
            : ("", false);
        return isUser
            ? PushReceipts.Read("Pushover", answer, words, 400)
            : PushReceipts.Read("Pushover", answer, words);
    }

    private static (string Words, bool IsUser) Words(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var errors =
                document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("errors", out var list)
                && list.ValueKind is JsonValueKind.Array
                    ? string.Join("; ", list.EnumerateArray().Select(CarrierJson.AsText))
                    : "";
            return (errors, document.RootElement.Has("user") && !document.RootElement.Has("token"));
        }
        catch (JsonException)
        {
            return ("", false);
        }
    }

    // Never 2, which rings until it is answered: calls do that.
    private static int PriorityOf(Severity severity) =>
        severity switch
        {
            >= Severity.Urgent => 1,
            Severity.Warning => 0,
            _ => -1,
        };
}
