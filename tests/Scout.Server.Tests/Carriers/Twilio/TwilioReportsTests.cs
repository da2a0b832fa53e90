using System.Text.Json;
using Scout.Core.Deliveries;
using Scout.Server.Carriers.Twilio;

namespace Scout.Server.Tests.Carriers.Twilio;

public sealed class TwilioReportsTests
{
    private const string Sid = "CA63f618634a514f6b86e146edebcf9356";

    [Theory, Trait("Rule", "TEL-4"), Trait("Rule", "TEL-5"), Trait("Rule", "TEL-11")]
    [InlineData("queued", "", "", CarrierStatus.Accepted)]
    [InlineData("initiated", "", "", CarrierStatus.Accepted)]
    [InlineData("ringing", "", "", CarrierStatus.Ringing)]
    [InlineData("in-progress", "", "", CarrierStatus.Answered)]
    [InlineData("answered", "", "", CarrierStatus.Answered)]
    [InlineData("in-progress", "human", "", CarrierStatus.AnsweredHuman)]
    [InlineData("", "human", "", CarrierStatus.AnsweredHuman)]
    [InlineData("", "unknown", "", CarrierStatus.Answered)]
    [InlineData("", "fax", "", CarrierStatus.AnsweredMachine)]
    [InlineData("", "machine_start", "", CarrierStatus.AnsweredMachine)]
    [InlineData("", "machine_end_beep", "", CarrierStatus.AnsweredMachine)]
    [InlineData("", "machine_end_silence", "", CarrierStatus.AnsweredMachine)]
    [InlineData("", "machine_end_other", "", CarrierStatus.AnsweredMachine)]
    [InlineData("", "as-yet-unknown", "", CarrierStatus.Unknown)]
    [InlineData("completed", "", "", CarrierStatus.Completed)]
    [InlineData("completed", "human", "", CarrierStatus.Completed)]
    [InlineData("completed", "machine_start", "", CarrierStatus.AnsweredMachine)]
    [InlineData("completed", "fax", "", CarrierStatus.AnsweredMachine)]
    [InlineData("busy", "", "486", CarrierStatus.NotReached)]
    [InlineData("no-answer", "", "", CarrierStatus.NotReached)]
    [InlineData("canceled", "", "", CarrierStatus.NotReached)]
    [InlineData("failed", "", "", CarrierStatus.Failed)]
    [InlineData("failed", "", "503", CarrierStatus.Failed)]
    [InlineData("failed", "", "480", CarrierStatus.NotReached)]
    [InlineData("as-yet-unknown-status", "", "", CarrierStatus.Unknown)]
    [InlineData("", "", "", CarrierStatus.Unknown)]
    public void Every_call_status_has_its_meaning(string status, string by, string sip, CarrierStatus expected)
    {
        var form = TwilioForm.Parse(
            $"CallSid={Sid}&CallStatus={status}&AnsweredBy={by}&SipResponseCode={sip}&SequenceNumber=2"
                + "&Timestamp=Sun%2C%2001%20Mar%202026%2012%3A00%3A00%20%2B0000"
        );

        var report = TwilioReports.OfCall(form);

        report.Status.ShouldBe(expected);
        report.Reference.ShouldBe(Sid.ToLowerInvariant());
        report.At.ShouldBe(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        TwilioReports.OfCall(form).Key.ShouldBe(report.Key);
    }

    [Theory]
    [InlineData("queued", "", CarrierStatus.Accepted)]
    [InlineData("accepted", "", CarrierStatus.Accepted)]
    [InlineData("scheduled", "", CarrierStatus.Accepted)]
    [InlineData("sending", "", CarrierStatus.Accepted)]
    [InlineData("partially_delivered", "", CarrierStatus.Accepted)]
    [InlineData("sent", "", CarrierStatus.Sent)]
    [InlineData("delivered", "", CarrierStatus.Delivered)]
    [InlineData("read", "", CarrierStatus.Delivered)]
    [InlineData("undelivered", "", CarrierStatus.Undelivered)]
    [InlineData("undelivered", "30004", CarrierStatus.Undelivered)]
    [InlineData("undelivered", "30005", CarrierStatus.Undelivered)]
    [InlineData("undelivered", "30006", CarrierStatus.Undelivered)]
    [InlineData("undelivered", "21610", CarrierStatus.Undelivered)]
    [InlineData("undelivered", "30001", CarrierStatus.Failed)]
    [InlineData("undelivered", "30002", CarrierStatus.Failed)]
    [InlineData("undelivered", "30003", CarrierStatus.Failed)]
    [InlineData("undelivered", "30007", CarrierStatus.Failed)]
    [InlineData("undelivered", "30008", CarrierStatus.Failed)]
    [InlineData("undelivered", "30034", CarrierStatus.Failed)]
    [InlineData("undelivered", "39999", CarrierStatus.Undelivered)]
    [InlineData("failed", "", CarrierStatus.Failed)]
    [InlineData("failed", "39999", CarrierStatus.Failed)]
    [InlineData("failed", "21610", CarrierStatus.Undelivered)]
    [InlineData("failed", "21211", CarrierStatus.Undelivered)]
    [InlineData("canceled", "", CarrierStatus.Undelivered)]
    [InlineData("receiving", "", CarrierStatus.Unknown)]
    [InlineData("received", "", CarrierStatus.Unknown)]
    [InlineData("as-yet-unknown-status", "", CarrierStatus.Unknown)]
    public void Every_text_status_has_its_meaning(string status, string code, CarrierStatus expected) =>
        Text(status, code).Status.ShouldBe(expected);

    // Another product once set "temporary" for these and then fell through to "permanent".
    [Theory, Trait("Rule", "TEL-26"), Trait("Rule", "TEL-27")]
    [InlineData("30001", false, false, false)]
    [InlineData("30003", false, false, false)]
    [InlineData("30008", false, false, false)]
    [InlineData("21610", false, true, false)]
    [InlineData("21211", true, false, false)]
    [InlineData("21217", true, false, false)]
    [InlineData("21614", true, false, false)]
    [InlineData("30005", true, false, false)]
    [InlineData("30006", true, false, false)]
    [InlineData("20003", false, false, true)]
    [InlineData("21606", false, false, true)]
    [InlineData("30002", false, false, true)]
    [InlineData("30032", false, false, true)]
    [InlineData("30034", false, false, true)]
    public void A_code_tells_whose_fault_it_is(string code, bool numberIsBad, bool optedOut, bool operators)
    {
        var report = Text("undelivered", code);

        (report.NumberIsBad, report.OptedOut, report.OperatorAlarm).ShouldBe((numberIsBad, optedOut, operators));
    }

    [Fact, Trait("Rule", "TEL-10")]
    public void A_look_up_is_a_report_of_its_own()
    {
        using var call = JsonDocument.Parse($$"""{"sid":"{{Sid}}","status":"no-answer","answered_by":null}""");
        using var text = JsonDocument.Parse("""{"sid":"SM1","status":"undelivered","error_code":30006}""");

        TwilioReports.OfCall(call.RootElement).Status.ShouldBe(CarrierStatus.NotReached);
        TwilioReports.OfCall(call.RootElement).Key.ShouldEndWith("look-up");
        TwilioReports.OfText(text.RootElement).NumberIsBad.ShouldBeTrue();
    }

    [Fact]
    public void What_Twilio_says_is_short_and_plain_in_the_ledger() =>
        TwilioReports
            .OfCall(TwilioForm.Parse($"CallSid={Sid}&CallStatus=failed&SipResponseCode=%3Cb%3E503%3C%2Fb%3E"))
            .Said.ShouldBe("failed (SIP b503b)");

    private static CarrierReport Text(string status, string code) =>
        TwilioReports.OfText(TwilioForm.Parse($"MessageSid=SM1&MessageStatus={status}&ErrorCode={code}"));
}
