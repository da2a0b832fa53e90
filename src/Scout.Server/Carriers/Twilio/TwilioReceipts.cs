using System.Text.Json;
using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Twilio;

/// <summary>What an HTTP answer to an order means. The code decides; the status only where there is none.</summary>
internal static class TwilioReceipts
{
    public static Receipt Read(WireAnswer.Came answer)
    {
        var status = answer.Status;
        if (status is >= 200 and < 300)
        {
            return Sid(answer.Body) is { Length: > 0 } sid
                ? new Receipt.Accepted(sid)
                : new Receipt.Doubt($"Twilio answered {status} without an id.");
        }

        var error = TwilioError.Read(answer.Body);
        var code = error.Code.Length > 0 ? $"{status}/{error.Code}" : $"{status}";
        var words = error.Words.Length > 0 ? $": {error.Words}" : ".";
        var reason = $"Twilio answered {code}{words}";
        if (KindOf(status, error.Code) is not { } kind)
        {
            return new Receipt.Doubt(reason);
        }

        return new Receipt.Refused(code, reason, kind)
        {
            RetryAfter = TwilioCodes.IsBadCallback(error.Code) ? TimeSpan.Zero : answer.RetryAfter,
            OptedOut = error.Code == TwilioCodes.OptedOut,
        };
    }

    /// <summary>Null: it may have been carried out all the same.</summary>
    private static RefusalKind? KindOf(int status, string code) =>
        status switch
        {
            429 => RefusalKind.RateLimited,
            503 or 408 => RefusalKind.Temporary,
            >= 500 => null,
            _ => TwilioCodes.RefusalOf(code) ?? RefusalKind.Operator,
        };

    private static string Sid(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return TwilioReports.Reference(document.RootElement.Text("sid"));
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
