using System.Collections.Frozen;
using System.Text.Json;
using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Vonage;

/// <summary>What an HTTP answer to an order means.</summary>
internal static class VonageReceipts
{
    // Bad recipient, spelt out by the Messages API.
    private static readonly FrozenSet<string> BadNumber = new[] { "1170", "1430" }.ToFrozenSet();

    /// <param name="idField">uuid for calls, message_uuid for texts.</param>
    public static Receipt Read(int status, TimeSpan? retryAfter, ReadOnlyMemory<byte> body, string idField)
    {
        if (status is >= 200 and < 300)
        {
            return Id(body, idField) is { Length: > 0 } id
                ? new Receipt.Accepted(VonageNumber.Reference(id))
                : new Receipt.Doubt($"Vonage answered {status} without an id.");
        }

        var error = VonageError.Read(body);
        var reason = error.Words.Length > 0 ? $"Vonage answered {status}: {error.Words}" : $"Vonage answered {status}.";
        var code = error.Code.Length > 0 ? $"{status}/{error.Code}" : $"{status}";
        return status switch
        {
            429 => new Receipt.Refused(code, reason, RefusalKind.RateLimited) { RetryAfter = retryAfter },
            503 => new Receipt.Refused(code, reason, RefusalKind.Temporary) { RetryAfter = retryAfter },
            408 => new Receipt.Refused(code, reason, RefusalKind.Temporary),
            >= 500 => new Receipt.Doubt(reason),
            400 or 422 when IsBadNumber(error) => new Receipt.Refused(code, reason, RefusalKind.BadNumber),
            _ => new Receipt.Refused(code, reason, RefusalKind.Operator),
        };
    }

    private static bool IsBadNumber(VonageError error) =>
        BadNumber.Contains(error.Code) || error.InvalidParameters.Any(IsRecipient);

    // "to", "to[0].number", "to.number"; never "token" or "from".
    private static bool IsRecipient(string field) =>
        field is "to"
        || field.StartsWith("to[", StringComparison.Ordinal)
        || field.StartsWith("to.", StringComparison.Ordinal);

    private static string Id(ReadOnlyMemory<byte> body, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Text(field);
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
