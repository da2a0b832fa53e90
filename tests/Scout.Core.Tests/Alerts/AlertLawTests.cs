using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Alerts;
using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Alerts;

/// <summary>Laws that hold for every history of readings, news, replies and waiting.</summary>
public sealed class AlertLawTests
{
    private static readonly string[] People = [AlertStory.Sam, AlertStory.Ada, AlertStory.Bo];

    [Fact]
    public void An_open_alert_always_has_a_deadline_and_the_clock_is_set_for_it() =>
        ForAll(story =>
            story
                .Alerts.Where(alert => alert.IsOpen)
                .All(alert => alert.State.Until() is { } until && story.NextAt <= until)
        );

    [Fact]
    public void Nothing_is_ordered_for_an_alert_that_is_over_but_what_says_so() =>
        ForAll(story =>
        {
            var over = story.Alerts.Where(alert => !alert.IsOpen).Select(alert => alert.Id).ToHashSet();
            var resolvedAt = new Dictionary<string, int>();
            foreach (var (index, effect) in story.AllEffects.Index())
            {
                if (effect is AlertEffect.Note { Line.Entry: LedgerEntry.Resolved })
                {
                    resolvedAt[effect.Alert] = index;
                }
                else if (effect is AlertEffect.Reach { Purpose: Purpose.Alert } && resolvedAt.ContainsKey(effect.Alert))
                {
                    return false;
                }
            }

            return over.SetEquals(resolvedAt.Keys);
        });

    [Fact]
    public void The_same_input_twice_equals_once() =>
        ForAll(
            _ => true,
            afterEach: (story, turn) =>
            {
                var before = story.Alerts;
                turn(story);
                var orders = story.Effects.OfType<AlertEffect.Reach>().ToArray();
                return orders.Length == 0 && SameStates(before, story.Alerts);
            }
        );

    [Fact]
    public void An_order_is_given_once_and_never_again_under_the_same_name() =>
        ForAll(story =>
        {
            var names = story
                .AllEffects.OfType<AlertEffect.Reach>()
                .Select(reach => (reach.Alert, reach.Purpose, reach.Round, reach.Step, reach.Contact, reach.Channel))
                .ToArray();
            return names.Distinct().Count() == names.Length;
        });

    [Fact]
    [Trait("Rule", "GA-R19")]
    public void Two_calls_of_one_alert_to_one_contact_are_at_least_the_pause_apart() =>
        ForAll(story =>
            story
                .AllEffects.OfType<AlertEffect.Reach>()
                .Where(reach => reach is { Channel: Channel.Call })
                .GroupBy(reach => (reach.Alert, reach.Contact))
                .All(calls =>
                    calls.Zip(calls.Skip(1)).All(pair => pair.Second.NotBefore - pair.First.NotBefore >= Pause)
                )
        );

    [Fact]
    [Trait("Rule", "GA-R16")]
    public void A_critical_low_is_never_quiet_for_longer_than_15_minutes() =>
        ForAll(story =>
            story
                .Alerts.Where(alert => alert is { IsOpen: true, Kind: AlertKind.Low })
                .Where(alert => alert.Latest.Severity is Severity.Critical)
                .All(alert => alert.State.Until() <= story.Now + TimeSpan.FromMinutes(15))
        );

    [Fact]
    [Trait("Rule", "GA-N40")]
    public void A_pause_ends_when_it_said_and_keeps_nothing_waiting_for_longer() =>
        ForAll(story =>
            story.Pause is not { } pause
            || (
                pause.Until > story.Now
                && story.NextAt <= pause.Until
                && story
                    .Alerts.Where(alert => alert is { IsOpen: true, State: AlertState.Waiting })
                    .All(alert => alert.State.Until() <= Latest(pause.Until, story.Now + TimeSpan.FromHours(1)))
            )
        );

    [Fact]
    [Trait("Rule", "GA-N40")]
    public void In_a_pause_only_a_critical_low_or_a_person_rings_anybody() =>
        ForAll(
            _ => true,
            afterEach: (story, _) =>
                story.Pause is null
                || story
                    .Effects.OfType<AlertEffect.Reach>()
                    .Where(reach => reach is { Purpose: Purpose.Alert, Step: >= 0 })
                    .All(reach => reach.Facts.Severity is Severity.Critical || IsWalking(story, reach.Alert))
        );

    [Fact]
    [Trait("Rule", "GA-R20")]
    public void The_all_clear_goes_once_to_exactly_those_who_were_disturbed() =>
        ForAll(story =>
            story
                .Alerts.Where(alert => alert.State is AlertState.Resolved)
                .All(alert =>
                {
                    var disturbed = alert
                        .Pages.Where(page => page.DisturbedAt is not null)
                        .Select(page => page.Contact);
                    var told = story
                        .AllEffects.OfType<AlertEffect.Reach>()
                        .Where(reach => reach.Alert == alert.Id && reach.Purpose is Purpose.AllClear)
                        .Select(reach => reach.Contact);
                    return disturbed.Order().SequenceEqual(told.Order());
                })
        );

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // A round that began for a critical low goes on to its end, even when the low eases in it.
    private static bool IsWalking(AlertStory story, string id) =>
        story.Alerts.First(alert => alert.Id == id) is { Kind: AlertKind.Low, Round: > 0 };

