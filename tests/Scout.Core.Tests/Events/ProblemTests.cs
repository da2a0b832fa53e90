using System.Text;
using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Tests.Bugsnag;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Events;

public sealed class ProblemTests
{
    public static TheoryData<string> Languages => ["en", "es", "de", "fr", "pt"];

    [Fact]
    public void A_text_then_a_call_then_the_others_and_again_until_somebody_acts()
    {
        var story = new ProblemStory();
        story.Posts(BugsnagVectorTests.Body("first-exception"));
        story.Orders.ShouldBe(["alert text eve"]);

        story.Minutes(4.9).Orders.ShouldBeEmpty();
        story.Minutes(0.2).Orders.ShouldBe(["alert call eve"]);
        story.Minutes(3).Orders.ShouldContain("alert text ben");

        story.Acts(ProblemStory.Ben, new ReplyAct.Acknowledge());
        story.Minutes(59).Orders.ShouldBeEmpty();
        story.Minutes(10).Orders.ShouldBe(["alert text eve", "alert call eve", "alert text ben"]); // the hold ended and nobody closed it
    }

    [Fact]
    public void Values_are_not_assessed_where_a_source_tells_events()
    {
        var story = new ProblemStory();
        story.Turn(new WatchInput.ClockStruck()).Alerts.ShouldBeEmpty();
        story.NextAt.ShouldBeNull(); // no data for hours is no alarm here
    }

    [Fact]
    public void A_spike_ends_by_itself_after_two_quiet_hours()
    {
        var story = new ProblemStory();
        var body = BugsnagVectorTests.Body("project-spiking");
        story.Posts(body).ShouldBe(EventOutcome.Opened);
        story.Minutes(5);
        story.Posts(body).ShouldBe(EventOutcome.Duplicate);
        story.Minutes(60);
        story.Posts(body).ShouldBe(EventOutcome.Bumped);
        story.Minutes(119).Last.IsOpen.ShouldBeTrue();
        story.Minutes(2).Last.State.ShouldBeOfType<AlertState.Resolved>();
    }

