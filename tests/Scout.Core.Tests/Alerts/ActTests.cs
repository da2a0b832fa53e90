using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Alerts;

/// <summary>Calls that people ask for, buttons pressed twice, and acts of accounts.</summary>
public sealed class ActTests
{
    [Fact]
    public void Call_now_calls_a_contact_of_the_watch_and_leaves_the_alert_as_it_is()
    {
        var story = new AlertStory().Reads(62);
        var before = story.Open.State;
        story.Acts(AlertStory.Bo, new ReplyAct.CallNow(AlertStory.Ada)).Orders.ShouldBe(["call ada"]);
        story.Open.State.ShouldBe(before);
        var line = story.Effects.OfType<AlertEffect.Note>().First().Line;
        (line.Entry, line.Contact, line.Target).ShouldBe((LedgerEntry.CallAsked, AlertStory.Bo, AlertStory.Ada));
    }

    [Fact]
    public void A_call_beside_the_plan_that_is_missed_moves_the_plan_nowhere()
    {
        var story = new AlertStory().Reads(62).Acts(AlertStory.Bo, new ReplyAct.CallNow(AlertStory.Ada));
        var before = story.Open.State;
        story.Misses(AlertStory.Ada).Orders.ShouldBeEmpty();
        story.Open.State.ShouldBe(before);
    }

    [Fact]
    [Trait("Rule", "GA-R19")]
    public void Asking_twice_calls_once_and_a_number_that_was_just_called_rests()
    {
        var story = new AlertStory().Reads(62).Acts(AlertStory.Bo, new ReplyAct.CallNow(AlertStory.Ada));
        story.Waits(TimeSpan.FromSeconds(1));
        story.Acts(AlertStory.Bo, new ReplyAct.CallNow(AlertStory.Ada)).Effects.ShouldBeEmpty();
        story.Acts(AlertStory.Bo, new ReplyAct.CallNow(AlertStory.Sam)).Effects.ShouldBeEmpty();
        story.Misses(AlertStory.Sam).Minutes(3);
        story.Acts(AlertStory.Bo, new ReplyAct.CallNow(AlertStory.Ada)).Orders.ShouldBe(["call ada"]);
    }

    [Fact]
    public void Nobody_who_does_not_belong_to_the_watch_can_be_called() =>
        new AlertStory().Reads(62).Acts(AlertStory.Bo, new ReplyAct.CallNow("stranger")).Effects.ShouldBeEmpty();

    [Fact]
    public void Who_was_called_beside_the_plan_hears_the_all_clear_too()
    {
        var story = new AlertStory().Reads(62).Acts(AlertStory.Bo, new ReplyAct.CallNow(AlertStory.Ada));
        story.Hears(AlertStory.Ada, new DeliveryNews.Left("sandbox"));
        story.Minutes(5).Reads(90);
        story.Minutes(5).Reads(95).Orders.ShouldBe(["allclear ada"]);
    }

    [Fact]
    public void A_button_pressed_twice_is_pressed_once()
    {
        var story = new AlertStory().Reads(62).Misses(AlertStory.Sam).Gets(AlertStory.Bo);
        story.Acts(AlertStory.Ada, new ReplyAct.Acknowledge());
        var held = story.Open.State;
        story.Waits(TimeSpan.FromSeconds(2)).Acts(AlertStory.Ada, new ReplyAct.Acknowledge()).Effects.ShouldBeEmpty();
        story.Open.State.ShouldBe(held);
    }

    [Fact]
    [Trait("Rule", "GA-N16")]
    public void A_later_reply_changes_the_hold()
    {
        var story = new AlertStory().Reads(62).Acts(AlertStory.Ada, new ReplyAct.Acknowledge()).Minutes(5);
        story.Acts(AlertStory.Ada, new ReplyAct.Acknowledge());
        story.Open.State.ShouldBe(new AlertState.Held(AlertStory.Ada, story.Now + TimeSpan.FromMinutes(15)));
    }

    [Fact]
    [Trait("Rule", "GA-R18")]
    public void An_account_that_acts_is_in_the_ledger_and_its_contact_is_told_nothing()
    {
        var story = new AlertStory().Reads(62).Misses(AlertStory.Sam).Gets(AlertStory.Ada).Gets(AlertStory.Bo);
        var reply = new WatchInput.Replied(story.Open.Id, "account", new ReplyAct.Acknowledge(), ReplyWay.Page);
        story.Turn(reply with { Contact = AlertStory.Sam });
        story.Orders.ShouldBe(["takenby ada", "takenby bo"]);
        story.Effects.OfType<AlertEffect.Reach>().ShouldAllBe(reach => reach.Facts.By == "account");
        story.Effects.OfType<AlertEffect.Note>().ShouldContain(note => note.Line.Contact == "account");
    }

    [Fact]
    public void What_is_written_about_a_pause_says_who_and_until_when()
    {
        var until = new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
        var facts = new MessageFacts("Sam", RuleKind.Impaired, Severity.Info, until.AddHours(-5))
        {
            By = "Ada",
            Until = until,
        };
        TextMessages.Paused(facts).ShouldContain("Sam: Ada paused the alarms until 08:00");
        TextMessages.Paused(facts).ShouldEndWith("Before that only a very low value rings.");
        TextMessages.Resumed(facts).ShouldBe("Sam: Ada ended the pause. Alarms are on again.");
    }
}