    [Fact]
    public void Quiet_hours_hold_back_nothing_urgent_and_nothing_for_longer_than_a_night() =>
        ForAll(
            story =>
                story
                    .Effects.OfType<AlertEffect.Reach>()
                    .Where(reach => reach.Channel is Channel.Text)
                    .All(reach =>
                        reach.NotBefore == story.Now
                        || (
                            reach.Facts.Severity < Severity.Urgent
                            && reach.Facts.Rule is not RuleKind.Impaired
                            && reach.NotBefore > story.Now
                            && reach.NotBefore - story.Now <= QuietHours.Longest
                        )
                    ),
            begin: QuietNightTests.Night
        );

    private static TimeSpan Pause => new AlertTimes().WaitAfterCall;

    /// <summary>Every state but the times that only say "from now on".</summary>
    private static bool SameStates(IEnumerable<Alert> before, IEnumerable<Alert> after) =>
        before.Select(Print).Order().SequenceEqual(after.Select(Print).Order());

    private static string Print(Alert alert) => $"{alert.Id} {alert.State} {alert.Latest.Rule} {alert.Round}";

    private static void ForAll(
        Func<AlertStory, bool> law,
        Func<AlertStory, Action<AlertStory>, bool>? afterEach = null,
        Func<AlertStory>? begin = null
    ) =>
        Prop.ForAll(
                Histories,
                history =>
                {
                    var story = begin?.Invoke() ?? new AlertStory();
                    foreach (var step in history)
                    {
                        story.Waits(TimeSpan.FromSeconds(step.Wait));
                        var turn = step.Bind(story);
                        turn(story);
                        if (!law(story) || afterEach?.Invoke(story, turn) == false)
                        {
                            return false;
                        }
                    }

                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Arbitrary<List<Act>> Histories
    {
        get
        {
            var value = Gen.OneOf(Gen.Choose(39, 90), Gen.Choose(200, 401), Gen.Choose(90, 200), Gen.Choose(1, 38));
            var contact = Gen.Elements(People);
            var news = Gen.Elements<DeliveryNews>(
                new DeliveryNews.Left("sandbox"),
                new DeliveryNews.PickedUp(),
                new DeliveryNews.Missed("unanswered"),
                new DeliveryNews.Arrived()
            );
            var reply = Gen.Elements<ReplyAct>(
                new ReplyAct.Acknowledge(),
                new ReplyAct.Snooze(null),
                new ReplyAct.Snooze(TimeSpan.FromHours(3)),
                new ReplyAct.Close(),
                new ReplyAct.CallNow(AlertStory.Ada)
            );
            var act = Gen.Frequency(
                (5, value.Select(v => (Act)new Act.Reading(v))),
                (2, contact.SelectMany(c => news, (c, n) => (Act)new Act.News(c, n))),
                (1, contact.SelectMany(c => reply, (c, r) => (Act)new Act.Reply(c, r))),
                (1, Gen.Elements(true, false).Select(up => (Act)new Act.Source(up))),
                (1, Gen.Choose(-10, 1500).Select(minutes => (Act)new Act.Pause(minutes)))
            );
            var step = from a in act from seconds in Gen.Choose(0, 900) select a with { Wait = seconds };
            return Arb.From(step.ListOf().Select(list => list.ToList()), WithoutOne);
        }
    }

    /// <summary>Shrinks a history by leaving one step out, so that a failure shows the shortest story.</summary>
    private static IEnumerable<List<Act>> WithoutOne(List<Act> history) =>
        history.Select((_, skip) => history.Where((_, index) => index != skip).ToList());

    private abstract record Act
    {
        public int Wait { get; init; }

        /// <summary>The input as it would be given now, so that it can be given a second time.</summary>
        public abstract Action<AlertStory> Bind(AlertStory story);

        internal sealed record Reading(int Value) : Act
        {
            public override Action<AlertStory> Bind(AlertStory story) => s => s.Reads(Value);
        }

        internal sealed record News(string Contact, DeliveryNews What) : Act
        {
            public override Action<AlertStory> Bind(AlertStory story)
            {
                var order = story
                    .AllEffects.OfType<AlertEffect.Reach>()
                    .LastOrDefault(reach => reach.Contact == Contact);
                return s => _ = order is null ? s.Strikes() : s.HearsOf(order, What);
            }
        }

        internal sealed record Reply(string Contact, ReplyAct What) : Act
        {
            public override Action<AlertStory> Bind(AlertStory story)
            {
                var alert = story.Alerts.LastOrDefault(candidate => candidate.IsOpen);
                return s => _ = alert is null ? s.Strikes() : s.Acts(Contact, What, alert);
            }
        }

        /// <summary>Ends a pause when there are no minutes.</summary>
        internal sealed record Pause(int Minutes) : Act
        {
            public override Action<AlertStory> Bind(AlertStory story)
            {
                var until = story.Now.AddMinutes(Minutes);
                return s =>
                    s.Turn(
                        Minutes <= 0
                            ? new WatchInput.Resumed(AlertStory.Ada)
                            : new WatchInput.Paused(AlertStory.Ada, until)
                    );
            }
        }

        internal sealed record Source(bool Up) : Act
        {
            public override Action<AlertStory> Bind(AlertStory story)
            {
                var now = story.Now;
                return s =>
                {
                    s.Source = Up ? SourceHealth.Unknown : new SourceHealth(SourceFailure.Connect, now, null);
                    s.Strikes();
                };
            }
        }
    }
}
