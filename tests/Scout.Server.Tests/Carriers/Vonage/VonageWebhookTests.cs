using System.Net;
using System.Text;
using System.Text.Json;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

public sealed class VonageWebhookTests
{
    private const string EventPath = $"/webhooks/vonage/{WebhookTestBed.CallToken}/event";
    private const string InputPath = $"/webhooks/vonage/{WebhookTestBed.CallToken}/input";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Trait("Rule", "TEL-9"), Trait("Rule", "TEL-20")]
    public async Task An_event_before_the_answer_to_the_order_binds_the_call()
    {
        await using var bed = await WebhookTestBed.StartAsync();

        using var answer = await bed.PostAsync(EventPath, Event("ringing"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bed.CallStateAsync()).ShouldBe("Ringing");
        (await bed.ScalarAsync("select reference from attempts")).ShouldBe("63f618634a514f6b86e146edebcf9356");
    }

    [Fact, Trait("Rule", "TEL-11")]
    public async Task Events_twice_and_in_any_order_end_in_the_same_state()
    {
        await using var bed = await WebhookTestBed.StartAsync();
        string[] events = [Event("busy"), Event("ringing"), Event("busy"), Event("started"), Event("no-such-status")];

        foreach (var body in events)
        {
            using var answer = await bed.PostAsync(EventPath, body);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await bed.CallStateAsync()).ShouldBe("Missed");
        (await bed.ScalarAsync("select count(*) || '' from reports")).ShouldBe("4");
    }

    [Fact, Trait("Rule", "TEL-6")]
    public async Task A_key_is_answered_with_what_the_call_says_next_and_its_copy_with_the_same()
    {
        await using var bed = await WebhookTestBed.StartAsync();

        using var silence = await bed.PostAsync(InputPath, Input("", "12:00:01"));
        using var first = await bed.PostAsync(InputPath, Input("1", "12:00:09"));
        using var copy = await bed.PostAsync(InputPath, Input("1", "12:00:09"));

        var again = await JsonAsync(silence);
        again
            .EnumerateArray()
            .Select(action => action.GetProperty("action").GetString())
            .ShouldBe(["talk", "input", "talk"]);
        again[1].GetProperty("eventUrl")[0].GetString().ShouldBe($"https://scout.example.com{InputPath}");
        var done = await JsonAsync(first);
        done.GetArrayLength().ShouldBe(1);
        (await JsonAsync(copy)).GetRawText().ShouldBe(done.GetRawText());
        (await bed.CallStateAsync()).ShouldBe("Confirmed");
    }

    [Fact]
    public async Task A_copy_of_silence_does_not_use_up_a_round()
    {
        await using var bed = await WebhookTestBed.StartAsync();

        for (var copy = 0; copy < 5; copy++)
        {
            using var answer = await bed.PostAsync(InputPath, Input("", "12:00:01"));
            (await JsonAsync(answer)).GetArrayLength().ShouldBe(3);
        }

        (await bed.ScalarAsync("select keys || '' from deliveries")).ShouldBe("1");
    }

    [Fact, Trait("Rule", "TEL-20")]
    public async Task While_the_database_is_slow_the_caller_is_asked_for_a_moment_and_the_key_is_not_lost()
    {
        await using var bed = await WebhookTestBed.StartAsync();
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var busy = bed.BlockWritesAsync(free);

        var pressing = bed.PostAsync(InputPath, Input("1", "12:00:01"));
        await bed.SomebodyWaitsAsync();
        bed.Time.Advance(TimeSpan.FromSeconds(2));
        using var first = await pressing;
        free.SetResult();
        await busy;
        using var second = await bed.PostAsync(InputPath, Input("", "12:00:05"));

        var moment = await JsonAsync(first);
        moment[0].GetProperty("text").GetString()!.ShouldContain("One moment");
        moment[1].GetProperty("action").GetString().ShouldBe("input");
        (await JsonAsync(second)).GetArrayLength().ShouldBe(1);
        (await bed.CallStateAsync()).ShouldBe("Confirmed");
    }

    [Fact, Trait("Rule", "TEL-18")]
    public async Task A_thousand_forged_webhooks_change_nothing()
    {
        await using var bed = await WebhookTestBed.StartAsync();
        var before = await bed.EverythingAsync();
        var now = bed.Time.GetUtcNow();
        string[] paths = [EventPath, InputPath, "/webhooks/events", "/webhooks/inbound-messages"];

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1000),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token },
            async (n, _) =>
            {
                var body = (n % 3) switch
                {
                    0 => Event("unanswered", n),
                    1 => Input("1", $"12:{n % 60:00}:{n / 60 % 60:00}"),
                    _ => Text("STOP", $"forged-{n}"),
                };
                var token = (n % 8) switch
                {
                    0 => "",
                    1 => new WebhookToken(body, now) { Secret = "guess" }.Make(),
                    2 => new WebhookToken(body, now.AddMinutes(-6)).Make(),
                    3 => new WebhookToken("{}", now).Make(),
                    4 => new WebhookToken(body, now) { Algorithm = "none" }.Make(),
                    5 => new WebhookToken(body, now) { ApiKey = "other" }.Make(),
                    6 => new WebhookToken(body, now) { Issuer = "Nobody" }.Make(),
                    _ => "not.a.token",
                };
                using var answer = await bed.PostAsync(paths[n / 8 % 4], body, token);
                answer.StatusCode.ShouldBe(
                    n % 8 == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Unauthorized
                );
            }
        );

        (await bed.EverythingAsync()).ShouldBe(before);
    }

    [Fact, Trait("Rule", "TEL-18")]
    public async Task An_unsigned_webhook_is_asked_for_again()
    {
        await using var bed = await WebhookTestBed.StartAsync();

        using var answer = await bed.PostAsync(EventPath, Event("busy"), token: "");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact, Trait("Rule", "TEL-21")]
    public async Task An_unknown_token_is_not_found_and_a_large_body_too_large()
    {
        await using var bed = await WebhookTestBed.StartAsync();
        var large = Event("busy") + new string(' ', 64 * 1024);

        using var unknown = await bed.PostAsync("/webhooks/vonage/no-such-token/event", Event("busy"));
        using var unknownKey = await bed.PostAsync("/webhooks/vonage/no-such-token/input", Input("1", "12:00:00"));
        using var tooLarge = await bed.PostAsync(EventPath, large);
        using var request = new HttpRequestMessage(HttpMethod.Post, EventPath)
        {
            Content = new StringContent(large, Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        using var tooLargeInPieces = await bed.Http.SendAsync(request, Token);

        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unknownKey.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        tooLarge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        tooLargeInPieces.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await bed.CallStateAsync()).ShouldBe("Accepted");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"status\":")]
    [InlineData("<html>")]
    [InlineData("null")]
    public async Task A_signed_body_that_means_nothing_is_taken_and_changes_nothing(string body)
    {
        await using var bed = await WebhookTestBed.StartAsync();

        using var answer = await bed.PostAsync(EventPath, body);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bed.CallStateAsync()).ShouldBe("Accepted");
    }

    [Fact]
    public async Task The_originals_address_believes_signed_events_of_calls_it_knows()
    {
        await using var bed = await WebhookTestBed.StartAsync();
        using var started = await bed.PostAsync(EventPath, Event("started"));

        using var known = await bed.PostAsync("/webhooks/events", Event("busy"));
        using var unknown = await bed.PostAsync(
            "/webhooks/events",
            """{"uuid":"other","status":"busy","to":"15550101"}"""
        );

        known.StatusCode.ShouldBe(HttpStatusCode.OK);
        unknown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bed.CallStateAsync()).ShouldBe("Missed");
    }

    [Fact]
    public async Task Without_a_secret_only_the_attempts_token_is_believed()
    {
        await using var bed = await WebhookTestBed.StartAsync(settings =>
            settings.Remove("Scout:Vonage:SignatureSecret")
        );
        using var started = await bed.PostAsync(EventPath, Event("started"), token: "");
        var before = await bed.EverythingAsync();

        using var tokenless = await bed.PostAsync("/webhooks/events", Event("busy"), token: "");
        using var query = await bed.Http.GetAsync(
            $"/webhooks/events?status=unanswered&uuid={WebhookTestBed.CallId}",
            Token
        );
        using var text = await bed.PostAsync("/webhooks/inbound-messages", Text("STOP", "m1"), token: "");
        var after = await bed.EverythingAsync();
        using var believed = await bed.PostAsync(EventPath, Event("busy"), token: "");

        (started.StatusCode, tokenless.StatusCode, query.StatusCode, text.StatusCode).ShouldBe(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)
        );
        after.ShouldBe(before);
        (await bed.CallStateAsync()).ShouldBe("Missed");
    }

    [Fact]
    public async Task Stop_ends_texts_to_the_number_and_start_begins_them_again()
    {
        await using var bed = await WebhookTestBed.StartAsync();
        const string OptedOut = "select cast(opted_out_at as text) from contacts";

        using var stop = await bed.PostAsync("/webhooks/inbound-messages", Text("Stop", "m1"));
        (await bed.ScalarAsync(OptedOut)).ShouldNotBeNull();
        using var start = await bed.PostAsync("/webhooks/inbound-messages", Text("START", "m2"));
        (await bed.ScalarAsync(OptedOut)).ShouldBeNull();
        using var copy = await bed.PostAsync("/webhooks/inbound-messages", Text("Stop", "m1"));
        (await bed.ScalarAsync(OptedOut)).ShouldBeNull();
    }

    [Fact]
    public async Task The_older_shapes_of_texts_are_read_when_they_are_signed()
    {
        await using var bed = await WebhookTestBed.StartAsync();
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["messageId"] = "0A0000000123ABCD1",
            ["msisdn"] = "15550101",
            ["text"] = "STOP",
            ["timestamp"] = bed.Time.GetUtcNow().ToUnixTimeSeconds().ToString(),
            ["to"] = "15550199",
            ["type"] = "text",
        };
        var message = string.Concat(fields.Select(field => $"&{field.Key}={field.Value}"));
        fields["sig"] = Convert.ToHexString(
            System.Security.Cryptography.HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(FakeVonage.SignatureSecret),
                Encoding.UTF8.GetBytes(message)
            )
        );
        var query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));

        using var forged = await bed.Http.GetAsync($"/webhooks/inbound-messages?{query}&text=START", Token);
        using var form = new FormUrlEncodedContent(fields);
        using var posted = await bed.Http.PostAsync("/webhooks/inbound-messages", form, Token);
        using var got = await bed.Http.GetAsync($"/webhooks/inbound-messages?{query}", Token);

        forged.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (posted.StatusCode, got.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (await bed.ScalarAsync("select cast(opted_out_at as text) from contacts")).ShouldNotBeNull();
    }

    private static string Event(string status, int second = 0) =>
        JsonSerializer.Serialize(
            new
            {
                uuid = WebhookTestBed.CallId,
                status,
                to = "15550101",
                timestamp = $"2026-03-01T12:{second / 60 % 60:00}:{second % 60:00}.000Z",
            }
        );

    private static string Input(string digits, string at) =>
        JsonSerializer.Serialize(
            new
            {
                uuid = WebhookTestBed.CallId,
                dtmf = new { digits, timed_out = digits.Length == 0 },
                timestamp = $"2026-03-01T{at}.000Z",
            }
        );

    private static string Text(string text, string id) =>
        JsonSerializer.Serialize(
            new
            {
                channel = "sms",
                message_uuid = id,
                from = "15550101",
                to = "15550199",
                message_type = "text",
                text,
            }
        );

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return document.RootElement.Clone();
    }
}
