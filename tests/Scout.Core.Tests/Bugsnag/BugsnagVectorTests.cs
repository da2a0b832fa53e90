using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Replies;
using Scout.Core.Tests.Events;

namespace Scout.Core.Tests.Bugsnag;

/// <summary>Every body of the shared folder gives the action and the key that its index names.</summary>
public sealed class BugsnagVectorTests
{
    private const string ShopApi = "bugsnag:5f73bb00000000000000b002:";
    private const string Known = $"{ShopApi}65aa00000000000000000009";
    private const string ShopWeb = "bugsnag:5f73bb00000000000000b003:";
    private const string ShopApp = "bugsnag:5f73bb00000000000000b004:";

    public static TheoryData<string, string, EventOutcome?, string?, string> Files =>
        new()
        {
            { "first-exception", "none", EventOutcome.Opened, Known, "alert text eve" },
            { "first-exception-staging", "open", EventOutcome.Bumped, Known, "" },
            {
                "first-exception-browser",
                "none",
                EventOutcome.Opened,
                ShopWeb + "65ab00000000000000000021",
                "alert text eve"
            },
            {
                "first-exception-mobile",
                "none",
                EventOutcome.Opened,
                ShopApp + "65ac00000000000000000031",
                "alert text eve"
            },
            {
                "first-exception-numeric-lines",
                "none",
                EventOutcome.Opened,
                ShopWeb + "65ab00000000000000000022",
                "alert text eve"
            },
            {
                "first-exception-empty-texts",
                "none",
                EventOutcome.Opened,
                ShopApi + "65aa0000000000000000000a",
                "alert text eve"
            },
            {
                "first-exception-long-message",
                "none",
                EventOutcome.Opened,
                ShopApi + "65aa0000000000000000000b",
                "alert text eve"
            },
            {
                "first-exception-null-parts",
                "none",
                EventOutcome.Opened,
                ShopApi + "65aa0000000000000000000d",
                "alert text eve"
            },
            {
                "first-exception-on-premise",
                "none",
                EventOutcome.Opened,
                ShopApi + "65aa0000000000000000000c",
                "alert text eve"
            },
            {
                "first-exception-same-error-other-project",
                "none",
                EventOutcome.Opened,
                ShopWeb + "65aa00000000000000000009",
                "alert text eve"
            },
            { "exception-every-event", "open", EventOutcome.Bumped, Known, "" },
            { "exception-every-event", "none", EventOutcome.Opened, Known, "alert text eve" },
            { "power-ten-10th", "open", EventOutcome.Bumped, Known, "" },
            { "power-ten-10th", "none", EventOutcome.Opened, Known, "alert text eve" },
            { "power-ten-100th", "snoozed", EventOutcome.Bumped, Known, "" },
            { "power-ten-2000th", "closed", EventOutcome.Opened, Known, "alert text eve" },
            { "error-event-frequency", "held", EventOutcome.Bumped, Known, "again text eve" },
            {
                "error-event-frequency-users",
                "none",
                EventOutcome.Opened,
                ShopApp + "65ac00000000000000000031",
                "alert text eve"
            },
            { "reopened-after-fixed", "closed", EventOutcome.Reopened, Known, "alert text eve" },
            { "reopened-after-snooze", "snoozed", EventOutcome.Reopened, Known, "alert text eve" },
            {
                "reopened-unknown-error",
                "none",
                EventOutcome.Opened,
                ShopApp + "65ac00000000000000000032",
                "alert text eve"
            },
            { "project-spiking", "none", EventOutcome.Opened, ShopApi + "projectSpiking", "alert text eve" },
            {
                "project-sampling-started",
                "none",
                EventOutcome.Opened,
                ShopApi + "projectSamplingStarted",
                "alert text eve"
            },
            {
                "project-approaching-rate-limit",
                "none",
                EventOutcome.Opened,
                ShopApi + "projectApproachingRateLimit",
                "alert text eve"
            },
            { "comment", "open", EventOutcome.Noted, Known, "" },
            { "comment-with-command-words", "open", EventOutcome.Noted, Known, "" },
            { "state-fixed", "open", EventOutcome.Closed, Known, "takenby text eve" },
            { "state-fixed", "none", EventOutcome.Noted, Known, "" },
            { "state-fixed", "closed", EventOutcome.Noted, Known, "" },
            { "state-fixed-unknown-error", "none", EventOutcome.Noted, ShopApp + "65ac00000000000000000033", "" },
            { "late-state-fixed", "late", EventOutcome.Noted, Known, "" },
            { "state-ignored", "open", EventOutcome.Closed, Known, "takenby text eve" },
            { "state-reopened", "closed", EventOutcome.Reopened, Known, "" },
            { "state-reopened", "open", EventOutcome.Noted, Known, "" },
            { "state-unignored", "closed", EventOutcome.Reopened, Known, "" },
            { "state-snoozed-time", "open", EventOutcome.Snoozed, Known, "takenby text eve" },
            { "state-snoozed-occurrences", "open", EventOutcome.Snoozed, Known, "takenby text eve" },
            { "state-snoozed-users", "open", EventOutcome.Snoozed, Known, "takenby text eve" },
            { "state-snoozed-per-hour", "open", EventOutcome.Snoozed, Known, "takenby text eve" },
            { "state-snoozed-documented-minutes", "open", EventOutcome.Snoozed, Known, "takenby text eve" },
            { "state-snoozed-documented-per-hour", "open", EventOutcome.Snoozed, Known, "takenby text eve" },
            { "state-snooze-cancelled", "snoozed", EventOutcome.Reopened, Known, "" },
            { "release", "open", EventOutcome.Noted, ShopApi + "release", "" },
            { "release-minimal", "none", EventOutcome.Noted, ShopApp + "release", "" },
            { "test-button", "none", EventOutcome.Test, "", "" },
            { "unknown-trigger", "open", EventOutcome.Noted, Known, "" },
            { "trigger-missing", "none", null, null, "" },
            { "not-json", "none", null, null, "" },
        };

