using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;
using static Scout.Core.Tests.Alerts.AlertStory;

namespace Scout.Core.Tests.Alerts;

public sealed class AlertMachineTests
{
    [Fact]
    [Trait("Rule", "GA-R5")]
    public void A_low_calls_the_person_and_nobody_else()
    {
        var story = new AlertStory().Reads(65);
        story.Orders.ShouldBe(["call sam"]);
        story.Open.Kind.ShouldBe(AlertKind.Low);
        story.Open.Latest.Severity.ShouldBe(Severity.Urgent);
    }

    [Theory]
    [InlineData(70)]
    [InlineData(240)]
    [Trait("Rule", "GA-R3")]
    public void The_limits_themselves_are_fine(double value) => new AlertStory().Reads(value).Alerts.ShouldBeEmpty();

    [Fact]
    [Trait("Rule", "GA-R36")]
    [Trait("Rule", "GA-N31")]
    public void A_missed_call_texts_everybody_else_at_once() =>
        new AlertStory().Reads(65).Misses(Sam).Orders.ShouldBe(["text ada", "text bo"]);

    [Fact]
    [Trait("Rule", "GA-R9")]
    public void Further_readings_belong_to_the_open_alert()
    {
        var story = new AlertStory().Reads(65).Minutes(1);
        story.Reads(64).Orders.ShouldBeEmpty();
        story.Alerts.Length.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "GA-R19")]
    [Trait("Rule", "GA-R34")]
    public void The_next_round_calls_no_sooner_than_the_pause_and_does_not_text_again()
    {
        var story = new AlertStory().Reads(65).Misses(Sam).Gets(Ada).Gets(Bo);
        story.Waits(TimeSpan.FromSeconds(119)).Orders.ShouldBeEmpty();
        story.Waits(TimeSpan.FromSeconds(1)).Orders.ShouldBe(["call sam"]);
        story.Misses(Sam).Orders.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Rule", "GA-R17")]
    public void Picking_up_is_no_acknowledgement()
    {
        var story = new AlertStory().Reads(65).Hears(Sam, new DeliveryNews.PickedUp());
        story.Open.State.ShouldBeOfType<AlertState.Ringing>();
        story.Hears(Sam, new DeliveryNews.Missed("answered, no key pressed")).Orders.ShouldBe(["text ada", "text bo"]);
    }

    [Fact]
    [Trait("Rule", "GA-R18")]
    [Trait("Rule", "GA-N30")]
    public void An_acknowledgement_stops_the_ladder_and_tells_only_those_who_were_disturbed()
    {
        var story = new AlertStory().Reads(65).Misses(Sam).Gets(Ada);
        story.Acts(Ada, new ReplyAct.Acknowledge());
        story.Orders.ShouldBe(["takenby sam"]);
        story.Effects.OfType<AlertEffect.Hush>().Count().ShouldBe(1);
        story.Minutes(14).Orders.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Rule", "GA-R16")]
    public void A_hold_on_a_low_ends_after_15_minutes_and_rings_again()
    {
        var story = new AlertStory().Reads(65).Acts(Sam, new ReplyAct.Acknowledge());
        story.Minutes(14).Reads(64).Orders.ShouldBeEmpty();
        story.Minutes(1).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-R10")]
    public void Becoming_critical_breaks_a_hold()
    {
        var story = new AlertStory().Reads(65).Hears(Sam, new DeliveryNews.Left("x"));
        story.Acts(Sam, new ReplyAct.Acknowledge()).Minutes(5).Reads(54);
        story.Orders.ShouldBe(["call sam"]);
        story.Open.Latest.Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    [Trait("Rule", "GA-R10")]
    public void Becoming_critical_while_the_phone_rests_tells_the_others_at_once()
    {
        var story = new AlertStory().Reads(65).Misses(Sam).Gets(Ada).Gets(Bo).Minutes(1);
        story.Reads(50).Orders.ShouldBe(["text ada", "text bo", "call sam"]);
        story
            .Effects.OfType<AlertEffect.Reach>()
            .Last()
            .NotBefore.ShouldBe(story.Now + TimeSpan.FromSeconds(60), "the number rests 120 s after a call");
    }

    [Fact]
    [Trait("Rule", "GA-R7")]
    [Trait("Rule", "GA-R20")]
    public void A_low_is_over_with_two_readings_at_its_clear_level_and_tells_the_disturbed_once()
    {
        var story = new AlertStory().Reads(65).Misses(Sam).Gets(Ada).Minutes(5);
        story.Reads(74).Open.State.ShouldNotBeOfType<AlertState.Clearing>();
        story.Minutes(5).Reads(75).Open.State.ShouldBeOfType<AlertState.Clearing>();
        story.Minutes(5).Reads(76).Orders.ShouldBe(["allclear sam", "allclear ada"], ignoreOrder: true);
        story.Of(AlertKind.Low)!.IsOpen.ShouldBeFalse();
        story.Minutes(5).Reads(77).Orders.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Rule", "GA-R7")]
    [Trait("Rule", "GA-N25")]
    public void A_high_is_over_with_one_reading_at_its_clear_level()
    {
        var story = new AlertStory().Reads(241).Hears(Sam, new DeliveryNews.Left("x")).Minutes(5);
        story.Reads(231).Open.IsOpen.ShouldBeTrue();
        story.Minutes(5).Reads(230).Orders.ShouldBe(["allclear sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-R12")]
    [Trait("Rule", "GA-N14")]
    public void A_low_whose_data_stop_becomes_more_urgent_and_never_resolves_on_silence()
    {
        var story = new AlertStory().Reads(65).Acts(Sam, new ReplyAct.Snooze(TimeSpan.FromHours(2)));
        story.Minutes(15).Orders.ShouldContain("call sam");
        story.Open.Latest.Rule.ShouldBe(RuleKind.NoDataWhileLow);
        story.Minutes(600).Open.IsOpen.ShouldBeTrue();
    }

    [Fact]
    [Trait("Rule", "GA-R1")]
    [Trait("Rule", "GA-N14")]
    [Trait("Rule", "NS-R13")]
    public void An_error_code_neither_hides_nor_resolves_a_low()
    {
        var story = new AlertStory().Reads(65).Minutes(5).Reads(5).Minutes(5).Reads(10);
        story.Of(AlertKind.Low)!.IsOpen.ShouldBeTrue();
    }

    [Fact]
    [Trait("Rule", "GA-R2")]
    [Trait("Rule", "GA-N13")]
    public void Thirty_nine_is_a_critical_low() =>
        new AlertStory().Reads(39).Open.Latest.Severity.ShouldBe(Severity.Critical);

    [Fact]
    [Trait("Rule", "GA-R15")]
    [Trait("Rule", "GA-N23")]
    public void A_reading_older_than_15_minutes_when_received_rings_nobody() =>
        new AlertStory().Reads(100).Reads(60, ago: TimeSpan.FromMinutes(16)).AllOrders.ShouldBeEmpty();

    [Fact]
    [Trait("Rule", "GA-N5")]
    public void A_low_that_arrives_nine_minutes_late_still_rings() =>
        new AlertStory().Reads(60, ago: TimeSpan.FromMinutes(9)).Orders.ShouldBe(["call sam"]);

    [Fact]
    [Trait("Rule", "GA-R13")]
    [Trait("Rule", "GA-N5")]
    [Trait("Rule", "GA-N6")]
    [Trait("Rule", "NS-R11")]
    public void No_data_texts_after_20_minutes_calls_after_60_and_goes_on_after_12_hours()
    {
        var story = new AlertStory().Reads(120);
        story.Minutes(19.9).Orders.ShouldBeEmpty();
        story.Minutes(0.2).Orders.ShouldBe(["text sam"]);
        story.Minutes(40).Orders.ShouldBe(["call sam"]);
        story.Minutes(12 * 60);
        story.Minutes(60).Orders.ShouldContain("call sam");
    }

    [Fact]
    [Trait("Rule", "GA-R14")]
    [Trait("Rule", "GA-N7")]
    public void A_watch_that_never_had_a_reading_is_reported_after_an_hour()
    {
        var story = new AlertStory { WatchedSince = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero) }.Strikes();
        story.Minutes(59).Orders.ShouldBeEmpty();
        story.Minutes(1).Orders.ShouldBe(["text sam"]);
    }

    [Fact]
    [Trait("Rule", "NS-R15")]
    public void A_source_that_fails_for_an_hour_texts_the_person_again_each_further_hour_and_once_when_back()
    {
        var story = new AlertStory().Reads(120);
        story.Source = new SourceHealth(SourceFailure.Connect, story.Now, story.Now);
        story.Strikes();
        for (var minute = 0; minute < 180; minute++)
        {
            story.Minutes(1).Reads(120); // another uploader keeps the readings fresh: only the source rule speaks
        }

        story.AllOrders.ShouldBe(["text sam", "text sam", "text sam"]);
        story.Hears(Sam, new DeliveryNews.Left("x"), Channel.Text);
        story.Source = SourceHealth.Unknown;
        story.Strikes().Orders.ShouldBe(["allclear sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-N36")]
    public void A_refused_credential_is_told_at_once()
    {
        var story = new AlertStory().Reads(120);
        story.Source = new SourceHealth(SourceFailure.Unauthorized, story.Now, null);
        story.Strikes().Orders.ShouldBe(["text sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-N11")]
    [Trait("Rule", "GA-R11")]
    public void Snoozing_a_high_leaves_the_low_awake()
    {
        var story = new AlertStory().Reads(300).Acts(Sam, new ReplyAct.Snooze(TimeSpan.FromHours(4)));
        story.Minutes(5).Reads(60).Orders.ShouldContain("call sam");
    }

    [Fact]
    [Trait("Rule", "GA-N12")]
    public void A_critical_low_that_ticks_up_keeps_ringing()
    {
        var story = new AlertStory().Reads(45).Misses(Sam).Minutes(1).Reads(48);
        story.Minutes(1).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-N16")]
    public void A_later_reply_changes_the_hold_and_both_are_in_the_ledger()
    {
        var story = new AlertStory().Reads(65).Acts(Sam, new ReplyAct.Acknowledge()).Minutes(1);
        story.Acts(Ada, new ReplyAct.Acknowledge());
        story.Open.State.ShouldBeOfType<AlertState.Held>().By.ShouldBe(Ada);
        story
            .AllEffects.OfType<AlertEffect.Note>()
            .Where(note => note.Line.Entry is LedgerEntry.Acknowledged)
            .Select(note => note.Line.Contact)
            .ShouldBe([Sam, Ada]);
    }

    [Fact]
    public void Closing_is_refused_for_glucose_and_says_so()
    {
        var story = new AlertStory().Reads(65).Acts(Sam, new ReplyAct.Close());
        story.Open.State.ShouldBeOfType<AlertState.Ringing>();
        story.AllEffects.OfType<AlertEffect.Note>().ShouldContain(note => note.Line.Entry == LedgerEntry.CloseRefused);
    }

    [Fact]
    public void Escalating_goes_to_the_others_now() =>
        new AlertStory().Reads(65).Acts(Sam, new ReplyAct.Escalate()).Orders.ShouldBe(["text ada", "text bo"]);

    [Fact]
    public void One_clear_reading_holds_back_the_ladder_until_the_next_one_decides()
    {
        var story = new AlertStory().Reads(65).Minutes(0.1).Reads(80);
        story.Misses(Sam).Orders.ShouldBeEmpty();
        story.Minutes(1).Reads(66).Orders.ShouldBe(["text ada", "text bo"]);
    }

    [Fact]
    public void A_contact_reached_in_the_moment_it_ended_also_hears_that_it_is_over()
    {
        var story = new AlertStory().Reads(241).Minutes(0.1).Reads(200);
        story.AllOrders.ShouldBe(["call sam"]);
        story.Hears(Sam, new DeliveryNews.Left("x")).Orders.ShouldBe(["allclear sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-N19")]
    public void N_of_m_counts_across_gaps()
    {
        var settings = Profiles.Glucose(GlucoseUnit.MgDl);
        settings = settings with
        {
            Rules =
            [
                .. settings.Rules.Select(rule => rule.Kind is RuleKind.Low ? rule with { Count = 2, Of = 3 } : rule),
            ],
        };
        var story = new AlertStory { Settings = settings }.Reads(66);
        story.AllOrders.ShouldBeEmpty();
        story.Minutes(19).Reads(66).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-R6")]
    [Trait("Rule", "GA-N18")]
    public void Held_for_needs_coverage()
    {
        var settings = Profiles.Glucose(GlucoseUnit.MgDl);
        settings = settings with
        {
            Rules =
            [
                .. settings.Rules.Select(rule =>
                    rule.Kind is RuleKind.High ? rule with { Held = TimeSpan.FromMinutes(30) } : rule
                ),
            ],
        };
        var story = new AlertStory { Settings = settings }
            .Reads(250)
            .Minutes(31)
            .Reads(250);
        story.Of(AlertKind.High).ShouldBeNull();
        for (var i = 0; i < 6; i++)
        {
            story.Minutes(5).Reads(250);
        }

        story.Of(AlertKind.High).ShouldNotBeNull();
    }

    [Fact]
    [Trait("Rule", "GA-N10")]
    public void Two_rules_breached_in_one_turn_lose_neither()
    {
        var story = new AlertStory
        {
            Source = new SourceHealth(SourceFailure.Unauthorized, DateTimeOffset.MinValue, null),
        };
        story.Reads(60).Orders.ShouldBe(["call sam", "text sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-N40")]
    public void A_paused_watch_opens_nothing_until_the_pause_ends_by_itself()
    {
        var story = new AlertStory();
        story.Turn(new WatchInput.Paused(AlertStory.Ada, story.Now + TimeSpan.FromMinutes(10)));
        story.Reads(60).Orders.ShouldBeEmpty();
        story.Minutes(10).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-R8")]
    public void The_same_window_gives_the_same_assessment_in_any_order()
    {
        var now = new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
        var settings = Profiles.Glucose(GlucoseUnit.MgDl);
        var rows = new[] { 90.0, 72, 66, 54, 5, 61 }
            .Select((value, i) => new Reading(now.AddMinutes(-5 * i), value, default, now))
            .ToArray();
        var assessments = new[] { rows, [.. rows.Reverse()], [rows[3], rows[0], rows[5], rows[1], rows[4], rows[2]] }
            .Select(window => WatchView.Of([.. window], SourceHealth.Unknown, now.AddDays(-1), now))
            .Select(view => Assessor.Assess(AlertKind.Low, view, settings, [], now));
        assessments.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "NS-R18")]
    public void While_the_site_fails_an_open_low_goes_on_escalating()
    {
        var story = new AlertStory().Reads(62).Misses(Sam);
        story.Source = new SourceHealth(SourceFailure.Timeout, story.Now, story.Now);
        story.Strikes().Minutes(2).Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    [Trait("Rule", "GA-N9")]
    [Trait("Rule", "GA-N15")]
    public void A_sounding_warning_delays_no_low_and_acknowledging_one_leaves_the_other_awake()
    {
        var story = new AlertStory().Reads(100);
        story.Source = new SourceHealth(SourceFailure.Unauthorized, story.Now, null);
        story.Strikes().Orders.ShouldBe(["text sam"]);
        story.Acts(Sam, new ReplyAct.Acknowledge());
        story.Minutes(1).Reads(60).Orders.ShouldBe(["call sam"]);
        story.Acts(Sam, new ReplyAct.Acknowledge(), story.Of(AlertKind.Low));
        story.Of(AlertKind.Source)!.State.ShouldBeOfType<AlertState.Held>();
    }

    [Theory]
    [InlineData(Severity.Info, new string[0])]
    [InlineData(Severity.Warning, new[] { "text sam" })]
    [InlineData(Severity.Urgent, new[] { "call sam" })]
    [InlineData(Severity.Critical, new[] { "call sam" })]
    [Trait("Rule", "GA-N17")]
    [Trait("Rule", "GA-N38")]
    public void The_severity_of_the_rule_decides_the_channel(Severity severity, string[] orders)
    {
        var settings = Profiles.Glucose(GlucoseUnit.MgDl);
        settings = settings with
        {
            Rules =
            [
                .. settings.Rules.Select(rule => rule.Kind is RuleKind.High ? rule with { Severity = severity } : rule),
            ],
        };
        new AlertStory { Settings = settings }
            .Reads(250)
            .Orders.ShouldBe(orders);
    }

    [Theory]
    [InlineData(70, 70)]
    [InlineData(70, 60)]
    [InlineData(54, 400)]
    [Trait("Rule", "GA-N24")]
    [Trait("Rule", "GA-R7")]
    public void Whatever_clear_level_is_set_two_high_enough_readings_resolve_and_hysteresis_is_never_zero(
        double limit,
        double clear
    )
    {
        var low = new Rule(RuleKind.Low, Severity.Urgent)
        {
            Threshold = GlucoseThreshold.OfMgDl(limit),
            Clear = GlucoseThreshold.OfMgDl(clear),
        };
        var story = new AlertStory { Settings = new WatchSettings([low], new AlertTimes()) }.Reads(limit - 1);
        story.Minutes(5).Reads(limit).Minutes(5).Reads(limit).Of(AlertKind.Low)!.IsOpen.ShouldBeTrue();
        story.Minutes(5).Reads(401).Minutes(5).Reads(401).Of(AlertKind.Low)!.IsOpen.ShouldBeFalse();
    }

    [Fact]
    [Trait("Rule", "GA-N28")]
    [Trait("Rule", "GA-R4")]
    public void A_limit_in_mmol_is_compared_as_typed()
    {
        var story = new AlertStory { Settings = Profiles.Glucose(GlucoseUnit.MmolL) };
        story.Reads(70).AllOrders.ShouldBeEmpty("70 mg/dL is 3.9 mmol/L, which is not below 3.9");
        story.Minutes(5).Reads(69).Orders.ShouldBe(["call sam"]);
    }
}
