using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Scout.Server.Tests.Carriers.Twilio;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

/// <summary>Every word of Vonage about a call or a text, through its own door.</summary>
public sealed class VonageWordTests
{
    private static readonly Forgery[] All =
    [
        Forgery.WithoutSignature,
        Forgery.WrongKey,
        Forgery.ForSomethingElse,
        Forgery.Stale,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Before the answer and with the last word lost: below and in the stories. Here each word comes alone and in every bad way.
    [Theory, Trait("Rule", "TEL-4"), Trait("Rule", "TEL-11"), Trait("Rule", "TEL-18")]
    [InlineData("started", "", "Accepted")]
    [InlineData("ringing", "", "Ringing")]
    [InlineData("answered", "", "Answered")]
    [InlineData("human", "", "Answered")]
    [InlineData("machine", "", "Missed")]
    [InlineData("busy", "", "Missed")]
    [InlineData("unanswered", "timeout", "Missed")]
    [InlineData("timeout", "", "Missed")]
    [InlineData("rejected", "declined", "Missed")]
    [InlineData("rejected", "invalid_number", "Missed")]
    [InlineData("rejected", "restricted", "Queued")]
    [InlineData("rejected", "as-yet-unknown-detail", "Missed")]
    [InlineData("failed", "cannot_route", "Queued")]
    [InlineData("failed", "internal_error", "Queued")]
    [InlineData("failed", "number_out_of_service", "Missed")]
    [InlineData("cancelled", "", "Missed")]
    [InlineData("completed", "", "Missed")]
    [InlineData("disconnected", "", "Accepted")]
    public async Task Every_word_about_a_call_counts_once_and_forged_never(
        string status,
        string detail,
        string expected
    )
    {
        await using var story = await BeginAsync();
        story.Vonage.Webhooks.Lose = lost => lost is "started" or "ringing";
        await story.MeasuresAsync(62);
        var call = await story.Vonage.Phone(Seed.Phone).Rings();
        var path = new Uri(call.EventUrl!).AbsolutePath;
        var table = new WordTable(
            (word, forgery) => TellAsync(story, path, Call(call.Id, word), forgery),
            () => story.AskAsync("select state from deliveries where channel = 'Call'"),
            story.EverythingAsync
        )
        {
            Forgeries = All,
        };

        await table.HoldsAsync(new Word(status, detail), new Word("started"), expected);

        await story.Vonage.Exchange.SettleAsync();
        story.Vonage.ForgetEverything();
    }

    [Theory, Trait("Rule", "TEL-5"), Trait("Rule", "TEL-11"), Trait("Rule", "TEL-18")]
    [InlineData("submitted", "", "Sent")]
    [InlineData("delivered", "", "Delivered")]
    [InlineData("read", "", "Delivered")]
    [InlineData("rejected", "1240", "Missed")]
    [InlineData("undeliverable", "1180", "Missed")]
    [InlineData("undeliverable", "1170", "Missed")]
    [InlineData("rejected", "1070", "Missed")]
    [InlineData("as-yet-unknown", "", "Accepted")]
    public async Task Every_word_about_a_text_counts_once_and_forged_never(string status, string code, string expected)
    {
        await using var story = await BeginAsync();
        story.Vonage.Webhooks.Lose = lost => lost is "submitted" or "delivered";
        await story.MeasuresAsync(62);
        await story.Vonage.Phone(Seed.Phone).Rings().DoesNotAnswer();
        await story.SettleAsync();
        var text = await story.Vonage.Phone(TwilioStory.Other1).GetsText("62");
        await story.Vonage.Phone(TwilioStory.Other2).GetsText("62");
        var token = await story.AskAsync(
            $"select a.token from attempts a join deliveries d on d.id = a.delivery_id where d.channel = 'Text' and d.phone = '{TwilioStory.Other1}'"
        );
        var table = new WordTable(
            (word, forgery) => TellAsync(story, $"/webhooks/vonage/{token}/status", Text(text.Id, word), forgery),
            () =>
                story.AskAsync(
                    $"select state from deliveries where channel = 'Text' and phone = '{TwilioStory.Other1}' and purpose = 'Alert'"
                ),
            story.EverythingAsync
        )
        {
            Forgeries = All,
        };

        var older = new Word(expected is "Accepted" ? "as-yet-unknown" : "submitted");
        await table.HoldsAsync(new Word(status, code), older, expected);

        await story.Vonage.Exchange.SettleAsync();
        story.Vonage.ForgetEverything();
    }

    /// <summary>The answer to the order is still on its way when the last word comes.</summary>
    [Theory, Trait("Rule", "TEL-9")]
    [InlineData("busy", "Missed")]
    [InlineData("machine", "Missed")]
    [InlineData("answered", "Answered")]
    public async Task A_word_before_the_answer_to_the_order_counts(string status, string expected)
    {
        await using var story = await BeginAsync();
        story.Vonage.Exchange.BeforeAnswer = () =>
        {
            var call = story.Vonage.Calls[0];
            var path = new Uri(call.EventUrl!).AbsolutePath;
            story.Vonage.Exchange.BeforeAnswer = null;
            TellAsync(story, path, Call(call.Id, new Word(status)), Forgery.None).GetAwaiter().GetResult();
        };

        await story.MeasuresAsync(62);

        (await story.AskAsync("select state from deliveries where channel = 'Call'")).ShouldBe(expected);
        await story.Vonage.Exchange.SettleAsync();
        story.Vonage.ForgetEverything();
    }

    private static Task<TwilioStory> BeginAsync() =>
        TwilioStory.BeginAsync(withVonage: true, settings: TwilioStoryTests.Order("vonage"));

    private static string Call(string id, Word word) =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["uuid"] = id,
                ["status"] = word.Status,
                ["detail"] = word.Detail,
                ["duration"] = "7",
                ["timestamp"] = "2026-03-01T12:00:00.000Z",
            }
        );

    private static string Text(string id, Word word) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["message_uuid"] = id,
                ["status"] = word.Status,
                ["error"] = new Dictionary<string, string> { ["title"] = word.Detail },
                ["timestamp"] = "2026-03-01T12:00:00.000Z",
            }
        );

    private static async Task<HttpStatusCode> TellAsync(TwilioStory story, string path, string body, Forgery forgery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        var now = story.Time.GetUtcNow();
        var token = forgery switch
        {
            Forgery.WithoutSignature => "",
            Forgery.WrongKey => new WebhookToken(body, now) { Secret = "guess" }.Make(),
            Forgery.ForSomethingElse => new WebhookToken("{}", now).Make(),
            Forgery.Stale => new WebhookToken(body, now.AddMinutes(-6)).Make(),
            _ => new WebhookToken(body, now).Make(),
        };
        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var answer = await story.Http.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
