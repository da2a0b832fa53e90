using Scout.Core.Alerts;
using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Alerts;

/// <summary>Quiet hours from 22 to 7; the story begins at three in the night.</summary>
public sealed class QuietNightTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_warning_waits_for_the_morning_and_is_ordered_once()
    {
        var story = Night();
        story.Reads(120).Minutes(20);
        var text = story.Effects.OfType<AlertEffect.Reach>().ShouldHaveSingleItem();
        text.Channel.ShouldBe(Channel.Text);
        text.NotBefore.ShouldBe(Morning);

        story.Minutes(30);
        story.AllOrders.ShouldBe(["text sam"]);
        story
            .AllEffects.OfType<AlertEffect.Note>()
            .Last(note => note.Line.Entry is LedgerEntry.TextOrdered)
            .Line.Until.ShouldBe(Morning, "the ledger says when it will leave");
    }

    [Fact]
    public void What_becomes_urgent_rings_in_the_night()
    {
        var story = Night();
        story.Reads(120).Minutes(60);
        story.AllOrders.ShouldBe(["text sam", "call sam"]);
        var call = story.AllEffects.OfType<AlertEffect.Reach>().Last();
        call.NotBefore.ShouldBe(story.Now);

        story.Misses(AlertStory.Sam);
        story.Effects.OfType<AlertEffect.Reach>().ShouldAllBe(reach => reach.NotBefore == story.Now);
        story.Orders.ShouldBe(["text ada", "text bo"]);
    }

    [Fact]
    public void A_low_and_its_all_clear_go_through_at_once()
    {
        var story = Night();
        story.Reads(60);
        story.Effects.OfType<AlertEffect.Reach>().ShouldAllBe(reach => reach.NotBefore == story.Now);
        story.Misses(AlertStory.Sam).Gets(AlertStory.Ada);
        story.Minutes(5).Reads(90).Minutes(5).Reads(95);
        story
            .AllEffects.OfType<AlertEffect.Reach>()
            .Where(reach => reach.Purpose is Purpose.AllClear)
            .ShouldAllBe(reach => reach.NotBefore == story.Now);
    }

    [Fact]
    public void An_acknowledged_warning_is_ordered_anew_when_its_hold_ends()
    {
        var story = Night();
        story.Reads(120).Minutes(20).Acts(AlertStory.Sam, new ReplyAct.Snooze(TimeSpan.FromMinutes(15)));
        story.Minutes(15);
        story.AllOrders.ShouldBe(["text sam", "text sam"], "the first one was hushed by the snooze");
    }

    [Fact]
    public void That_Scout_cannot_alarm_is_told_at_once()
    {
        var story = Night();
        story.Reads(120).Turn(new WatchInput.ImpairmentFound("vonage", "The carrier refuses."));
        story.Effects.OfType<AlertEffect.Reach>().ShouldHaveSingleItem().NotBefore.ShouldBe(story.Now);
    }

    internal static AlertStory Night()
    {
        QuietHours.TryParse("22:00", "07:00", out var hours, out _).ShouldBeTrue();
        string[] people = [AlertStory.Sam, AlertStory.Ada, AlertStory.Bo];
        return new AlertStory
        {
            Team = new Team(AlertStory.Sam, [AlertStory.Ada, AlertStory.Bo])
            {
                Rests = [.. people.Select(contact => new Rest(contact, hours!, "UTC"))],
            },
        };
    }
}
