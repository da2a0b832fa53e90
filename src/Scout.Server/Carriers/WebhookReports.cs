using Scout.Core.Deliveries;
using Scout.Server.Deliveries;

namespace Scout.Server.Carriers;

internal static class WebhookReports
{
    /// <summary>Takes a carrier's report and answers its webhook: thanks once it is durable, 404 for a token that nobody gave.</summary>
    public static async Task<IResult> TakeAsync(
        this DeliveryDesk desk,
        string carrier,
        string token,
        CarrierReport report,
        IResult thanks,
        CancellationToken cancellationToken
    ) => await desk.ReportAsync(carrier, token, report, cancellationToken) ? thanks : TypedResults.NotFound();
}