    [Fact]
    public void A_limit_drawing_near_is_one_text_and_never_a_call()
    {
        var story = new ProblemStory();
        story.Posts(BugsnagVectorTests.Body("project-approaching-rate-limit"));
        story.Minutes(200);

        story.Effects.OfType<AlertEffect.Reach>().Count(reach => reach.Purpose is Purpose.Alert).ShouldBe(1);
        story.Last.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_snooze_by_time_ends_with_the_next_event_and_not_by_itself()
    {
        var story = new ProblemStory();
        story.Posts(BugsnagVectorTests.Body("first-exception"));
        story.Posts(BugsnagVectorTests.Body("state-snoozed-documented-minutes")).ShouldBe(EventOutcome.Snoozed);

        story.Minutes((6 * 60) - 1);
        story.Posts(BugsnagVectorTests.Body("power-ten-100th")).ShouldBe(EventOutcome.Bumped);
        story.Minutes(300).Orders.ShouldBeEmpty();
        story.Posts(BugsnagVectorTests.Body("power-ten-2000th")).ShouldBe(EventOutcome.Reopened);
        story.Orders.ShouldBe(["alert text eve"]);
    }

    [Fact]
    public void A_new_alert_names_the_one_before()
    {
        var story = new ProblemStory();
        story.Posts(BugsnagVectorTests.Body("first-exception"));
        story.Acts(ProblemStory.Eve, new ReplyAct.Close());
        var earlier = story.Last.Id;
        story.Last.State.ShouldBeOfType<AlertState.Closed>();

        story.Posts(BugsnagVectorTests.Body("power-ten-2000th")).ShouldBe(EventOutcome.Opened);

        story
            .Effects.OfType<AlertEffect.Note>()
            .Last(note => note.Line.Entry is LedgerEntry.Opened)
            .Line.Earlier.ShouldBe(earlier);
    }

    [Fact]
    public void A_clock_that_runs_ahead_makes_nothing_late()
    {
        var story = new ProblemStory();
        var ahead = Encoding
            .UTF8.GetString(BugsnagVectorTests.Body("first-exception"))
            .Replace("2026-03-29", "2099-01-01");
        story.Posts(Encoding.UTF8.GetBytes(ahead)).ShouldBe(EventOutcome.Opened);
        story.Minutes(30);

        var later = Encoding.UTF8.GetString(BugsnagVectorTests.Body("state-fixed")).Replace("01:40:00", "08:29:00");
        story.Posts(Encoding.UTF8.GetBytes(later)).ShouldBe(EventOutcome.Closed);
    }

    [Theory]
    [InlineData("""{"project":{"id":7},"trigger":{"type":"exception"}}""", "bugsnag:7:exception")] // a number is its text
    [InlineData(
        """{"project":{"id":"p"},"trigger":{"type":"exception"},"error":{"errorId":["x"]}}""",
        "bugsnag:p:exception"
    )]
    [InlineData(
        """{"project":{"id":"p"},"trigger":{"type":"exception"},"error":{"errorId":"e","message":"\ud83d \u0000!"}}""",
        "bugsnag:p:e"
    )]
    [InlineData(
        """{"project":{"id":"p"},"project":{"id":"q"},"trigger":{"type":"exception"}}""",
        "bugsnag:q:exception"
    )]
    [InlineData(
        """{"project":{"id":"p"},"trigger":{"type":"exception"},"error":{"errorId":"e","occurrences":"12","receivedAt":{}}}""",
        "bugsnag:p:e"
    )]
    [InlineData("""{"project":{"id":"p"},"trigger":{"type":"comment"}}""", null)]
    [InlineData("""{"project":{"id":" "},"trigger":{"type":"comment"}}""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public void Bodies_that_are_hard_to_read(string body, string? topic)
    {
        foreach (var mark in new byte[][] { [], [0xEF, 0xBB, 0xBF] })
        {
            var story = new ProblemStory();
            var outcome = story.Posts([.. mark, .. Encoding.UTF8.GetBytes(body)]);
            outcome.ShouldBe(topic is null ? null : EventOutcome.Opened);
            story.Topic.ShouldBe(topic);
            story.Alerts.ShouldAllBe(alert => !$"{alert}".Any(letter => letter == '\0' || char.IsSurrogate(letter)));
        }
    }

    [Fact]
    public void Deep_bodies_and_broken_letters_are_read()
    {
        var deep =
            $$"""{"project":{"id":"p"},"trigger":{"type":"exception"},"error":{"errorId":"e","metaData":{{Nested(400)}} } }""";
        new ProblemStory().Posts(Encoding.UTF8.GetBytes(deep)).ShouldBe(EventOutcome.Opened);

        byte[] broken =
        [
            .. """{"project":{"id":"p"},"trigger":{"type":"exception","message":"a"""u8,
            0xFF,
            .. "b\"}}"u8,
        ];
        new ProblemStory().Posts(broken).ShouldBe(EventOutcome.Opened);
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Rule", "ONCALL-23")]
    public void A_text_is_one_segment_names_the_fault_and_tells_nothing_of_users(string language)
    {
        foreach (var file in Directory.GetFiles(Vectors.Path("bugsnag"), "*.json"))
        {
            var story = new ProblemStory();
            if (story.Posts(File.ReadAllBytes(file)) is not EventOutcome.Opened)
            {
                continue;
            }

            var facts = Facts(story, language) with { ReplyCode = 123 };
            foreach (
                var text in new[] { TextMessages.Alert(facts, true, story.Now), TextMessages.Again(facts, story.Now) }
            )
            {
                Gsm7.IsGsm7(text).ShouldBeTrue(text);
                Gsm7.Segments(text).ShouldBe(1, text);
                foreach (var secret in new[] { "buyer@", "7700", "900000", "requestUrl", "shop.example/" })
                {
                    text.ShouldNotContain(secret);
                }
            }

            TextMessages.Alert(facts, true, story.Now).ShouldContain("C123");
            CallMessages.Alert(facts, true, story.Now).PlainText.ShouldNotContain("buyer@");
        }
    }

    [Theory]
    [InlineData(
        "first-exception",
        "New unhandled error on shop-api. TimeoutError: payment gateway did not answer within 8 s. late: 00:58 UTC. "
            + "Reply A1 to take it, S1 to snooze, C1 to close."
    )]
    [InlineData(
        "first-exception-empty-texts",
        "New unhandled error on shop-api. late: 03:20 UTC. Reply A1 to take it, S1 to snooze, C1 to close."
    )]
    public void A_text_in_full(string file, string text)
    {
        var story = new ProblemStory();
        story.Posts(BugsnagVectorTests.Body(file));
        TextMessages.Alert(Facts(story, "en") with { ReplyCode = 1 }, true, story.Now).ShouldBe(text);
    }

    [Fact]
    public void The_pages_of_the_next_hour_name_the_release()
    {
        var story = new ProblemStory();
        story.Posts(BugsnagVectorTests.Body("release")).ShouldBe(EventOutcome.Noted);
        story.Minutes(4);
        story.Posts(BugsnagVectorTests.Body("first-exception"));
        Text(story).ShouldContain("4 min after release 4.2.1");

        story.Minutes(57);
        story.Posts(BugsnagVectorTests.Body("first-exception-null-parts"));
        Text(story).ShouldNotContain("release");

        static string Text(ProblemStory story) => TextMessages.Alert(Facts(story, "en"), true, story.Now);
    }

    private static MessageFacts Facts(ProblemStory story, string language) =>
        story.Effects.OfType<AlertEffect.Reach>().Last(reach => reach.Purpose is Purpose.Alert).Facts with
        {
            Language = language,
        };

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
}
