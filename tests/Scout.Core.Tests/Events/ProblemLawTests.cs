using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Alerts;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Events;

/// <summary>Webhooks come at most once, or twice, in any order.</summary>
public sealed class ProblemLawTests
{
    private const string Topic = "bugsnag:p1:e1";

    private static readonly byte[] First = Event("firstException", 1);
    private static readonly byte[] Tenth = Event("powerTen", 2);
    private static readonly byte[] Hundredth = Event("powerTen", 3);
    private static readonly byte[] Fixed = Change("fixed", 4);
    private static readonly byte[] Back = Event("reopened", 5);

    [Fact]
    [Trait("Rule", "ONCALL-7")]
    public void A_newest_fix_ends_it_whatever_the_order_and_however_often_it_comes() =>
        ForAllOrders(
            [First, Tenth, Hundredth, Fixed],
            story => story.Alerts.Length <= 1 && story.Alerts.All(alert => !alert.IsOpen)
        );

    [Fact]
    [Trait("Rule", "ONCALL-7")]
    public void A_newest_error_reaches_somebody_whatever_the_order_and_however_often_it_comes() =>
        ForAllOrders(
            [First, Tenth, Fixed, Back],
            story =>
                story.Alerts.Count(alert => alert.IsOpen) == 1
                && story.Effects.OfType<AlertEffect.Reach>().Any(reach => reach.Alert == story.Of(Topic)!.Id)
        );

    [Fact]
    public void An_open_alert_has_a_deadline_or_waits_for_its_source_and_the_clock_is_set() =>
        ForAllHistories(
            (story, _) =>
                story
                    .Alerts.Where(alert => alert.IsOpen)
                    .All(alert =>
                        alert.State is AlertState.Snoozed { OnEvent: true } or AlertState.Joined { TellAt: null }
                        || (alert.State.Until() is { } until && story.NextAt <= until)
                    )
        );

    [Fact]
    public void A_topic_has_one_open_alert_at_most() =>
        ForAllHistories(
            (story, _) =>
                story.Alerts.Where(alert => alert.IsOpen).GroupBy(alert => alert.Topic).All(one => one.Count() == 1)
        );

    [Fact]
    public void The_same_input_twice_equals_once() =>
        ForAllHistories(
            (story, input) =>
            {
                if (input is null)
                {
                    return true;
                }

                var before = story.Alerts;
                var again = story.Turn(input);
                return !again.Effects.OfType<AlertEffect.Reach>().Any() && before.SequenceEqual(story.Alerts);
            }
        );

    [Fact]
    public void An_order_is_given_once_and_never_again_under_the_same_name() =>
        ForAllHistories(
            (story, _) =>
                story
                    .Effects.OfType<AlertEffect.Reach>()
                    .GroupBy(reach =>
                        (reach.Alert, reach.Purpose, reach.Round, reach.Step, reach.Contact, reach.Channel)
                    )
                    .All(orders => orders.Count() == 1)
        );

    /// <summary>Every body at least once, some twice, in any order, some time apart.</summary>
    private static void ForAllOrders(byte[][] bodies, Func<ProblemStory, bool> holds) =>
        Prop.ForAll(
                Gen.Shuffle(bodies.Concat(bodies).ToArray())
                    .SelectMany(
                        order => Gen.Choose(bodies.Length, order.Length),
                        (order, kept) => order.Take(kept).Concat(bodies).ToArray()
                    )
                    .ToArbitrary(),
                order =>
                {
                    var story = new ProblemStory();
                    foreach (var body in order)
                    {
                        story.Posts(body);
                        story.Minutes(1);
                    }

                    return holds(story);
                }
            )
            .QuickCheckThrowOnFailure();

    private static void ForAllHistories(Func<ProblemStory, WatchInput?, bool> holds) =>
        Prop.ForAll(
                Gen.Choose(0, 13).ArrayOf().ToArbitrary(),
                steps =>
                {
                    var story = new ProblemStory();
                    var posted = 6;
                    return Array.TrueForAll(steps, step => holds(story, Step(story, step, ref posted)));
                }
            )
            .QuickCheckThrowOnFailure();

    // Returns what can be given a second time.
    private static WatchInput? Step(ProblemStory story, int step, ref int posted)
    {
        byte[][] bodies =
        [
            Event("exception", posted),
            Event("errorEventFrequency", posted - 3),
            Event("reopened", posted),
            Change("fixed", posted),
            Change("snoozed", posted, """{"ruleType":"occurs_after","ruleValue":1800}"""),
            Change("snoozed", posted, """{"ruleValue":10}"""),
            Change("snoozeCancelled", posted),
            Encoding.UTF8.GetBytes("""{"project":{"id":"p1"},"trigger":{"type":"projectSpiking"}}"""),
        ];
        posted++;
        if (step < bodies.Length)
        {
            story.Posts(bodies[step]);
            return story.LastInput;
        }

        ReplyAct[] acts =
        [
            new ReplyAct.Acknowledge(),
            new ReplyAct.Snooze(TimeSpan.FromMinutes(20)),
            new ReplyAct.Close(),
        ];
        if (step - bodies.Length < acts.Length && !story.Alerts.IsEmpty)
        {
            story.Acts(ProblemStory.Eve, acts[step - bodies.Length]);
            return null;
        }

        story.Minutes(step * 4);
        return new WatchInput.ClockStruck();
    }

    private static byte[] Event(string type, int minute) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"project":{"id":"p1","name":"shop"},"trigger":{"type":"{{type}}","message":"It broke"},
             "error":{"errorId":"e1","exceptionClass":"Boom","receivedAt":"{{At(minute)}}" } }
            """
        );

    private static byte[] Change(string change, int minute, string rule = "null") =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"project":{"id":"p1","name":"shop"},"user":{"name":"Ann"},
             "trigger":{"type":"errorStateManualChange","stateChange":"{{change}}","snoozeRule":{{rule}}},
             "error":{"errorId":"e1","receivedAt":"{{At(minute)}}" } }
            """
        );

    private static string At(int minute) =>
        new DateTime(2026, 3, 29, 1, 0, 0, DateTimeKind.Utc)
            .AddMinutes(minute)
            .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
