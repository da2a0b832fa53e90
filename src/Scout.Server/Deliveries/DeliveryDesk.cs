using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Server.Deliveries;

/// <summary>Where carriers report to. One door for every carrier's webhooks and the sandbox's telephones.</summary>
internal sealed class DeliveryDesk
{
    /// <summary>
    /// Takes a report about the attempt with this token; durable when it returns.
    /// False: no such attempt at this carrier (the webhook answers 404).
    /// </summary>
    public Task<bool> ReportAsync(
        string carrier,
        string token,
        CarrierReport report,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    /// <summary>The token of the attempt that a carrier knows under this reference; null when there is none.</summary>
    public Task<string?> TokenOfAsync(string carrier, string reference, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>
    /// A key was pressed in a call, or none in time (digits empty). Durable when it returns.
    /// Returns what the call says next; null when the token is unknown. A script that asks for no key ends the call.
    /// </summary>
    public Task<CallScript?> KeyAsync(
        string carrier,
        string token,
        string reference,
        string digits,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();
}
