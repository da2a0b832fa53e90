using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Alerts;

/// <summary>"I cannot alarm": one alert per cause, which ends when its cause stays away.</summary>
[Trait("Rule", "GA-R31")]
public sealed class ImpairmentTests
{
    private const string Late = "Nothing was looked at.";

    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(10);

    [Fact]
    public void The_person_gets_a_text_and_one_all_clear()
    {
        var story = Bare().Finds("late", Late);
        story.Orders.ShouldBe(["text sam"]);
        story.Gets(AlertStory.Sam).Finds("late", null, Settle).Orders.ShouldBeEmpty();
        story.Minutes(10).Finds("late", null, Settle).Orders.ShouldBe(["allclear sam"]);
        story.Finds("late", null, Settle).Orders.ShouldBeEmpty();
    }

    [Fact]
    public void Who_was_not_disturbed_hears_no_all_clear() =>
        Bare()
            .Finds("late", Late)
            .Finds("late", null, Settle)
            .Minutes(10)
            .Finds("late", null, Settle)
            .Orders.ShouldBeEmpty();

    [Fact]
    public void A_proof_ends_it_at_once() =>
        Bare().Finds("vonage", "No credit.").Finds("vonage", null).Alerts.Single().IsOpen.ShouldBeFalse();

    [Fact]
    public void What_comes_back_is_the_same_alert_with_the_newest_words()
    {
        var story = Bare().Finds("late", Late).Gets(AlertStory.Sam).Finds("late", null, Settle).Minutes(9);
        story.Finds("late", "Late again.").Orders.ShouldBeEmpty();
        story.Minutes(5).Finds("late", null, Settle);
        story.Open.State.ShouldBeOfType<AlertState.Clearing>();
        story.Open.Latest.Detail.ShouldBe("Late again.");
    }

    [Fact]
    public void Silence_after_the_first_good_word_is_no_end()
    {
        var story = Bare().Finds("late", Late).Gets(AlertStory.Sam).Finds("late", null, Settle);
        story.Minutes(70).Orders.ShouldBe(["text sam"]);
        story.Open.State.ShouldNotBeOfType<AlertState.Clearing>();
    }

    [Fact]
    public void A_person_may_close_it_while_it_settles() =>
        Bare()
            .Finds("late", Late)
            .Finds("late", null, Settle)
            .Acts(AlertStory.Sam, new ReplyAct.Close())
            .Alerts.Single()
            .State.ShouldBeOfType<AlertState.Closed>();

    /// <summary>Minute by minute, each cause is found, or gone, or nobody looked.</summary>
    [Fact]
    public void Each_cause_has_at_most_one_open_alert_and_none_ends_before_its_cause_was_away_for_a_while() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, 7).ListOf(60)),
                minutes =>
                {
                    var story = Bare();
                    var goneSince = new Dictionary<string, DateTimeOffset?>();
                    foreach (var word in minutes)
                    {
                        story.Minutes(1);
                        // Gone is the commonest word, or nothing would ever end.
                        var topic = word % 2 == 0 ? "late" : "clock";
                        var before = story.Alerts.Count(alert => alert.IsOpen && alert.Topic == topic);
                        goneSince[topic] = word < 2 ? null : goneSince.GetValueOrDefault(topic) ?? story.Now;
                        story.Finds(topic, word < 2 ? Late : null, Settle);
                        var after = story.Alerts.Count(alert => alert.IsOpen && alert.Topic == topic);
                        var ended = before == 1 && after == 0;
                        if (after > 1 || (ended && !(story.Now - goneSince[topic] >= Settle)))
                        {
                            return false;
                        }
                    }

                    var opened = story.Alerts.Length;
                    var told = story.AllEffects.OfType<AlertEffect.Reach>().Count(r => r.Purpose is Purpose.Alert);
                    return told <= opened + 2
                        && story.Alerts.Where(a => a.IsOpen).All(a => a.State.Until() is not null);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static AlertStory Bare() => new() { Settings = new WatchSettings([], new AlertTimes()) };
}