    [Theory, MemberData(nameof(Files))]
    [Trait("Rule", "ONCALL-7")]
    public void A_body_does_what_its_index_says(
        string file,
        string before,
        EventOutcome? outcome,
        string? topic,
        string orders
    )
    {
        var story = Before(before);

        story.Posts(Body(file)).ShouldBe(outcome);

        (outcome is null ? null : story.Topic).ShouldBe(topic);
        string.Join(' ', story.Orders).ShouldBe(orders);
    }

    [Fact]
    public void Every_file_of_the_folder_is_judged()
    {
        var names = Directory
            .GetFiles(Vectors.Path("bugsnag"))
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name is not "README");

        names.Except(Files.Select(row => row.Data.Item1)).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Rule", "ONCALL-7")]
    public void A_night()
    {
        var story = new ProblemStory();
        After("first-exception", EventOutcome.Opened).ShouldBeOfType<AlertState.Ringing>();
        After("first-exception", EventOutcome.Duplicate).ShouldBeOfType<AlertState.Ringing>();
        After("exception-every-event", EventOutcome.Bumped).ShouldBeOfType<AlertState.Ringing>();
        story.Acts(ProblemStory.Eve, new ReplyAct.Acknowledge());
        After("power-ten-10th", EventOutcome.Bumped).ShouldBeOfType<AlertState.Held>();
        story.Orders.ShouldBe(["again text eve"]);
        story.Minutes(9);
        After("error-event-frequency", EventOutcome.Bumped).ShouldBeOfType<AlertState.Held>();
        story.Orders.ShouldBeEmpty();
        story.Last.Latest.Problem!.Count.ShouldBe(173);
        After("state-snoozed-time", EventOutcome.Snoozed)
            .ShouldBeOfType<AlertState.Snoozed>()
            .Until.ShouldBe(story.Now.AddHours(6));
        After("state-snooze-cancelled", EventOutcome.Reopened)
            .ShouldBeOfType<AlertState.Held>()
            .By.ShouldBe(Outsider.Of("A Collaborator"));
        story.Orders.ShouldBeEmpty();
        After("state-fixed", EventOutcome.Closed).ShouldBeOfType<AlertState.Closed>();
        After("state-fixed", EventOutcome.Duplicate).ShouldBeOfType<AlertState.Closed>();
        After("reopened-after-fixed", EventOutcome.Reopened).ShouldBeOfType<AlertState.Ringing>();
        story.Orders.ShouldBe(["alert text eve"]);
        story.Alerts.Length.ShouldBe(1);

        AlertState After(string file, EventOutcome outcome)
        {
            story.Posts(Body(file)).ShouldBe(outcome, file);
            return story.Of(Known)!.State;
        }
    }

    [Theory]
    [InlineData("first-exception:Opened error-event-frequency:Bumped late-state-fixed:Noted", "Ringing")]
    [InlineData(
        "first-exception:Opened state-snoozed-users:Snoozed power-ten-100th:Bumped state-snoozed-occurrences:Snoozed reopened-after-snooze:Reopened",
        "Ringing"
    )]
    [InlineData("first-exception:Opened first-exception-staging:Bumped state-ignored:Closed", "Closed")]
    [InlineData(
        "first-exception:Opened state-fixed:Closed state-reopened:Reopened state-fixed:Closed state-fixed:Duplicate",
        "Closed"
    )]
    public void Stories_of_one_error(string files, string state)
    {
        var story = new ProblemStory();
        foreach (var step in files.Split(' '))
        {
            var (file, outcome) = (step.Split(':')[0], step.Split(':')[1]);
            story.Posts(Body(file)).ToString().ShouldBe(outcome, file);
        }

        story.Of(Known)!.State.GetType().Name.ShouldBe(state);
    }

    internal static byte[] Body(string name) =>
        File.ReadAllBytes(Vectors.Path("bugsnag", name is "not-json" ? "not-json.txt" : $"{name}.json"));

    private static ProblemStory Before(string state)
    {
        var story = new ProblemStory();
        if (state is not "none")
        {
            story.Posts(Body("first-exception")).ShouldBe(EventOutcome.Opened);
            story.Gets(ProblemStory.Eve);
        }

        switch (state)
        {
            case "held":
                story.Acts(ProblemStory.Eve, new ReplyAct.Acknowledge());
                break;
            case "snoozed":
                story.Posts(Body("state-snoozed-users")).ShouldBe(EventOutcome.Snoozed);
                break;
            case "closed":
                story.Posts(Body("state-ignored")).ShouldBe(EventOutcome.Closed);
                break;
            case "late":
                story.Posts(Body("error-event-frequency")).ShouldBe(EventOutcome.Bumped);
                break;
        }

        story.Minutes(1);
        return story;
    }
}
