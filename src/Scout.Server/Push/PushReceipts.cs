using Scout.Core.Deliveries;
using Scout.Server.Carriers;

namespace Scout.Server.Push;

/// <summary>What answers of push services have in common.</summary>
internal static class PushReceipts
{
    /// <param name="service">As people know it: "ntfy".</param>
    /// <param name="words">The service's own, short; empty: none.</param>
    /// <param name="gone">The statuses by which this service says that the screen is gone.</param>
    public static Receipt Read(string service, WireAnswer answer, string words, params ReadOnlySpan<int> gone)
    {
        if (answer is not WireAnswer.Came came)
        {
            return ((WireAnswer.Lost)answer).AsReceipt(service);
        }

        if (came.Status is >= 200 and < 300)
        {
            return new Receipt.Accepted("");
        }

        var kind =
            gone.Contains(came.Status) ? RefusalKind.BadNumber
            : came.Status is 429 ? RefusalKind.RateLimited
            : came.Status is 408 or >= 500 ? RefusalKind.Temporary
            : RefusalKind.Operator;
        var said = words.Length > 0 ? $": {CarrierWords.Mask(words)}" : "";
        return new Receipt.Refused($"{came.Status}", $"{service} answered {came.Status}{said}", kind)
        {
            RetryAfter = came.RetryAfter,
        };
    }
}
