using System.Text;
using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.Server.Carriers.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

[Trait("Rule", "TEL-13"), Trait("Rule", "TEL-40")]
public sealed class VonageReceiptsTests
{
    private const string Problem = "https://developer.vonage.com/api-errors/messages";

    [Theory]
    [InlineData(201, """{"uuid":"63F61863-4a51-4f6b-86e1-46edebcf9356"}""")]
    [InlineData(202, """{"uuid":"63f618634a514f6b86e146edebcf9356","status":"started"}""")]
    public void An_id_is_kept_without_dashes_in_small_letters(int status, string body) =>
        Read(status, body).ShouldBe(new Receipt.Accepted("63f618634a514f6b86e146edebcf9356"));

    [Theory]
    [InlineData(201, "")]
    [InlineData(201, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(500, "<html>")]
    [InlineData(502, "")]
    [InlineData(504, "null")]
    [InlineData(501, "[]")]
    public void Where_it_may_ring_all_the_same_there_is_doubt(int status, string body) =>
        Read(status, body).ShouldBeOfType<Receipt.Doubt>();

    [Theory]
    [InlineData(
        400,
        """{"type":"BAD_REQUEST","error_title":"Bad Request","invalid_parameters":{"event_url":"Is required."}}""",
        RefusalKind.Operator
    )]
    [InlineData(
        400,
        """{"type":"BAD_REQUEST","error_title":"Bad Request","invalid_parameters":{"to":"Is invalid."}}""",
        RefusalKind.BadNumber
    )]
    [InlineData(
        400,
        """{"type":"x","title":"Bad","invalid_parameters":[{"name":"to[0].number","reason":"no"}]}""",
        RefusalKind.BadNumber
    )]
    [InlineData(
        400,
        """{"type":"x","title":"Bad","invalid_parameters":[{"name":"token","reason":"no"},"odd",null]}""",
        RefusalKind.Operator
    )]
    [InlineData(400, "<html><body>Bad</body></html>", RefusalKind.Operator)]
    [InlineData(401, """{"type":"UNAUTHORIZED","error_title":"Unauthorized"}""", RefusalKind.Operator)]
    [InlineData(
        402,
        """{"type":"https://developer.vonage.com/api-errors/#low-balance","title":"Low balance"}""",
        RefusalKind.Operator
    )]
    [InlineData(403, "", RefusalKind.Operator)]
    [InlineData(404, """{"type":"NOT_FOUND","error_title":"Not Found"}""", RefusalKind.Operator)]
    [InlineData(302, "", RefusalKind.Operator)]
    [InlineData(408, "", RefusalKind.Temporary)]
    [InlineData(422, $$"""{"type":"{{Problem}}#1430","title":"Invalid recipient"}""", RefusalKind.BadNumber)]
    [InlineData(422, $$"""{"type":"{{Problem}}#1420","title":"Invalid sender"}""", RefusalKind.Operator)]
    [InlineData(429, $$"""{"type":"{{Problem}}#1000","title":"Rate Limit Hit"}""", RefusalKind.RateLimited)]
    [InlineData(429, "", RefusalKind.RateLimited)]
    [InlineData(503, "<html>", RefusalKind.Temporary)]
    public void Each_refusal_says_whose_business_it_is(int status, string body, RefusalKind kind) =>
        Read(status, body).ShouldBeOfType<Receipt.Refused>().Kind.ShouldBe(kind);

    [Fact, Trait("Rule", "TEL-41")]
    public void The_reason_keeps_the_words_and_the_trace_but_no_number()
    {
        var body = $$"""
            {"type":"{{Problem}}#1430","title":"Invalid recipient","detail":"The number +44 7700 900123 (447700900123) is wrong",
             "instance":"bf0ca0bf927b3b52e3cb03217e1a1ddf"}
            """;

        var refused = Read(422, body).ShouldBeOfType<Receipt.Refused>();

        refused.Code.ShouldBe("422/1430");
        refused.Reason.ShouldContain("Invalid recipient");
        refused.Reason.ShouldContain("bf0ca0bf927b3b52e3cb03217e1a1ddf");
        refused.Reason.ShouldNotContain("7700");
        refused.Reason.ShouldNotContain("900123");
    }

    private static Receipt Read(int status, string body) =>
        VonageReceipts.Read(status, retryAfter: null, Encoding.UTF8.GetBytes(body), "uuid");
}
