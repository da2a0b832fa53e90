using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Alerts;

/// <summary>A watch that is quiet on purpose: what still rings, who is told, and that it ends.</summary>
public sealed class PauseTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    [Trait("Rule", "GA-N40")]
    public void What_rings_falls_silent_and_rings_again_when_the_pause_ends_by_itself()
    {
        var story = new AlertStory().Reads(62);
        Pauses(story, Hour).Effects.OfType<AlertEffect.Hush>().ShouldHaveSingleItem();
        story.Open.State.ShouldBe(new AlertState.Waiting(story.Now + Hour));
        for (var minutes = 0; minutes < 50; minutes += 10)
        {
            story.Minutes(10).Reads(64).Orders.ShouldBeEmpty();
        }

        story.AllOrders.ShouldBe(["call sam"]);
        story.Minutes(10).Orders.ShouldBe(["call sam"]);
        story.Pause.ShouldBeNull();
    }

    [Fact]
    [Trait("Rule", "GA-R16")]
    public void A_critical_low_is_silent_for_15_minutes_at_most()
    {
        var story = new AlertStory().Reads(50);
        Pauses(story, TimeSpan.FromHours(4));
        story.Minutes(10).Reads(50).Orders.ShouldBeEmpty();
        story.Minutes(5).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-R16")]
    public void A_low_that_becomes_critical_in_a_long_pause_rings_at_once()
    {
        var story = new AlertStory().Reads(62);
        Pauses(story, TimeSpan.FromHours(4));
        story.Minutes(30).Reads(61).Orders.ShouldBeEmpty();
        story.Minutes(5).Reads(50).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    public void Neither_a_high_nor_missing_data_opens_in_a_pause_and_both_do_after_it()
    {
        var story = new AlertStory().Reads(120);
        Pauses(story, TimeSpan.FromHours(2));
        story.Minutes(119).Orders.ShouldBeEmpty();
        story.Minutes(1).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    public void Ending_the_pause_rings_at_once_if_it_is_still_so()
    {
        var story = new AlertStory().Reads(62);
        Pauses(story, Hour).Minutes(5).Reads(61).Orders.ShouldBeEmpty();
        story.Turn(new WatchInput.Resumed(AlertStory.Ada)).Orders.ShouldBe(["call sam"]);
        story
            .Notices.Select(notice => (notice.Purpose, notice.Contact))
            .ShouldBe([(Purpose.Resumed, AlertStory.Sam), (Purpose.Resumed, AlertStory.Bo)]);
    }

    [Fact]
    public void Everybody_but_who_did_it_is_told_once()
    {
        var story = new AlertStory();
        Pauses(story, Hour);
        story
            .Notices.Select(notice => (notice.Purpose, notice.Contact))
            .ShouldBe([(Purpose.Paused, AlertStory.Sam), (Purpose.Paused, AlertStory.Bo)]);
        story.Notices[0].Facts.Until.ShouldBe(story.Now + Hour);
        story.Waits(TimeSpan.FromSeconds(2));
        Pauses(story, Hour).Notices.ShouldBeEmpty("pressed twice");
    }

    [Fact]
    public void An_account_is_not_told_of_its_own_pause_under_its_contact()
    {
        var story = new AlertStory();
        story.Turn(new WatchInput.Paused("account", story.Now + Hour) { Contact = AlertStory.Sam });
        story.Notices.Select(notice => notice.Contact).ShouldBe([AlertStory.Ada, AlertStory.Bo]);
    }

    [Fact]
    public void A_pause_is_never_longer_than_a_day()
    {
        var story = new AlertStory();
        Pauses(story, TimeSpan.FromDays(7));
        story.Pause!.Until.ShouldBe(story.Now + TimeSpan.FromHours(24));
    }

    [Fact]
    public void A_pause_that_is_over_before_it_begins_is_none()
    {
        var story = new AlertStory();
        Pauses(story, -Hour);
        story.Pause.ShouldBeNull();
        story.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void An_alert_that_somebody_holds_waits_for_the_end_of_the_pause_after_its_hold()
    {
        var story = new AlertStory().Reads(62).Acts(AlertStory.Ada, new ReplyAct.Acknowledge());
        Pauses(story, Hour);
        story.Open.State.ShouldBeOfType<AlertState.Held>();
        story.Minutes(10).Reads(62).Minutes(10).Orders.ShouldBeEmpty();
        story.Open.State.ShouldBeOfType<AlertState.Waiting>();
    }

    private static AlertStory Pauses(AlertStory story, TimeSpan length) =>
        story.Turn(new WatchInput.Paused(AlertStory.Ada, story.Now + length));
}
