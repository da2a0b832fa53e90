using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Replies;
using Scout.Core.Tests.Alerts;
using Scout.Core.Watches;
using static Scout.Core.Tests.Alerts.AlertStory;

namespace Scout.Core.Tests.Escalation;

public sealed class PlanTests
{
    private static readonly PlanTarget Duty = new(TargetKind.Roster, "r1", "Primary");

    private static readonly WatchPlan Saved = new([
        new PlanStep([Duty], Channel.Call, TimeSpan.FromSeconds(20)),
        new PlanStep([new PlanTarget(TargetKind.Everybody)], Channel.Text, TimeSpan.FromSeconds(30)),
    ])
    {
        Repeat = TimeSpan.FromMinutes(3),
    };

    [Fact]
    [Trait("Rule", "OC-9.3.5")]
    public void Who_is_meant_is_frozen_when_a_round_begins()
    {
        var story = new AlertStory { Team = OnDuty("dee") };
        story.Reads(60);
        story.Orders.ShouldBe(["call dee"]);

        story.Team = OnDuty("eve"); // handed over while it rings
        story.Misses("dee");
        story.Orders.ShouldBe(["text sam", "text ada", "text bo"]);
        story.Open.Plan.ShouldNotBeNull().Steps[0].Contacts.ShouldBe(["dee"]);

        story.Minutes(4);
        story.Orders.ShouldBe(["call eve"]);
    }

    [Fact]
    [Trait("Rule", "OC-27")]
    public void A_step_with_nobody_on_duty_is_skipped_at_once_and_stands_in_the_ledger()
    {
        var story = new AlertStory { Team = OnDuty() };
        story.Reads(60);

        story.Orders.ShouldBe(["text sam", "text ada", "text bo"]);
        Noted(story, LedgerEntry.NobodyOnDuty).ShouldHaveSingleItem().Detail.ShouldBe("Team");
    }

    [Fact]
    public void Of_a_gap_the_fallback_is_reached_and_it_is_noted()
    {
        var story = new AlertStory
        {
            Team = OnDuty("zoe") with { Duties = [new("r1", "Primary", "Team", ["zoe"], true)] },
        };
        story.Reads(60);

        story.Orders.ShouldBe(["call zoe"]);
        Noted(story, LedgerEntry.NobodyOnDuty).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(Severity.Warning, Severity.Urgent, "text dee")]
    [InlineData(Severity.Urgent, Severity.Urgent, "call dee")]
    [InlineData(Severity.Urgent, Severity.Critical, "text dee")]
    [InlineData(Severity.Critical, Severity.Critical, "call dee")]
    public void What_is_important_calls_and_the_rest_texts(Severity severity, Severity callFrom, string first)
    {
        var plan = Saved with { CallFrom = callFrom };
        var step = plan.Resolve(severity, OnDuty("dee"), OnDuty("dee").Duties).Steps[0];

        $"{step.Channel} {step.Contacts.Single()}".ToLowerInvariant().ShouldBe(first);
        step.Wait.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    [Trait("Rule", "OC-33")]
    public void Steps_are_as_short_as_seconds_and_the_plan_repeats_until_somebody_acts()
    {
        var story = new AlertStory { Team = OnDuty("dee") };
        story.Reads(60).Waits(TimeSpan.FromSeconds(19)).Orders.ShouldBeEmpty();
        story.Waits(TimeSpan.FromSeconds(1)).Orders.ShouldBe(["text sam", "text ada", "text bo"]);
        story.Waits(TimeSpan.FromSeconds(30 + 179)).Orders.ShouldBeEmpty();
        story.Waits(TimeSpan.FromSeconds(1)).Orders.ShouldBe(["call dee"]);

        story.Acts("dee", new ReplyAct.Acknowledge());
        story.Minutes(10).AllOrders.Count(order => order == "call dee").ShouldBe(2);
    }

    [Fact]
    public void Without_a_saved_plan_nothing_is_frozen()
    {
        var story = new AlertStory();
        story.Reads(60);

        story.Orders.ShouldBe(["call sam"]);
        story.Open.Plan.ShouldBeNull();
    }

    [Fact]
    public void A_planned_quiet_time_opens_silently_and_rings_at_its_end_what_is_still_open()
    {
        var story = new AlertStory();
        story.Upkeep = [new Upkeep("owner", story.Now.AddMinutes(-1), story.Now.AddMinutes(30))];
        story.Reads(260);
        story.AllOrders.ShouldBeEmpty();
        story.Open.State.ShouldBeOfType<AlertState.Waiting>();

        story.Minutes(29).Reads(265).AllOrders.ShouldBeEmpty();
        story.Minutes(1).AllOrders.ShouldBe(["call sam"]);
    }

    [Fact]
    public void What_ended_in_a_planned_quiet_time_never_rings_and_a_critical_low_rings_after_a_hold()
    {
        var high = new AlertStory();
        high.Upkeep = [new Upkeep("owner", high.Now.AddMinutes(-1), high.Now.AddMinutes(30))];
        high.Reads(260).Minutes(5).Reads(150).Minutes(40);
        high.AllOrders.ShouldNotContain(order => order.StartsWith("call", StringComparison.Ordinal));

        var low = new AlertStory();
        low.Upkeep = [new Upkeep("owner", low.Now, low.Now.AddHours(3))];
        low.Reads(50).AllOrders.ShouldBeEmpty();
        low.Minutes(14).Reads(50).AllOrders.ShouldBeEmpty();
        low.Minutes(1).AllOrders.ShouldBe(["call sam"]);
    }

    private static Team OnDuty(params string[] people) =>
        new(Sam, [Ada, Bo])
        {
            Saved = Saved,
            Duties = [new DutyAnswer("r1", "Primary", "Team", [.. people], IsGap: false)],
        };

    private static LedgerLine[] Noted(AlertStory story, LedgerEntry entry) =>
        [.. story.AllEffects.OfType<AlertEffect.Note>().Select(note => note.Line).Where(line => line.Entry == entry)];
}
