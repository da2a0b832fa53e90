using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Events;

/// <summary>Many problems of one project at once.</summary>
public sealed class GatheringTests
{
    [Fact]
    public void The_first_is_told_at_once_and_those_that_follow_in_one_text_and_one_call()
    {
        var story = new ProblemStory();
        story.Posts(Error(0));
        story.Orders.ShouldBe(["alert text eve"]);
        for (var error = 1; error < 6; error++)
        {
            story.Waits(TimeSpan.FromSeconds(5)).Posts(Error(error)).ShouldBe(EventOutcome.Opened);
            story.Orders.ShouldBeEmpty();
        }

        story.Minutes(1).Orders.ShouldBe(["alert text eve"]);
        var text = TextMessages.Alert(Last(story).Facts with { ReplyCode = 2 }, takesReplies: true, story.Now);
        text.ShouldBe(
            "It broke on shop. Boom1. And 5 more. Reply A2 to take all of them, S2 to snooze them, C2 to close the first."
        );
        Entries(story, story.Alerts[4]).ShouldBe([LedgerEntry.Opened, LedgerEntry.Gathered, LedgerEntry.ToldWith]);

        story.Minutes(4).Orders.ShouldBe(["alert call eve"]);
        CallMessages.Alert(Last(story).Facts, asksForKey: true, story.Now).PlainText.ShouldContain("And 5 more.");
        story.Answers(ProblemStory.Eve, new ReplyAct.Acknowledge());
        story.Alerts.ShouldAllBe(alert => alert.State is AlertState.Held);
        story.Minutes(30).Orders.ShouldBeEmpty();
    }

    [Fact]
    public void When_holds_end_together_what_is_still_open_is_one_page()
    {
        var story = new ProblemStory();
        Burst(story, 4);
        story.Minutes(2).Answers(ProblemStory.Eve, new ReplyAct.Acknowledge());
        story.Minutes(61);
        story.Orders.ShouldBe(["alert text eve"]);
        Last(story).Facts.Fellows!.Count.ShouldBe(3);
    }

    [Fact]
    public void Those_that_were_not_told_yet_are_not_taken_with_the_first()
    {
        var story = new ProblemStory();
        Burst(story, 3);
        story.Answers(ProblemStory.Eve, new ReplyAct.Acknowledge());
        story.Alerts.Count(alert => alert.State is AlertState.Held).ShouldBe(1);

        story.Minutes(1.1).Orders.ShouldBe(["alert text eve"]);
        Last(story).Facts.Fellows!.Count.ShouldBe(1);
    }

    [Fact]
    public void Who_hears_of_an_act_hears_of_it_once()
    {
        var story = new ProblemStory { Settings = Settings(new ProblemSettings { CallAfter = TimeSpan.Zero }) };
        Burst(story, 3);
        story.Gets(ProblemStory.Eve);
        story.Minutes(2).Gets(ProblemStory.Eve).Gets(ProblemStory.Ben); // the call was missed, Ben got a text
        story.Minutes(2);
        story.Answers(ProblemStory.Ben, new ReplyAct.Acknowledge());
        story.Orders.ShouldBe(["takenby text eve"]);
        TextMessages.TakenBy(Last(story).Facts).ShouldContain("And 2 more.");
    }

    [Fact]
    public void What_is_more_severe_than_what_rings_never_waits()
    {
        var story = new ProblemStory();
        story.Posts(Error(1, "info-warning"));
        story.Posts(Error(2)).ShouldBe(EventOutcome.Opened);
        story.Orders.ShouldBe(["alert text eve"]);
    }

    [Fact]
    public void The_next_goes_on_where_the_first_was_when_that_is_closed()
    {
        var story = new ProblemStory();
        Burst(story, 3);
        story.Minutes(2);
        var first = story.Alerts[0];
        story.Turn(new WatchInput.Replied(first.Id, ProblemStory.Ben, new ReplyAct.Close(), ReplyWay.Page));
        story.Alerts.Count(alert => alert.IsOpen).ShouldBe(2);
        story.Minutes(3.1).Orders.ShouldBe(["alert call eve"]); // five minutes after the text, as if nothing had been closed
        Last(story).Facts.Fellows!.Count.ShouldBe(1);
    }

    [Fact]
    public void More_pages_than_an_hour_may_have_become_one_when_it_is_over()
    {
        var story = new ProblemStory { Settings = Settings(new ProblemSettings { MostPerHour = 2 }) };
        for (var error = 0; error < 14; error++)
        {
            story.Posts(Error(error));
            Close(story);
            story.Minutes(2);
        }

        Texts(story, ProblemStory.Eve).ShouldBe(2);
        story.Alerts.Count(alert => alert.IsOpen).ShouldBe(12);
        Entries(story, story.Alerts[5]).ShouldBe([LedgerEntry.Opened, LedgerEntry.HeldBack]);

        story.Minutes(33);
        Texts(story, ProblemStory.Eve).ShouldBe(3);
        Last(story).Facts.Fellows!.Count.ShouldBe(11);
        TextMessages.Alert(Last(story).Facts, takesReplies: true, story.Now).ShouldContain("And 11 more since 08:06");
    }

