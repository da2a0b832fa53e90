using System.Net;
using System.Text;
using Scout.TestKit;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Carriers.Twilio;

/// <summary>Twilio's doors from outside: every word, however it comes, and what nobody signed.</summary>
public sealed class TwilioWebhookTests
{
    private const string Site = "https://scout.example.com";

    /// <summary>Its signatures know no time: none of them is ever stale.</summary>
    private static readonly Forgery[] All = [Forgery.WithoutSignature, Forgery.WrongKey, Forgery.ForSomethingElse];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Statuses() =>
        [
            "queued",
            "initiated",
            "ringing",
            "in-progress",
            "completed",
            "busy",
            "no-answer",
            "failed",
            "canceled",
            "no-such-status",
        ];

    // Before the answer and with the last word lost: see the stories. Here each word comes alone, twice, late and forged.
    [Theory, MemberData(nameof(Statuses)), Trait("Rule", "TEL-11"), Trait("Rule", "TEL-19")]
    public async Task Every_word_counts_once_never_steps_down_and_forged_never(string status)
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Webhooks.Lose = lost => lost is "initiated" or "ringing";
        await story.MeasuresAsync(62);
        var call = await story.Sam.Rings();
        story.Twilio.Webhooks.Lose = static _ => false;
        var path = new Uri(call.Ordered("StatusCallback")).AbsolutePath;
        var table = new WordTable(
            (word, forgery) => TellAsync(story, path, Status(call, word.Status, 1), forgery),
            () => StateAsync(story),
            story.EverythingAsync
        )
        {
            Forgeries = All,
        };

