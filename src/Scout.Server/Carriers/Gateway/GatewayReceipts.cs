using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Gateway;

/// <summary>What a gateway's answer to an order means. Pure.</summary>
internal static class GatewayReceipts
{
    private const int LongestReference = 100;

    /// <param name="token">Stands for an id where the provider gives none.</param>
    public static Receipt Read(WireAnswer.Came came, GatewayOrder order, string gateway, string token)
    {
        var answer = GatewayAnswer.Read(came.Body.Span);
        var said = order.Reason?.Find(answer) is { } words ? $": {CarrierWords.Mask(words)}" : "";
        var reason = $"{gateway} answered {came.Status}{said}.";
        if (order.BadNumber?.Find(answer) is not null)
        {
            return new Receipt.Refused($"{came.Status}", reason, RefusalKind.BadNumber);
        }

        if (order.Status.Any(range => came.Status >= range.From && came.Status <= range.To))
        {
            if (order.Success is not null && came.Body.IsEmpty)
            {
                // Or its words were lost on the way.
                return new Receipt.Doubt($"{gateway} answered {came.Status} without a word.") { Stays = true };
            }

            if (order.Success is null || order.Success.Find(answer) is not null)
            {
                var id = order.Id?.Find(answer)?.Trim() ?? "";
                return new Receipt.Accepted(id.Length is > 0 and <= LongestReference ? id : token);
            }
        }

        return came.Status switch
        {
            429 => Refused(RefusalKind.RateLimited),
            503 or 408 => Refused(RefusalKind.Temporary),
            >= 500 => new Receipt.Doubt(reason),
            _ => Refused(RefusalKind.Operator),
        };

        Receipt.Refused Refused(RefusalKind kind) =>
            new($"{came.Status}", reason, kind) { RetryAfter = came.RetryAfter };
    }
}