    [Fact]
    public void What_is_critical_is_never_held_back()
    {
        var context = Context(new ProblemSettings { MostPerHour = 1 }, Severity.Critical);
        Gathering.PlaceOf(context.Alert, context.Context).ShouldBeNull();
        var urgent = Context(new ProblemSettings { MostPerHour = 1 }, Severity.Urgent);
        Gathering.PlaceOf(urgent.Alert, urgent.Context)!.Value.IsHeldBack.ShouldBeTrue();
    }

    /// <summary>However many come, in whatever seconds, with whatever is closed between: two texts, and nobody is left out.</summary>
    [Fact]
    public void A_burst_is_two_texts_to_a_person_at_most_and_every_alert_is_told() =>
        Prop.ForAll(
                Gen.Choose(0, 40).ArrayOf().Where(seconds => seconds.Length > 0).ToArbitrary(),
                seconds =>
                {
                    var story = new ProblemStory();
                    var spent = 0;
                    foreach (var (error, pause) in seconds.Index())
                    {
                        story.Posts(Error(error));
                        var wait = Math.Min(pause, 55 - spent); // within the grouping time
                        story.Waits(TimeSpan.FromSeconds(wait));
                        spent += wait;
                    }

                    story.Minutes(4);
                    var texts = Texts(story, ProblemStory.Eve);
                    story.Minutes(8);
                    return texts <= 2
                        && Texts(story, ProblemStory.Ben) <= 1
                        && story.Alerts.Length == seconds.Length
                        && story.Alerts.All(alert => IsTold(story, alert));
                }
            )
            .QuickCheckThrowOnFailure();

    /// <summary>Whatever people and sources do meanwhile, an alert that nobody has taken is told within the minute.</summary>
    [Fact]
    public void Nothing_that_is_open_and_untaken_stays_untold() =>
        Prop.ForAll(
                Gen.Choose(0, 9).ArrayOf().ToArbitrary(),
                steps =>
                {
                    var story = new ProblemStory();
                    foreach (var (turn, step) in steps.Index())
                    {
                        Step(story, turn, step);
                        var late = story.Alerts.Where(alert =>
                            alert.State is AlertState.Ringing or AlertState.Waiting or AlertState.Joined
                            && alert.OpenedAt < story.Now.AddSeconds(-61)
                        );
                        if (!late.All(alert => IsTold(story, alert)))
                        {
                            return false;
                        }
                    }

                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    private static void Step(ProblemStory story, int turn, int step)
    {
        switch (step)
        {
            case < 5:
                story.Posts(Error(turn));
                story.Waits(TimeSpan.FromSeconds(7));
                break;
            case 5 or 6 when story.Alerts.FirstOrDefault(alert => alert.IsOpen) is { } first:
                ReplyAct act = step == 5 ? new ReplyAct.Close() : new ReplyAct.Acknowledge();
                story.Turn(new WatchInput.Replied(first.Id, ProblemStory.Ben, act, ReplyWay.Page));
                story.Waits(TimeSpan.Zero);
                break;
            case 7 when !story.Alerts.IsEmpty:
                story.Answers(ProblemStory.Eve, new ReplyAct.Acknowledge());
                break;
            default:
                story.Minutes(step * 3);
                break;
        }
    }

    private static void Burst(ProblemStory story, int errors)
    {
        for (var error = 0; error < errors; error++)
        {
            story.Posts(Error(error));
        }
    }

    private static void Close(ProblemStory story)
    {
        if (story.Last.State is AlertState.Ringing)
        {
            story.Acts(ProblemStory.Eve, new ReplyAct.Close());
        }
    }

    private static AlertEffect.Reach Last(ProblemStory story) => story.Effects.OfType<AlertEffect.Reach>().Last();

    private static LedgerEntry[] Entries(ProblemStory story, Alert alert) =>
        [
            .. story
                .Effects.OfType<AlertEffect.Note>()
                .Where(note => note.Alert == alert.Id)
                .Select(note => note.Line.Entry),
        ];

    private static int Texts(ProblemStory story, string contact) =>
        story
            .Effects.OfType<AlertEffect.Reach>()
            .Count(reach => reach.Contact == contact && reach is { Purpose: Purpose.Alert, Channel: Channel.Text });

    private static bool IsTold(ProblemStory story, Alert alert) =>
        story
            .Effects.OfType<AlertEffect.Reach>()
            .Any(reach => reach.Alert == alert.Id || reach.Facts.Fellows?.Contains(alert.Id) is true);

    private static WatchSettings Settings(ProblemSettings problems) => Profiles.Events(problems);

    private static (Alert Alert, AlertContext Context) Context(ProblemSettings problems, Severity severity)
    {
        var now = new DateTimeOffset(2026, 3, 29, 8, 0, 0, TimeSpan.Zero);
        var breach = new Breach(RuleKind.Problem, severity, null, now);
        var alert = new Alert("a", AlertKind.Problem, now, breach, breach, new AlertState.Waiting(now));
        var context = new AlertContext("shop", new("eve", []), Settings(problems), null, false, now)
        {
            Pages = [now.AddMinutes(-10)],
        };
        return (alert, context);
    }

    private static byte[] Error(int number, string severity = "") =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"project":{"id":"p1","name":"shop"},"trigger":{"type":"{{(
                severity.Length > 0 ? "projectApproachingRateLimit" : "firstException"
            )}}","message":"It broke"},
             "error":{"errorId":"e{{number}}","exceptionClass":"Boom{{number}}"} }
            """
        );
}
