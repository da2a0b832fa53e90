using System.Text.Json;
using Scout.Core.Deliveries;
using Scout.Server.Carriers.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

public sealed class VonageReportsTests
{
    private const string Id = "63F61863-4a51-4f6b-86e1-46edebcf9356";
    private const string Reference = "63f618634a514f6b86e146edebcf9356";

    [Theory, Trait("Rule", "TEL-4"), Trait("Rule", "TEL-5"), Trait("Rule", "TEL-11")]
    [InlineData("started", null, CarrierStatus.Accepted)]
    [InlineData("ringing", null, CarrierStatus.Ringing)]
    [InlineData("answered", null, CarrierStatus.Answered)]
    [InlineData("human", null, CarrierStatus.AnsweredHuman)]
    [InlineData("machine", null, CarrierStatus.AnsweredMachine)]
    [InlineData("busy", null, CarrierStatus.NotReached)]
    [InlineData("unanswered", null, CarrierStatus.NotReached)]
    [InlineData("unanswered", "unavailable", CarrierStatus.NotReached)]
    [InlineData("unanswered", "timeout", CarrierStatus.NotReached)]
    [InlineData("unanswered", "carrier_timeout", CarrierStatus.NotReached)]
    [InlineData("timeout", null, CarrierStatus.NotReached)]
    [InlineData("rejected", "declined", CarrierStatus.NotReached)]
    [InlineData("rejected", "invalid_number", CarrierStatus.NotReached)]
    [InlineData("rejected", "restricted", CarrierStatus.Failed)]
    [InlineData("rejected", "as-yet-unknown-detail", CarrierStatus.NotReached)]
    [InlineData("failed", "cannot_route", CarrierStatus.Failed)]
    [InlineData("failed", "internal_error", CarrierStatus.Failed)]
    [InlineData("failed", "number_out_of_service", CarrierStatus.NotReached)]
    [InlineData("failed", "as-yet-unknown-detail", CarrierStatus.Failed)]
    [InlineData("cancelled", null, CarrierStatus.NotReached)]
    [InlineData("completed", null, CarrierStatus.Completed)]
    [InlineData("disconnected", null, CarrierStatus.Unknown)]
    [InlineData("as-yet-unknown-status", null, CarrierStatus.Unknown)]
    public void Every_call_status_has_its_meaning(string status, string? detail, CarrierStatus expected)
    {
        var report = OfCall(
            new
            {
                uuid = Id,
                status,
                detail,
            }
        );

        report.Status.ShouldBe(expected);
        report.Reference.ShouldBe(Reference);
        report.Said.ShouldBe(detail is null ? status : $"{status}: {detail}");
    }

    [Theory]
    [InlineData("0", CarrierStatus.NotReached)]
    [InlineData("17", CarrierStatus.Completed)]
    public void A_call_over_after_no_second_reached_nobody(string duration, CarrierStatus expected) =>
        OfCall(
            new
            {
                uuid = Id,
                status = "completed",
                duration,
            }
        )
            .Status.ShouldBe(expected);

    [Theory, Trait("Rule", "TEL-26")]
    [InlineData("rejected", "invalid_number", true)]
    [InlineData("failed", "number_out_of_service", true)]
    [InlineData("rejected", "declined", false)]
    [InlineData("failed", "invalid_number", false)]
    public void A_bad_number_is_told(string status, string detail, bool isBad) =>
        OfCall(
            new
            {
                uuid = Id,
                status,
                detail,
            }
        )
            .NumberIsBad.ShouldBe(isBad);

    [Fact, Trait("Rule", "TEL-10")]
    public void Machine_detection_names_the_call_in_its_own_way() =>
        OfCall(
            new
            {
                call_uuid = Reference,
                status = "machine",
                sub_state = "beep_start",
            }
        )
            .Reference.ShouldBe(Reference);

