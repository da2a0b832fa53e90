using Scout.Core.Deliveries;
using Scout.Server.Deliveries;
using Scout.Server.Replies;

namespace Scout.Server.Carriers.Twilio;

/// <summary>What Twilio tells Scout. Every answer comes after the report is durable, and says little.</summary>
internal static class TwilioWebhooks
{
    /// <summary>A state of a call, or whether a person or a machine picked up.</summary>
    public static Task<IResult> CallAsync(
        string token,
        HttpContext context,
        TwilioDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    ) => ReportAsync(token, TwilioReports.OfCall, context, door, desk, cancellationToken);

    public static Task<IResult> TextAsync(
        string token,
        HttpContext context,
        TwilioDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    ) => ReportAsync(token, TwilioReports.OfText, context, door, desk, cancellationToken);

    /// <summary>A key, or none in time. The answer is what the call says next.</summary>
    public static async Task<IResult> KeyAsync(
        string token,
        HttpContext context,
        TwilioDoor door,
        TwilioKeys keys,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(context, cancellationToken);
        return webhook.Refusal ?? await keys.PressAsync(token, context.Request.Query, webhook.Form, cancellationToken);
    }

    /// <summary>
    /// A text written to Scout's number, at bugglio's address. Where signatures cannot be checked it is let go: a forged
    /// STOP would silence somebody.
    /// </summary>
    public static async Task<IResult> InboundTextAsync(
        HttpContext context,
        TwilioDoor door,
        InboundTexts texts,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(context, cancellationToken);
        if (webhook.Refusal is not null)
        {
            return webhook.Refusal;
        }

        var text = door.ChecksSignatures ? TwilioInbound.Read(webhook.Form) : null;
        var answer = text is null ? null : await texts.TakeAsync(text, cancellationToken);
        return TwilioKeys.Xml(answer is null ? TwilioMarkup.Nothing : TwilioMarkup.Message(answer));
    }

    private static async Task<IResult> ReportAsync(
        string token,
        Func<TwilioForm, CarrierReport> read,
        HttpContext context,
        TwilioDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(context, cancellationToken);
        return webhook.Refusal
            ?? await desk.TakeAsync(
                TwilioClient.CarrierName,
                token,
                read(webhook.Form),
                TypedResults.NoContent(),
                cancellationToken
            );
    }
}
