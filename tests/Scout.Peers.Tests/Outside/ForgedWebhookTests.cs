using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Vonage;

namespace Scout.Peers.Tests.Outside;

/// <summary>A thousand webhooks that Vonage did not send, at the real process, while a phone rings.</summary>
public sealed class ForgedWebhookTests
{
    private static readonly string[] Statuses = ["answered", "completed", "unanswered", "busy", "failed", "machine"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "GA-N33")]
    [Trait("Rule", "GA-N34")]
    public async Task A_thousand_forged_webhooks_change_nothing()
    {
        await using var site = await FakeNightscout.StartAsync();
        site.Root.Add(62, TimeProvider.System.GetUtcNow(), "FortyFiveDown");
        await using var booth = await FakeVonage.StartAsync(TimeProvider.System, Stop, TimeSpan.FromMinutes(2));
        await using var scout = await ScoutHome.StartAsync(
            booth,
            site.Address,
            Stop,
            new KeyValuePair<string, string?>("WAIT_AFTER_CALL", "60")
        );
        var call = await scout.Sam.Rings();
        using var http = new HttpClient();
        var believed = 0;
        await Parallel.ForAsync(
            0,
            1_000,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop },
            async (number, token) =>
            {
                using var forged = Forge(number, call, scout.Site);
                using var answer = await http.SendAsync(forged, token);
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent)
                {
                    Interlocked.Increment(ref believed);
                }
            }
        );

        believed.ShouldBe(0);
        await call.Hears("62").Presses("1").Hears("acknowledged");
        booth.AssertNothingUnexpected();
        (await scout.StopAsync(Stop)).ShouldBe(0);
        scout.Process.Said.ShouldNotContain("Exception");
    }

    private static HttpRequestMessage Forge(int number, PhoneCall call, Uri site)
    {
        var now = TimeProvider.System.GetUtcNow();
        var status = Statuses[number % Statuses.Length];
        var isInput = number % 4 == 0;
        var real = new Uri(call.EventUrl!);
        var address = (number % 5) switch
        {
            0 => new Uri(site, "webhooks/events"),
            1 => new Uri(site, "webhooks/inbound-messages"),
            2 => new Uri(site, $"webhooks/vonage/{number:x40}/event"),
            _ => real,
        };
        var body = isInput
            ? $$"""{"uuid":"{{call.Id}}","dtmf":{"digits":"1","timed_out":false},"timestamp":"{{now:O}}"}"""
            : $$"""{"uuid":"{{call.Id}}","status":"{{status}}","direction":"outbound","timestamp":"{{now:O}}"}""";
        var token = (number % 7) switch
        {
            0 => null,
            1 => "not.a.token",
            2 => new WebhookToken(body, now) { Secret = "somebody else's secret" }.Make(),
            3 => new WebhookToken(body, now.AddMinutes(-6)).Make(),
            4 => new WebhookToken(body, now) { PayloadHash = new string('0', 64) }.Make(),
            5 => new WebhookToken(body, now) { ApiKey = "zzzzzzz" }.Make(),
            _ => new WebhookToken(body, now) { Algorithm = "none" }.Make(),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }
}
