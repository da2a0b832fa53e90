using System.Text.Json;
using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Twilio;

/// <summary>Webhooks and look-ups in Scout's words. Pure; what it does not know is Unknown and changes nothing.</summary>
internal static class TwilioReports
{
    /// <summary>A status callback of a call, or its verdict about a machine.</summary>
    public static CarrierReport OfCall(TwilioForm form) =>
        Call(
            form["CallSid"],
            form["CallStatus"],
            form["AnsweredBy"],
            form["SipResponseCode"],
            form["SequenceNumber"],
            form["Timestamp"]
        );

    public static CarrierReport OfText(TwilioForm form) =>
        Text(
            form["MessageSid"] is { Length: > 0 } sid ? sid : form["SmsSid"],
            form["MessageStatus"] is { Length: > 0 } status ? status : form["SmsStatus"],
            form["ErrorCode"]
        );

    /// <summary>A call as a look-up shows it.</summary>
    public static CarrierReport OfCall(JsonElement call) =>
        AsLookUp(Call(call.Text("sid"), call.Text("status"), call.Text("answered_by"), "", "", ""), call);

    public static CarrierReport OfText(JsonElement text) =>
        AsLookUp(Text(text.Text("sid"), text.Text("status"), text.Text("error_code")), text);

    /// <summary>An id as Scout keeps it.</summary>
    public static string Reference(string sid) => CarrierWords.Word(sid);

    private static CarrierReport Call(
        string sid,
        string callStatus,
        string answeredBy,
        string sipCode,
        string sequence,
        string timestamp
    )
    {
        var (reference, status, by) = (Reference(sid), CarrierWords.Word(callStatus), CarrierWords.Word(answeredBy));
        var sip = CarrierWords.Word(sipCode);
        var said = string.Join(": ", new[] { status, by }.Where(word => word.Length > 0));
        if (sip.Length > 0)
        {
            said += $" (SIP {sip})";
        }

        var key = string.Join('/', reference, status, by, sip, CarrierWords.Word(sequence));
        return new CarrierReport(CallStatus(status, by, sip), reference, said, key)
        {
            At = CarrierWords.Instant(timestamp),
            CostFollows = status is "completed",
        };
    }

    private static CarrierStatus CallStatus(string status, string by, string sip) =>
        status switch
        {
            "queued" or "initiated" => CarrierStatus.Accepted,
            "ringing" => CarrierStatus.Ringing,
            "in-progress" or "answered" or "" when by.Length > 0 => Detected(by),
            "in-progress" or "answered" => CarrierStatus.Answered,
            "completed" when IsMachine(by) => CarrierStatus.AnsweredMachine,
            "completed" => CarrierStatus.Completed,
            "busy" or "no-answer" or "canceled" => CarrierStatus.NotReached,
            "failed" => sip is "480" ? CarrierStatus.NotReached : CarrierStatus.Failed,
            _ => CarrierStatus.Unknown,
        };

    private static CarrierStatus Detected(string by) =>
        by switch
        {
            "human" => CarrierStatus.AnsweredHuman,
            "unknown" => CarrierStatus.Answered,
            _ when IsMachine(by) => CarrierStatus.AnsweredMachine,
            _ => CarrierStatus.Unknown,
        };

    // machine_start, machine_end_beep, machine_end_silence, machine_end_other
    private static bool IsMachine(string by) => by is "fax" || by.StartsWith("machine", StringComparison.Ordinal);

    private static CarrierReport Text(string sid, string textStatus, string errorCode)
    {
        var (reference, status, code) = (Reference(sid), CarrierWords.Word(textStatus), CarrierWords.Word(errorCode));
        var said = code.Length > 0 ? $"{status}: {code}" : status;
        return new CarrierReport(TextStatus(status, code), reference, said, $"{reference}/{status}/{code}")
        {
            NumberIsBad = TwilioCodes.IsBadNumber(code),
            TakesNoTexts = TwilioCodes.TakesNoTexts(code),
            OptedOut = code == TwilioCodes.OptedOut,
            OperatorAlarm = TwilioCodes.IsOperators(code),
            CostFollows = status is "sent" or "delivered" or "undelivered",
        };
    }

    private static CarrierStatus TextStatus(string status, string code) =>
        status switch
        {
            "queued" or "accepted" or "scheduled" or "sending" or "partially_delivered" => CarrierStatus.Accepted,
            "sent" => CarrierStatus.Sent,
            "delivered" or "read" => CarrierStatus.Delivered,
            "undelivered" or "failed" => TwilioCodes.IsCarriersFault(code, neverLeft: status is "failed")
                ? CarrierStatus.Failed
                : CarrierStatus.Undelivered,
            "canceled" => CarrierStatus.Undelivered,
            _ => CarrierStatus.Unknown,
        };

    // A webhook never tells the price; a look-up does, some time after the end.
    private static CarrierReport AsLookUp(CarrierReport report, JsonElement item) =>
        report with
        {
            Key = $"{report.Key}look-up",
            Cost = Cost.Read(item.Text("price"), item.Text("price_unit")),
        };
}
