using Scout.Server.Tests.Carriers.Twilio;
using Scout.TestKit;
using Scout.TestKit.Gateway;

namespace Scout.Server.Tests.Carriers.Gateway;

/// <summary>A provider known only by its settings, beside a carrier that Scout knows well.</summary>
public sealed class GatewayStories
{
    public static TheoryData<GatewayShape> Shapes() => [.. Enum.GetValues<GatewayShape>()];

    [Theory, MemberData(nameof(Shapes))]
    public async Task A_text_goes_out_and_its_status_moves_the_ledger(GatewayShape shape)
    {
        await using var story = await GatewayStory.BeginAsync(shape);
        await story.SamIsMissedAsync();

        var text = await story.Other1.GetsText("62", "Sam");
        var other = await story.Other2.GetsText("62");
        (await story.StateAsync()).ShouldBe("Accepted");

        (await TellAsync(story, text.Id, "sent")).ShouldBe(200);
        (await story.StateAsync()).ShouldBe("Sent");
        (await TellAsync(story, text.Reference, "DELIVERED")).ShouldBe(200); // Scout's own id does as well
        (await story.StateAsync()).ShouldBe("Delivered");
        (await TellAsync(story, other.Id, "EXPIRED", asGet: true)).ShouldBe(200);
        (await story.StateAsync("sam-other2")).ShouldBe("Missed");
        story.Story.Twilio.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_that_cannot_hand_a_text_over_gives_way_to_the_next_carrier()
    {
        await using var story = await GatewayStory.BeginAsync();
        await story.SamIsMissedAsync();
        var text = await story.Other1.GetsText();
        await story.Other2.GetsText();

        await TellAsync(story, text.Id, "FAILED");
        await story.Story.SettleAsync();

        await story.Story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(200, """{"error": "no credit"}""")]
    [InlineData(503, "")]
    public async Task A_refusal_gives_way_at_once(int status, string body)
    {
        await using var story = await GatewayStory.BeginAsync();
        story.Gateway.Always = GatewayFault.Answers(status, body);

        await story.SamIsMissedAsync();

        await story.Story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
    }

    [Fact]
    public async Task A_number_that_nobody_can_reach_is_tried_nowhere_else()
    {
        await using var story = await GatewayStory.BeginAsync();
        story.Gateway.Always = GatewayFault.Answers(400, "Error: invalid number +14155550201");

        await story.SamIsMissedAsync();

        (await story.StateAsync()).ShouldBe("Refused");
        story.Story.Twilio.Texts.ShouldBeEmpty();
        var reason = await story.Story.AskAsync("select group_concat(line) from ledger");
        reason.ShouldNotBeNull().ShouldNotContain("+14155550201");
    }

    [Fact]
    public async Task A_text_whose_answer_never_came_is_sent_exactly_once_and_a_late_word_settles_it()
    {
        await using var story = await GatewayStory.BeginAsync(
            GatewayShape.Form,
            [new("Scout:Carriers:Gateways:0:Timeout", "00:00:00.3")]
        );
        story.Gateway.Always = GatewayFault.Hangs;

        await story.SamIsMissedAsync();
        var text = await story.Other1.GetsText("62");
        await story.Other2.GetsText("62");
        await story.Story.PassAsync(TimeSpan.FromSeconds(90));

        (await story.StateAsync()).ShouldBe("Unknown");
        story.Gateway.Texts.Count.ShouldBe(2); // one for each
        story.Story.Twilio.Texts.ShouldBeEmpty();
        (await TellAsync(story, text.Reference, "DELIVERED")).ShouldBe(200);
        (await story.StateAsync()).ShouldBe("Delivered");
    }

    [Fact]
    public async Task A_gateway_that_nobody_answers_at_has_sent_nothing_so_the_next_carrier_does()
    {
        await using var story = await GatewayStory.BeginAsync(
            GatewayShape.Query,
            [new("Scout:Carriers:Gateways:0:Text:Url", "http://127.0.0.1:9/send?to={to}&text={text}")]
        );

        await story.SamIsMissedAsync();

        await story.Story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_reply_by_text_acknowledges(bool asGet)
    {
        await using var story = await GatewayStory.BeginAsync();
        await story.SamIsMissedAsync();
        (await story.Other1.GetsText("62")).Body.ShouldContain("1"); // it says how to answer
        await story.Other2.GetsText("62");

        var written = new Dictionary<string, string?>
        {
            ["sender"] = TwilioStory.Other1[1..],
            ["message"] = "1",
            ["id"] = "in-1",
        };
        (await story.Gateway.TellAsync(GatewayStory.Name, "text", written, asGet: asGet)).ShouldBe(200);
        (await story.Gateway.TellAsync(GatewayStory.Name, "text", written, asGet: asGet)).ShouldBe(200); // a copy
        await story.Story.SettleAsync();

        await story.Other1.GetsText("You have taken it");
        await story.Other2.GetsText("taken");
        await story.Gateway.Phone(Seed.Phone).GetsText("taken");
        (await story.Story.AskAsync("select count(*) from inbound_texts")).ShouldBe("1");
    }

    [Fact]
    public async Task Forged_webhooks_change_nothing()
    {
        await using var story = await GatewayStory.BeginAsync();
        await story.SamIsMissedAsync();
        var text = await story.Other1.GetsText();
        await story.Other2.GetsText();
        var before = await story.Story.EverythingAsync();
        var stop = new Dictionary<string, string?> { ["sender"] = TwilioStory.Other1, ["message"] = "STOP" };
        var delivered = new Dictionary<string, string?> { ["id"] = text.Id, ["state"] = "DELIVERED" };

        foreach (var key in new[] { null, "", "wrong-secret-0123456789" })
        {
            (await story.Gateway.TellAsync(GatewayStory.Name, "text", stop, key)).ShouldBe(404);
            (await story.Gateway.TellAsync(GatewayStory.Name, "status", delivered, key, asGet: true)).ShouldBe(404);
        }

        (await story.Gateway.TellAsync("twilio", "status", delivered)).ShouldBe(404);
        (await TellAsync(story, "unknown", "DELIVERED")).ShouldBe(404);
        (await TellAsync(story, text.Id, "a word that nobody listed")).ShouldBe(200);
        var nothing = new Dictionary<string, string?>();
        (await story.Gateway.TellAsync(GatewayStory.Name, "status", nothing)).ShouldBe(200);
        var national = new Dictionary<string, string?> { ["sender"] = "0415 5550201", ["message"] = "STOP" };
        (await story.Gateway.TellAsync(GatewayStory.Name, "text", national)).ShouldBe(200);

        Without(await story.Story.EverythingAsync()).ShouldBe(Without(before));

        // The word that nobody listed is kept, and is all that is.
        static string Without(string all) =>
            string.Join('\n', all.Split('\n').Where(line => !line.Contains("awordthat", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_provider_reports_to_the_address_that_it_was_given()
    {
        await using var story = await GatewayStory.BeginAsync(
            settings:
            [
                new(
                    "Scout:Carriers:Gateways:0:Text:Body",
                    """{"to": "{to}", "message": "{text}", "ref": "{report_url}", "lang": "{language}"}"""
                ),
            ]
        );
        await story.SamIsMissedAsync();
        var text = await story.Other1.GetsText();
        await story.Other2.GetsText();
        text.Language.ShouldBe("en");

        var address = new Uri(text.Reference);
        address.AbsoluteUri.ShouldStartWith("https://scout.example.com/webhooks/gateway/local/status?key=");
        using var answer = await story.Story.Http.PostAsJsonAsync(
            address,
            new { state = "delivered" },
            TestContext.Current.CancellationToken
        );

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await story.StateAsync()).ShouldBe("Delivered");
    }

    private static Task<int> TellAsync(GatewayStory story, string id, string word, bool asGet = false) =>
        story.Gateway.TellAsync(
            GatewayStory.Name,
            "status",
            new Dictionary<string, string?> { ["id"] = id, ["state"] = word },
            asGet: asGet
        );
}
