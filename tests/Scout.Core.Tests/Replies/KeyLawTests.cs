using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Alerts;
using Scout.Core.Escalation;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Tests.Messages;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Replies;

/// <summary>Keys in a call are about the call's own alert, whatever is pressed and however often.</summary>
public sealed class KeyLawTests
{
    [Fact, Trait("Rule", "TEL-6"), Trait("Rule", "OC-16")]
    public void Whatever_is_pressed_only_the_alert_of_the_call_changes_and_every_answer_can_be_said() =>
        Prop.ForAll(
                Digits.ListOf().ToArbitrary(),
                Gen.Elements("en", "es", "de", "fr", "pt", "xx").ToArbitrary(),
                (keys, language) =>
                {
                    var now = Story.Now;
                    var watch = Two(now);
                    var (mine, other) = (watch.Alerts[0].Id, watch.Alerts[1]);
                    foreach (var digits in keys)
                    {
                        now += TimeSpan.FromSeconds(7);
                        if (KeyPress.Read(digits) is not KeyPress.Act press)
                        {
                            continue;
                        }

                        var input = new WatchInput.Replied(mine, "sam", press.Does, ReplyWay.Key);
                        watch = After(watch, WatchTurn.Decide(watch, input, "k", now));
                        var after = watch.Alerts.FirstOrDefault(alert => alert.Id == mine);
                        var facts = Story.Sam(RuleKind.Impaired) with { Language = language, Detail = "X" };
                        if (
                            CallMessages.AfterKey(facts, press.Does, after, "Ada", now).PlainText.Length == 0
                            || watch.Alerts.First(alert => alert.Id == other.Id) != other
                        )
                        {
                            return false;
                        }
                    }

                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Fact, Trait("Rule", "TEL-6")]
    public void Snooze_lasts_fifteen_minutes_for_glucose_and_thirty_otherwise()
    {
        var times = new AlertTimes();
        var alert = Two(Story.Now).Alerts[0];

        times.SnoozeOf(alert, null).ShouldBe(TimeSpan.FromMinutes(30));
        times.SnoozeOf(alert with { Kind = AlertKind.High }, null).ShouldBe(TimeSpan.FromMinutes(15));
        times.SnoozeOf(alert, TimeSpan.FromHours(2)).ShouldBe(TimeSpan.FromHours(2));
    }

    private static Gen<string> Digits =>
        Gen.OneOf(
            Gen.Elements("", "1", "2", "3", "4", "9", "*", "#", "0", "5", "12", "1111111"),
            ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? "")
        );

    /// <summary>Two open alerts of one watch, of which nothing waits for time within the law's minutes.</summary>
    private static WatchState Two(DateTimeOffset now)
    {
        var watch = new WatchState(
            "Scout",
            Profiles.Glucose(GlucoseUnit.MgDl) with
            {
                Rules = [],
            },
            new Team("sam", ["ada"]),
            SourceHealth.Unknown,
            now,
            null,
            [],
            []
        );
        foreach (var topic in new[] { "one", "two" })
        {
            var found = new WatchInput.ImpairmentFound(topic, "It is broken.");
            watch = After(watch, WatchTurn.Decide(watch, found, topic, now));
        }

        return watch;
    }

    private static WatchState After(WatchState watch, TurnDecision decision) =>
        watch with
        {
            Alerts =
            [
                .. watch.Alerts.Where(alert => decision.Alerts.All(changed => changed.Id != alert.Id)),
                .. decision.Alerts,
            ],
        };
}
