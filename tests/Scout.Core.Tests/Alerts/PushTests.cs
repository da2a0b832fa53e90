using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Alerts;

/// <summary>Messages on screens go beside calls and texts, as often as texts, and nothing waits for them.</summary>
public sealed class PushTests
{
    [Fact]
    public void A_message_goes_beside_each_call_and_text_of_those_who_have_screens()
    {
        var story = Story().Reads(62);
        story.Orders.ShouldBe(["call sam", "push sam"]);
        story.Misses(AlertStory.Sam);
        story.Orders.ShouldBe(["text ada", "push ada", "text bo"]);
    }

    [Fact]
    public void Rounds_ring_again_and_messages_rest_as_texts_do()
    {
        var story = Story().Reads(62).Misses(AlertStory.Sam).Minutes(6);
        story.AllOrders.Count(order => order == "call sam").ShouldBeGreaterThan(1);
        story.AllOrders.Count(order => order == "push sam").ShouldBe(1);

        story.Reads(50); // worse: at once, whatever was told before
        story.AllOrders.Count(order => order == "push sam").ShouldBe(2);
    }

    [Fact]
    public void A_message_that_reaches_no_screen_moves_the_plan_neither_on_nor_back()
    {
        var story = Story().Reads(62);
        var before = story.Open.State;
        story.Hears(AlertStory.Sam, new DeliveryNews.Missed("no screen any more"), Channel.Push);
        story.Open.State.ShouldBe(before);
        story.Orders.ShouldBeEmpty();
    }

    [Fact]
    public void Whoever_saw_a_message_hears_on_the_screen_too_who_took_it_and_that_it_is_over()
    {
        var story = Story().Reads(62).Misses(AlertStory.Sam);
        story.Hears(AlertStory.Ada, new DeliveryNews.Left("ntfy"), Channel.Push);
        story.Acts(AlertStory.Sam, new ReplyAct.Acknowledge());
        Of(story, Core.Messages.Purpose.TakenBy).ShouldBe([Channel.Text, Channel.Push]);

        story.Minutes(5).Reads(95).Minutes(5).Reads(99);
        Of(story, Core.Messages.Purpose.AllClear).ShouldBe([Channel.Text, Channel.Push]);
    }

    [Fact]
    public void What_is_only_for_information_goes_to_the_persons_screens_alone()
    {
        var times = Profiles.Glucose(Core.Readings.GlucoseUnit.MgDl).Times;
        new Team("sam", ["ada"]).PlanFor(Severity.Info, times).ShouldBe(Plan.Silent);
        var step = Team.PlanFor(Severity.Info, times).Steps.ShouldHaveSingleItem();
        step.Contacts.ShouldBe([AlertStory.Sam]);
        step.Channel.ShouldBe(Channel.Push);
    }

    private static Team Team { get; } =
        new(AlertStory.Sam, [AlertStory.Ada, AlertStory.Bo]) { Pushed = [AlertStory.Sam, AlertStory.Ada] };

    private static AlertStory Story() => new() { Team = Team };

    private static Channel[] Of(AlertStory story, Core.Messages.Purpose purpose) =>
        [
            .. story
                .AllEffects.OfType<AlertEffect.Reach>()
                .Where(reach => reach.Purpose == purpose && reach.Contact == AlertStory.Ada)
                .Select(reach => reach.Channel),
        ];
}
