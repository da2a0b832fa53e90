using Scout.Server.Carriers.Vonage;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Peers.Tests.Vonage;

/// <summary>Vonage's own library judges what Scout sends and what the booth sends in Vonage's name.</summary>
public sealed class VonageJudgeTests(Judges judges) : IClassFixture<Judges>
{
    private const string Body = """{"status":"unanswered","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab"}""";

    [Fact]
    public async Task Scouts_tokens_are_good()
    {
        using var token = new VonageToken(
            VonageKey.Read(FakeVonage.PrivateKeyPem),
            FakeVonage.ApplicationId,
            TimeProvider.System
        );
        var good = token.Current();

        (await judges.VonageBelievesAsync(good, FakeVonage.PublicKeyPem)).ShouldBeTrue();
        (await judges.VonageBelievesAsync(Tampered(good), FakeVonage.PublicKeyPem)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_not_good()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow().AddMinutes(-16));
        using var token = new VonageToken(VonageKey.Read(FakeVonage.PrivateKeyPem), FakeVonage.ApplicationId, time);

        (await judges.VonageBelievesAsync(token.Current(), FakeVonage.PublicKeyPem)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_booths_webhooks_are_signed_as_Vonage_signs()
    {
        var token = new WebhookToken(Body, TimeProvider.System.GetUtcNow());

        (await judges.VonageBelievesAsync(token.Make(), FakeVonage.SignatureSecret)).ShouldBeTrue();
        (await judges.VonageBelievesAsync(Tampered(token.Make()), FakeVonage.SignatureSecret)).ShouldBeFalse();
        (await judges.VonageBelievesAsync(token.Make(), "another-secret")).ShouldBeFalse();
    }

    // The middle of the signature: its last letter holds bits that mean nothing.
    private static string Tampered(string token)
    {
        var at = token.LastIndexOf('.') + 5;
        return token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
    }
}
