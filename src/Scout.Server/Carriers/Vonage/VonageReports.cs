using System.Text.Json;
using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Vonage;

/// <summary>Webhooks and look-ups in Scout's words. Pure; what it does not know is Unknown and changes nothing.</summary>
internal static class VonageReports
{
    /// <summary>Prices of calls come without a currency: they are in euros, whatever the account pays in.</summary>
    private const string VoiceCurrency = "EUR";

    /// <summary>A voice event, or the answer to a look-up of a call.</summary>
    public static CarrierReport OfCall(JsonElement root)
    {
        var status = CarrierWords.Word(root.Text("status"));
        var detail = CarrierWords.Word(root.Text("detail"));
        if (status.Length == 0)
        {
            return WithoutStatus(root);
        }

        return Report(root, CallStatus(status, detail, root), status, detail) with
        {
            NumberIsBad = (status, detail) is ("rejected", "invalid_number") or ("failed", "number_out_of_service"),
            Cost = Cost.Read(root.Text("price"), VoiceCurrency),
        };
    }

    /// <summary>A status of a text.</summary>
    public static CarrierReport OfText(JsonElement root)
    {
        var status = CarrierWords.Word(root.Text("status"));
        var code = ErrorCode(root);
        return Report(root, TextStatus(status), status, code) with
        {
            NumberIsBad = code is "1170" or "1430",
            OptedOut = code is "1240",
            OperatorAlarm = code is "1070" or "1120" or "1420" or "1160" or "402",
            Cost = Cost.Read(root.Text("usage", "price"), root.Text("usage", "currency")),
        };
    }

    private static CarrierStatus CallStatus(string status, string detail, JsonElement root) =>
        status switch
        {
            "started" => CarrierStatus.Accepted,
            "ringing" => CarrierStatus.Ringing,
            "answered" => CarrierStatus.Answered,
            "human" => CarrierStatus.AnsweredHuman,
            "machine" => CarrierStatus.AnsweredMachine,
            "completed" => root.Text("duration") is "0" ? CarrierStatus.NotReached : CarrierStatus.Completed,
            "busy" or "unanswered" or "timeout" or "cancelled" => CarrierStatus.NotReached,
            "rejected" => detail is "restricted" ? CarrierStatus.Failed : CarrierStatus.NotReached,
            "failed" => detail is "number_out_of_service" ? CarrierStatus.NotReached : CarrierStatus.Failed,
            _ => CarrierStatus.Unknown,
        };

    private static CarrierStatus TextStatus(string status) =>
        status switch
        {
            "submitted" => CarrierStatus.Sent,
            "delivered" or "read" => CarrierStatus.Delivered,
            "rejected" or "undeliverable" => CarrierStatus.Undelivered,
            _ => CarrierStatus.Unknown,
        };

    // An event with a reason alone tells of a mistake in the script or of too many requests: the call will not go on.
    private static CarrierReport WithoutStatus(JsonElement root)
    {
        var isError = root.Has("reason") && !root.Has("dtmf") && !root.Has("speech") && !root.Has("recording_url");
        return isError
            ? Report(root, CarrierStatus.Failed, "error", "") with
            {
                OperatorAlarm = true,
            }
            : Report(root, CarrierStatus.Unknown, "", "");
    }

    private static CarrierReport Report(JsonElement root, CarrierStatus to, string status, string detail)
    {
        var reference = Reference(root);
        var timestamp = root.Text("timestamp");
        var said = detail.Length > 0 ? $"{status}: {detail}" : status;
        if (CarrierWords.Word(root.Text("sip_code")) is { Length: > 0 } sip)
        {
            said += $" (SIP {sip})";
        }

        var key = string.Join(
            '/',
            reference,
            status,
            detail,
            CarrierWords.Word(root.Text("sub_state")),
            CarrierWords.Short(timestamp)
        );
        return new CarrierReport(to, reference, said, key) { At = CarrierWords.Instant(timestamp) };
    }

    /// <summary>Machine detection writes call_uuid in place of uuid.</summary>
    public static string Reference(JsonElement root)
    {
        string[] names = ["uuid", "call_uuid", "message_uuid"];
        var id = names.Select(name => root.Text(name)).FirstOrDefault(text => text.Length > 0) ?? "";
        return VonageNumber.Reference(CarrierWords.Short(id));
    }

    // The code is the error's title, sometimes a number; older bodies have it only behind the # of the type.
    private static string ErrorCode(JsonElement root)
    {
        var title = CarrierWords.Word(root.Text("error", "title"));
        if (title.Length > 0 && title.All(char.IsAsciiDigit))
        {
            return title;
        }

        var type = root.Text("error", "type");
        var code = CarrierWords.Word(type[(type.LastIndexOf('#') + 1)..]);
        return code.Length > 0 && code.All(char.IsAsciiDigit) ? code : title;
    }
}
