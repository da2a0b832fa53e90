using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Scout.Server.Carriers.Vonage;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

[Trait("Rule", "TEL-18")]
public sealed class VonageSignatureTests
{
    private const string Body = """{"status":"unanswered","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab"}""";

    // A whole token worked out by hand from Vonage's description.
    private const string WorkedExample =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLTNmYmU4Y2"
        + "U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6IjRiNDZmODE3MzFhNDM0ZWQ2N2NlYjA5MjgwM2I2ZjQ1YWFmYzE2MjA5YjMy"
        + "NDY3NWYyYzI5MmM4YjdmOWY4ZmQiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZG"
        + "QtMDEyMzQ1Njc4OWFiIn0.KawYny0AognbIYOohVDlk9OwUYbGshrP-Dt7ztW_qfg";

    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeSeconds(1587494962));

    [Fact]
    public void The_worked_example_is_believed()
    {
        var signature = Signature();

        Check(signature, WorkedExample, Body).ShouldBe(Verdict.Believed);
        Check(Signature(), WorkedExample, Body + " ").ShouldBe(Verdict.Wrong);
        Check(Signature(), WorkedExample[..^1] + "h", Body).ShouldBe(Verdict.Wrong);
        Check(Signature(options => options.SignatureSecret += "x"), WorkedExample, Body).ShouldBe(Verdict.Wrong);
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    [InlineData(-86400, false)]
    public void A_webhook_is_believed_for_five_minutes(int seconds, bool believed)
    {
        var token = New() with { At = _time.GetUtcNow().AddSeconds(seconds) };

        Check(Signature(), token.Make(), Body).ShouldBe(believed ? Verdict.Believed : Verdict.Wrong);
    }

    [Fact]
    public void Anything_wrong_in_it_makes_it_wrong()
    {
        WebhookToken[] wrong =
        [
            New() with
            {
                Secret = "another-secret",
            },
            New() with
            {
                Issuer = "Somebody",
            },
            New() with
            {
                ApiKey = "another",
            },
            New() with
            {
                ApplicationId = "aaaaaaaa-bbbb-cccc-dddd-000000000000",
            },
            New() with
            {
                PayloadHash = new string('0', 64),
            },
            New() with
            {
                PayloadHash = "",
            },
            New() with
            {
                Id = "",
            },
            New() with
            {
                Algorithm = "none",
            },
            New() with
            {
                Algorithm = "RS256",
            },
            New() with
            {
                Algorithm = "hs256",
            },
        ];

        foreach (var token in wrong)
        {
            Check(Signature(), token.Make(), Body).ShouldBe(Verdict.Wrong, token.ToString());
        }
    }

    [Theory]
    [InlineData(null, Verdict.Missing)]
    [InlineData("", Verdict.Missing)]
    [InlineData("Basic YTpi", Verdict.Wrong)]
    [InlineData("Bearer ", Verdict.Wrong)]
    [InlineData("Bearer a.b", Verdict.Wrong)]
    [InlineData("Bearer a.b.c", Verdict.Wrong)]
    [InlineData("Bearer ...", Verdict.Wrong)]
    [InlineData("Bearer é.é.é", Verdict.Wrong)]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.", Verdict.Wrong)]
    public void Only_a_missing_header_asks_for_another_try(string? header, object verdict) =>
        Signature().Check(header, Encoding.UTF8.GetBytes(Body)).ShouldBe((Verdict)verdict);

    [Fact]
    public void Without_an_application_id_the_account_is_enough() =>
        Check(Signature(), (New() with { ApplicationId = null }).Make(), Body).ShouldBe(Verdict.Believed);

    [Fact]
    public void The_same_webhook_may_come_again_but_its_token_cannot_carry_another()
    {
        var signature = Signature(options => options.Lenient = true);
        var token = New().Make();

        Check(signature, token, Body).ShouldBe(Verdict.Believed);
        Check(signature, token, Body).ShouldBe(Verdict.Believed);
        Check(signature, token, Body.Replace("unanswered", "completed", StringComparison.Ordinal))
            .ShouldBe(Verdict.Wrong);
    }

    [Fact]
    public void Lenient_believes_a_body_that_was_written_anew()
    {
        var token = New() with { PayloadHash = new string('0', 64) };

        Check(Signature(options => options.Lenient = true), token.Make(), Body).ShouldBe(Verdict.Believed);
        Check(Signature(options => options.Lenient = true), (token with { Secret = "x" }).Make(), Body)
            .ShouldBe(Verdict.Wrong);
    }

    private WebhookToken New() => new(Body, _time.GetUtcNow());

    private VonageSignature Signature(Action<VonageOptions>? change = null)
    {
        var options = VonageTestBed.Options(new Uri("http://127.0.0.1"));
        change?.Invoke(options);
        return new VonageSignature(options, _time, NullLogger<VonageSignature>.Instance);
    }

    private static Verdict Check(VonageSignature signature, string token, string body) =>
        signature.Check($"Bearer {token}", Encoding.UTF8.GetBytes(body));
}
