using Scout.Core.Deliveries;
using Scout.Server.Deliveries;
using Scout.Server.Replies;

namespace Scout.Server.Carriers.Gateway;

/// <summary>What a gateway tells Scout. Every answer comes after it is durable, and is empty: some send it on as a text.</summary>
internal static class GatewayWebhooks
{
    private const int LongestText = 1600;
    private const int LongestId = 100;

    /// <summary>What became of a text. 404: no such text, or not yet; providers then come again.</summary>
    public static async Task<IResult> StatusAsync(
        string gateway,
        HttpContext context,
        GatewayDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(gateway, context, cancellationToken);
        if (webhook.Refusal is not null)
        {
            return webhook.Refusal;
        }

        var settings = webhook.Gateway.Webhooks.Status;
        var word = GatewayPattern.Parse(settings.Word)?.Find(webhook.Said)?.Trim() ?? "";
        var token = context.Request.Query["attempt"].ToString() is { Length: > 0 } given
            ? given
            : await TokenAsync(gateway, settings, webhook.Said, desk, cancellationToken);
        if (word.Length == 0 || token.Length == 0)
        {
            return TypedResults.Ok(); // nothing to do with it, however often it came
        }

        var report = new CarrierReport(Meaning(settings, word), "", CarrierWords.Word(word), CarrierWords.Word(word));
        return await desk.TakeAsync(gateway, token, report, TypedResults.Ok(), cancellationToken);
    }

    /// <summary>A text that somebody wrote to the gateway's number.</summary>
    public static async Task<IResult> TextAsync(
        string gateway,
        HttpContext context,
        GatewayDoor door,
        InboundTexts texts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(gateway, context, cancellationToken);
        if (webhook.Refusal is not null)
        {
            return webhook.Refusal;
        }

        if (Read(webhook, time.GetUtcNow()) is { } text)
        {
            await texts.TakeAsync(text, cancellationToken);
        }

        return TypedResults.Ok();
    }

    private static async Task<string> TokenAsync(
        string gateway,
        GatewayStatusOptions settings,
        GatewayAnswer said,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    )
    {
        var id = GatewayPattern.Parse(settings.Id)?.Find(said)?.Trim() ?? "";
        return id.Length is 0 or > LongestId ? "" : await desk.TokenOfAsync(gateway, id, cancellationToken) ?? id;
    }

    private static CarrierStatus Meaning(GatewayStatusOptions settings, string word) =>
        Names(settings.Delivered, word) ? CarrierStatus.Delivered
        : Names(settings.Undelivered, word) ? CarrierStatus.Undelivered
        : Names(settings.Failed, word) ? CarrierStatus.Failed
        : Names(settings.Sent, word) ? CarrierStatus.Sent
        : CarrierStatus.Unknown;

    private static bool Names(string list, string word) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: no number stands behind it, or only a national one, whose country nobody can tell.</summary>
    private static InboundText? Read(GatewayWebhook webhook, DateTimeOffset now)
    {
        var settings = webhook.Gateway.Webhooks.Text;
        var from = Number(Part(settings.From));
        if (from.Length is < 8 or > 16)
        {
            return null;
        }

        var id = Part(settings.Id).Trim();
        return new InboundText(
            webhook.Gateway.Name,
            id.Length is > 0 and <= LongestId ? id : $"{Guid.CreateVersion7(now):N}",
            from,
            CarrierWords.Cut(Part(settings.Text), LongestText)
        )
        {
            To = Number(Part(settings.To)),
        };

        string Part(string pattern) => GatewayPattern.Parse(pattern)?.Find(webhook.Said) ?? "";
    }

    /// <summary>"+49 151…", "0049151…" and "49151…" as "+49151…".</summary>
    private static string Number(string written)
    {
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        var international = digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
        return international.Length == 0 || international[0] == '0' ? "" : "+" + international;
    }
}
