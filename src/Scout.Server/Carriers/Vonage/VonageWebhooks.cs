using System.Text.Json;
using Scout.Core.Deliveries;
using Scout.Server.Deliveries;
using Scout.Server.Replies;

namespace Scout.Server.Carriers.Vonage;

/// <summary>What Vonage tells Scout. Every answer comes after the report is durable, and says little.</summary>
internal static class VonageWebhooks
{
    /// <summary>With the attempt's token in the address: the only events that can change anything without a signature.</summary>
    public static Task<IResult> EventAsync(
        string token,
        HttpContext context,
        VonageDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    ) => ReportAsync(token, VonageReports.OfCall, context, door, desk, cancellationToken);

    public static Task<IResult> StatusAsync(
        string token,
        HttpContext context,
        VonageDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    ) => ReportAsync(token, VonageReports.OfText, context, door, desk, cancellationToken);

    /// <summary>A key, or none in time. The answer is what the call says next.</summary>
    public static async Task<IResult> InputAsync(
        string token,
        HttpContext context,
        VonageDoor door,
        VonageKeys keys,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(context, cancellationToken);
        return webhook.Refusal ?? await keys.PressAsync(token, webhook, cancellationToken);
    }

    /// <summary>
    /// The original's address, set at the application. Without a signature anybody could write here, and nothing is
    /// believed; with one, the call's id tells which attempt is meant.
    /// </summary>
    public static async Task<IResult> ApplicationEventAsync(
        HttpContext context,
        VonageDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(context, cancellationToken);
        if (webhook.Refusal is not null)
        {
            return webhook.Refusal;
        }

        var report = VonageReports.OfCall(webhook.Root);
        if (!door.ChecksSignatures || report.Reference.Length == 0)
        {
            return TypedResults.Ok();
        }

        var token = await desk.TokenOfAsync(VonageClient.CarrierName, report.Reference, cancellationToken);
        return token is null
            ? TypedResults.Ok()
            : await desk.TakeAsync(VonageClient.CarrierName, token, report, TypedResults.Ok(), cancellationToken);
    }

    /// <summary>A text written to Scout's number. Unsigned ones are let go: a forged STOP would silence somebody.</summary>
    public static async Task<IResult> InboundTextAsync(
        HttpContext context,
        VonageDoor door,
        InboundTexts texts,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(context, cancellationToken);
        if (webhook.Refusal is not null)
        {
            return webhook.Refusal;
        }

        if (door.ChecksSignatures && VonageInbound.Read(webhook.Root) is { } text)
        {
            await texts.TakeAsync(text, cancellationToken);
        }

        return TypedResults.Ok();
    }

    private static async Task<IResult> ReportAsync(
        string token,
        Func<JsonElement, CarrierReport> read,
        HttpContext context,
        VonageDoor door,
        DeliveryDesk desk,
        CancellationToken cancellationToken
    )
    {
        var webhook = await door.OpenAsync(context, cancellationToken);
        return webhook.Refusal
            ?? await desk.TakeAsync(
                VonageClient.CarrierName,
                token,
                read(webhook.Root),
                TypedResults.Ok(),
                cancellationToken
            );
    }
}