    [Fact]
    public void A_copy_has_the_same_key_and_nothing_else_has()
    {
        var first = OfCall(
            new
            {
                uuid = Id,
                status = "machine",
                timestamp = "2026-11-21T12:00:00.000Z",
            }
        );
        var copy = OfCall(
            new
            {
                uuid = Id,
                status = "machine",
                timestamp = "2026-11-21T12:00:00.000Z",
            }
        );
        CarrierReport[] others =
        [
            OfCall(
                new
                {
                    uuid = Id,
                    status = "machine",
                    sub_state = "beep_start",
                    timestamp = "2026-11-21T12:00:00.000Z",
                }
            ),
            OfCall(
                new
                {
                    uuid = Id,
                    status = "machine",
                    timestamp = "2026-11-21T12:00:01.000Z",
                }
            ),
            OfCall(
                new
                {
                    uuid = Id,
                    status = "completed",
                    timestamp = "2026-11-21T12:00:00.000Z",
                }
            ),
            OfCall(
                new
                {
                    uuid = "other",
                    status = "machine",
                    timestamp = "2026-11-21T12:00:00.000Z",
                }
            ),
        ];

        copy.ShouldBe(first);
        others.Select(other => other.Key).Append(first.Key).ShouldBeUnique();
        first.At.ShouldBe(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    }

    [Fact, Trait("Rule", "TEL-27")]
    public void An_error_event_fails_the_call_and_is_the_operators_business()
    {
        var report = OfCall(new { reason = "Syntax error, expected string", conversation_uuid = "CON-1" });

        report.Status.ShouldBe(CarrierStatus.Failed);
        report.OperatorAlarm.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"dtmf":{"digits":"1","timed_out":false},"uuid":"x"}""")]
    [InlineData("""{"conversation_uuid_from":"a","conversation_uuid_to":"b"}""")]
    [InlineData("""{"recording_url":"https://example.com/r","reason":"x"}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":{"deep":[1,2]},"uuid":["x"],"timestamp":17}""")]
    [InlineData("""{}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"status":"\ud800"}""")]
    public void What_is_no_status_changes_nothing(string json) =>
        VonageReports.OfCall(Parse(json)).Status.ShouldBe(CarrierStatus.Unknown);

    [Fact]
    public void Somebody_elses_page_of_text_does_not_become_a_ledger_line()
    {
        var report = OfCall(
            new
            {
                uuid = Id,
                status = "<b>pwned</b> " + new string('x', 5000),
                detail = "a b\nc",
            }
        );

        report.Status.ShouldBe(CarrierStatus.Unknown);
        report.Said.Length.ShouldBeLessThan(140);
        report.Said.ShouldNotContain("<");
        report.Key.Length.ShouldBeLessThan(400);
    }

    [Theory, Trait("Rule", "TEL-5"), Trait("Rule", "TEL-11")]
    [InlineData("submitted", CarrierStatus.Sent)]
    [InlineData("delivered", CarrierStatus.Delivered)]
    [InlineData("read", CarrierStatus.Delivered)]
    [InlineData("rejected", CarrierStatus.Undelivered)]
    [InlineData("undeliverable", CarrierStatus.Undelivered)]
    [InlineData("as-yet-unknown-status", CarrierStatus.Unknown)]
    public void Every_text_status_has_its_meaning(string status, CarrierStatus expected)
    {
        var report = OfText(new { message_uuid = Id, status });

        (report.Status, report.Reference, report.Said).ShouldBe((expected, Reference, status));
    }

    [Theory, Trait("Rule", "TEL-26"), Trait("Rule", "TEL-27")]
    [InlineData("1240", false, true, false)]
    [InlineData("1170", true, false, false)]
    [InlineData("1430", true, false, false)]
    [InlineData("1070", false, false, true)]
    [InlineData("1420", false, false, true)]
    [InlineData("1120", false, false, true)]
    [InlineData("1180", false, false, false)]
    [InlineData("1330", false, false, false)]
    public void The_code_of_a_lost_text_says_whose_business_it_is(string code, bool bad, bool stopped, bool operators)
    {
        CarrierReport[] shapes =
        [
            OfText(
                new
                {
                    message_uuid = Id,
                    status = "rejected",
                    error = new { title = code },
                }
            ),
            OfText(
                new
                {
                    message_uuid = Id,
                    status = "rejected",
                    error = new { title = int.Parse(code) },
                }
            ),
            OfText(
                new
                {
                    message_uuid = Id,
                    status = "rejected",
                    error = new
                    {
                        type = $"https://developer.vonage.com/api-errors/messages#{code}",
                        title = "Some words",
                    },
                }
            ),
        ];

        foreach (var report in shapes)
        {
            (report.NumberIsBad, report.OptedOut, report.OperatorAlarm).ShouldBe((bad, stopped, operators));
            report.Said.ShouldBe($"rejected: {code}");
        }
    }

    private static CarrierReport OfCall(object body) => VonageReports.OfCall(JsonSerializer.SerializeToElement(body));

    private static CarrierReport OfText(object body) => VonageReports.OfText(JsonSerializer.SerializeToElement(body));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