        await table.HoldsAsync(
            new Word(status),
            new Word("initiated"),
            status switch
            {
                "queued" or "initiated" or "no-such-status" => "Accepted",
                "ringing" => "Ringing",
                "in-progress" => "Answered",
                "failed" => "Queued",
                _ => "Missed",
            }
        );
        story.Twilio.ForgetEverything();
    }

    [Theory, Trait("Rule", "TEL-11"), Trait("Rule", "TEL-19")]
    [InlineData("queued", "", "Accepted")]
    [InlineData("accepted", "", "Accepted")]
    [InlineData("sending", "", "Accepted")]
    [InlineData("sent", "", "Sent")]
    [InlineData("delivered", "", "Delivered")]
    [InlineData("read", "", "Delivered")]
    [InlineData("undelivered", "30005", "Missed")]
    [InlineData("undelivered", "30008", "Queued")]
    [InlineData("failed", "30002", "Queued")]
    [InlineData("canceled", "", "Missed")]
    [InlineData("no-such-status", "", "Accepted")]
    public async Task Every_word_about_a_text_counts_once_and_forged_never(string status, string code, string expected)
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Webhooks.Lose = lost => lost is "sent" or "delivered";
        await story.MeasuresAsync(62);
        await story.Sam.Rings().DoesNotAnswer();
        await story.SettleAsync();
        var text = await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
        var path = new Uri(text.Ordered("StatusCallback")).AbsolutePath;
        var table = new WordTable(
            (word, forgery) =>
                TellAsync(
                    story,
                    path,
                    [new("MessageSid", text.Id), new("MessageStatus", word.Status), new("ErrorCode", word.Detail)],
                    forgery
                ),
            () =>
                story.AskAsync(
                    $"select state from deliveries where channel = 'Text' and phone = '{TwilioStory.Other1}' and purpose = 'Alert'"
                ),
            story.EverythingAsync
        )
        {
            Forgeries = All,
        };

        await table.HoldsAsync(new Word(status, code), new Word("queued"), expected);
        story.Twilio.ForgetEverything();
    }

    [Fact, Trait("Rule", "TEL-21")]
    public async Task An_unknown_token_is_not_found_and_a_large_body_too_large()
    {
        await using var story = await TwilioStory.BeginAsync();
        KeyValuePair<string, string>[] large = [new("Body", new string('x', 65 * 1024))];
        const string Unknown = "/webhooks/twilio/no-such-token/";

        (await PostAsync(story, Unknown + "call", [new("CallSid", "CA1")])).ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(story, Unknown + "text", [new("MessageSid", "SM1")])).ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(story, Unknown + "key?question=1", [new("Digits", "1")])).ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(story, "/sms", large)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(story, "/sms", [], signature: "")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact, Trait("Rule", "TEL-19")]
    public async Task Both_tokens_are_believed_while_they_are_exchanged()
    {
        await using var story = await TwilioStory.BeginAsync(
            settings: [new("Scout:Twilio:SecondaryAuthToken", "new-token")]
        );
        var form = Text("SM1", "hello");

        (await PostAsync(story, "/sms", form, Sign(FakeTwilio.AuthToken, "/sms", form))).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(story, "/sms", form, Sign("new-token", "/sms", form))).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(story, "/sms", form, Sign("old-token", "/sms", form))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_key_of_a_call_that_is_long_over_does_nothing_although_it_is_signed()
    {
        await using var story = await TwilioStory.BeginAsync();
        await story.MeasuresAsync(62);
        var call = await story.Sam.Rings();
        var path = new Uri(call.Ordered("StatusCallback")).AbsolutePath.Replace("/call", "/key?question=1");
        KeyValuePair<string, string>[] key = [new("CallSid", call.Id), new("Digits", "1")];
        await call.DoesNotAnswer();
        story.Time.Advance(TimeSpan.FromMinutes(16));

        (await PostAsync(story, path, key)).ShouldBe(HttpStatusCode.NotFound);

        (await story.AskAsync("select state from alerts")).ShouldNotBeNull().ShouldNotContain("Held");
        story.Twilio.ForgetEverything();
    }

    [Fact]
    public async Task Without_the_accounts_token_texts_are_let_go_and_only_a_deliverys_token_is_believed()
    {
        await using var story = await TwilioStory.BeginAsync(
            settings:
            [
                new("Scout:Twilio:AuthToken", ""),
                new("Scout:Twilio:ApiKey", FakeTwilio.ApiKey),
                new("Scout:Twilio:ApiSecret", FakeTwilio.ApiSecret),
            ]
        );
        story.Twilio.Webhooks.WithoutSignature = true;
        await story.MeasuresAsync(62);
        var call = await story.Sam.Rings();
        var before = await story.EverythingAsync();

        (await PostAsync(story, "/sms", Text("SM1", "STOP"), signature: "")).ShouldBe(HttpStatusCode.OK);
        (await story.EverythingAsync()).ShouldBe(before);
        await call.Presses("1");

        (await StateAsync(story)).ShouldBe("Confirmed");
    }

    [Fact]
    public async Task Stop_by_GET_is_read_too()
    {
        await using var story = await TwilioStory.BeginAsync();
        var target = $"/sms?MessageSid=SM1&From={Uri.EscapeDataString(Seed.Phone)}&Body=Stop";
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Add("X-Twilio-Signature", Sign(FakeTwilio.AuthToken, target, []));

        using var answer = await story.Http.SendAsync(request, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/xml");
        (
            await story.AskAsync("select cast(opted_out_at as text) from contacts where id = 'sam-person'")
        ).ShouldNotBeNull();
        await story.SettleAsync();
        story.Twilio.ForgetEverything(); // the team is told
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_believed_only_with_its_hash()
    {
        await using var story = await TwilioStory.BeginAsync();
        const string Hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"; // of {"a":1}

        (await JsonAsync($"/sms?bodySHA256={Hash}", """{"a":1}""")).ShouldBe(HttpStatusCode.OK);
        (await JsonAsync($"/sms?bodySHA256={Hash}", """{"a":2}""")).ShouldBe(HttpStatusCode.Forbidden);
        (await JsonAsync("/sms", """{"a":1}""")).ShouldBe(HttpStatusCode.Forbidden);

        async Task<HttpStatusCode> JsonAsync(string target, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, target)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Twilio-Signature", Sign(FakeTwilio.AuthToken, target, []));
            using var answer = await story.Http.SendAsync(request, Token);
            return answer.StatusCode;
        }
    }

    private static KeyValuePair<string, string>[] Status(TwilioCall call, string status, int sequence) =>
        [new("CallSid", call.Id), new("CallStatus", status), new("SequenceNumber", $"{sequence}")];

    private static KeyValuePair<string, string>[] Text(string sid, string body) =>
        [new("MessageSid", sid), new("From", "+14155550101"), new("To", FakeTwilio.Number), new("Body", body)];

    private static string Sign(string token, string target, KeyValuePair<string, string>[] form) =>
        TwilioSigner.Sign(token, Site + target, form);

    private static Task<string?> StateAsync(TwilioStory story) =>
        story.AskAsync("select state from deliveries where channel = 'Call'");

    private static Task<HttpStatusCode> TellAsync(
        TwilioStory story,
        string target,
        KeyValuePair<string, string>[] form,
        Forgery forgery
    ) =>
        PostAsync(
            story,
            target,
            form,
            forgery switch
            {
                Forgery.WithoutSignature => "",
                Forgery.WrongKey => Sign("guess", target, form),
                Forgery.ForSomethingElse => Sign(FakeTwilio.AuthToken, "/other", []),
                _ => Sign(FakeTwilio.AuthToken, target, form),
            }
        );

    private static async Task<HttpStatusCode> PostAsync(
        TwilioStory story,
        string target,
        KeyValuePair<string, string>[] form,
        string? signature = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = new FormUrlEncodedContent(form),
        };
        request.Headers.Add("X-Twilio-Signature", signature ?? Sign(FakeTwilio.AuthToken, target, form));
        using var answer = await story.Http.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
