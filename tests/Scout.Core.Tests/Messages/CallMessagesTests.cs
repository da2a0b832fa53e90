using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Messages;

public sealed class CallMessagesTests
{
    [Fact]
    [Trait("Rule", "TEL-35")]
    [Trait("Rule", "GA-R23")]
    public void A_call_says_who_how_urgent_the_value_twice_trend_age_and_keys() =>
        CallMessages
            .Alert(Story.Sam(), asksForKey: true, Story.Now)
            .PlainText.ShouldBe(
                "This is Scout about Sam. Urgent: very low. Glucose 54 milligrams per decilitre. 5, 4 Falling fast. "
                    + "Measured 3 minutes ago. "
                    + "Press 1 to acknowledge, 2 to snooze, 4 to pass it on now, 9 to hear it again."
            );

    [Fact]
    public void The_digits_are_a_part_of_their_own() =>
        CallMessages
            .Alert(Story.Sam(), asksForKey: true, Story.Now)
            .Parts.ShouldContain(new Speech(SpeechKind.Digits, "5, 4"));

    [Fact]
    [Trait("Rule", "GA-R24")]
    public void A_listener_who_thinks_in_millimoles_hears_millimoles() =>
        CallMessages
            .Alert(Story.Sam() with { Unit = GlucoseUnit.MmolL }, asksForKey: true, Story.Now)
            .PlainText.ShouldContain("Glucose 3.0 millimoles per litre. Three point zero. Falling fast.");

    [Theory]
    [Trait("Rule", "GA-N13")]
    [Trait("Rule", "GA-R2")]
    [InlineData(39, GlucoseUnit.MgDl, "Glucose below 40 milligrams per decilitre.")]
    [InlineData(39, GlucoseUnit.MmolL, "Glucose below 2.2 millimoles per litre.")]
    [InlineData(401, GlucoseUnit.MgDl, "Glucose above 400 milligrams per decilitre.")]
    [InlineData(401, GlucoseUnit.MmolL, "Glucose above 22.2 millimoles per litre.")]
    public void Beyond_the_sensors_range_words_are_said_and_no_number_is_spelt(
        double value,
        GlucoseUnit unit,
        string said
    )
    {
        var facts = Story.Sam() with { Latest = Story.At(value, 0), Unit = unit };

        var script = CallMessages.Alert(facts, asksForKey: true, Story.Now);

        script.PlainText.ShouldContain(said);
        script.PlainText.ShouldNotContain($"{value} m");
        script.Parts.ShouldNotContain(part => part.Kind == SpeechKind.Digits);
    }

    [Fact]
    public void No_data_says_for_how_long_and_the_last_value_with_its_age() =>
        CallMessages
            .Alert(Story.Sam(RuleKind.NoData) with { Latest = Story.At(112, 65) }, asksForKey: false, Story.Now)
            .PlainText.ShouldBe(
                "This is Scout about Sam. No data for 1 hour 5 minutes. "
                    + "The last was 112 milligrams per decilitre. 1, 1, 2 "
                    + "Open Scout to acknowledge."
            );

    [Theory]
    [InlineData(RuleKind.NoDataWhileLow, "Urgent: no data since a low, for 3 minutes. The last was 54")]
    [InlineData(RuleKind.SensorError, "Sensor error for 23 minutes. The last was 54")]
    [InlineData(RuleKind.SourceDown, "No glucose for 23 minutes: the site does not answer in time.")]
    [InlineData(RuleKind.High, "about Sam. High. Glucose 54")]
    [InlineData(RuleKind.Impaired, "Alarms may not get through. The carrier has no credit.")]
    public void Every_rule_says_what_is_wrong(RuleKind rule, string said) =>
        CallMessages
            .Alert(
                Story.Sam(rule) with
                {
                    Failure = SourceFailure.Timeout,
                    Detail = "The carrier has no credit.",
                },
                asksForKey: true,
                Story.Now
            )
            .PlainText.ShouldContain(said);

    [Fact]
    public void A_watch_without_a_first_reading_says_so()
    {
        var facts = Story.Sam(RuleKind.NoData) with { Latest = null, Opening = null, Since = Story.Now.AddHours(-1) };

        CallMessages
            .Alert(facts, asksForKey: false, Story.Now)
            .PlainText.ShouldContain("No reading has come yet, for 1 hour.");
    }

    [Fact]
    public void A_sensor_error_after_the_value_is_said() =>
        CallMessages
            .Alert(Story.Sam(RuleKind.NoDataWhileLow) with { SensorError = true }, asksForKey: true, Story.Now)
            .PlainText.ShouldContain("5, 4 Sensor error.");

    [Fact]
    [Trait("Rule", "TEL-6")]
    public void Close_is_offered_where_no_reading_ends_it()
    {
        foreach (var rule in Enum.GetValues<RuleKind>())
        {
            var said = CallMessages.Alert(Story.Sam(rule), asksForKey: true, Story.Now).PlainText;
            said.Contains("3 to close").ShouldBe(rule is RuleKind.Impaired or RuleKind.Problem, $"{rule}");
        }
    }

    [Fact]
    public void The_keys_are_reached_within_twelve_seconds()
    {
        foreach (var rule in Enum.GetValues<RuleKind>().Where(rule => rule != RuleKind.SourceDown)) // that is a text
        {
            var facts = Story.Sam(rule, "Elizabeth") with { Latest = Story.At(254, 14, Trend.FallingFast) };
            var parts = CallMessages.Alert(facts, asksForKey: true, Story.Now).Parts;
            var spoken = parts[..^1].Where(part => part.Kind != SpeechKind.Pause).Sum(part => part.Text.Length + 1);

            // A voice says about fourteen letters a second.
            ((spoken / 14.0) + (0.3 * parts.Count(part => part.Kind == SpeechKind.Pause))).ShouldBeLessThan(
                12,
                $"{rule}"
            );
        }
    }

    [Fact]
    [Trait("Rule", "TEL-36")]
    public void A_voicemail_holds_nothing_about_health()
    {
        var script = CallMessages.Voicemail(Story.Sam());

        script.AsksForKey.ShouldBeFalse();
        script.PlainText.ShouldBe("This is Scout with an urgent message about Sam. Please open Scout now.");
    }

    [Fact]
    public void A_key_is_answered_with_the_resulting_state()
    {
        var until = Story.Now.AddMinutes(15);

        After(new ReplyAct.Acknowledge(), new AlertState.Held("ada", until))
            .ShouldBe("Acknowledged until 03:15. Goodbye.");
        After(new ReplyAct.Snooze(null), new AlertState.Snoozed("ada", until))
            .ShouldBe("Snoozed until 03:15. Goodbye.");
        After(new ReplyAct.Close(), new AlertState.Closed("ada", Story.Now)).ShouldBe("Closed. Goodbye.");
        After(new ReplyAct.Escalate(), new AlertState.Ringing(1, 1, until, []))
            .ShouldBe("Passed on. Scout reaches the others now. Goodbye.");
        After(new ReplyAct.Acknowledge(), new AlertState.Resolved(Story.Now))
            .ShouldBe("This is already over. Goodbye.");
        After(new ReplyAct.Acknowledge(), state: null).ShouldBe("This is already over. Goodbye.");
        After(new ReplyAct.Acknowledge(), new AlertState.Ringing(2, 0, until, []))
            .ShouldBe("This has become worse, so Scout goes on ringing. Goodbye.");
    }

    [Fact]
    public void While_it_clears_the_hold_behind_it_is_what_counts()
    {
        var held = new AlertState.Held("ada", Story.Now.AddMinutes(15));

        After(new ReplyAct.Acknowledge(), new AlertState.Clearing(Story.Now, Story.Now.AddMinutes(10), held))
            .ShouldBe("Acknowledged until 03:15. Goodbye.");
    }

    [Fact]
    public void Who_had_it_before_is_said() =>
        After(new ReplyAct.Acknowledge(), new AlertState.Held("bo", Story.Now.AddMinutes(15)), earlier: "Ada")
            .ShouldBe("Ada had taken this before you. Acknowledged until 03:15. Goodbye.");

    [Fact]
    [Trait("Rule", "TEL-6")]
    public void A_refused_close_says_why_and_asks_again()
    {
        var script = Script(new ReplyAct.Close(), new AlertState.Ringing(1, 0, Story.Now, []), earlier: null);

        script.PlainText.ShouldStartWith(
            "This cannot be closed: it ends when the values are back in range. This is Scout about Sam."
        );
        script.AsksForKey.ShouldBeTrue();
    }

    [Fact]
    [Trait("Rule", "TEL-6")]
    public void A_key_without_a_meaning_is_answered_and_the_script_repeated()
    {
        var script = CallMessages.Again(Story.Sam(), understood: false, Story.Now);

        script.PlainText.ShouldStartWith(
            "Sorry, that key means nothing here. This is Scout about Sam. Urgent: very low."
        );
        script.AsksForKey.ShouldBeTrue();
        CallMessages
            .Again(Story.Sam(), understood: true, Story.Now)
            .PlainText.ShouldStartWith("This is Scout about Sam.");
        CallMessages.Goodbye(Story.Sam()).AsksForKey.ShouldBeFalse();
    }

    [Fact]
    public void A_test_call_asks_for_a_key_where_one_can_be_heard()
    {
        CallMessages.Test(Story.Sam(), asksForKey: true).AsksForKey.ShouldBeTrue();
        CallMessages.Test(Story.Sam(), asksForKey: false).PlainText.ShouldEndWith("there is nothing to do. Goodbye.");
        CallMessages.TestDone(Story.Sam()).AsksForKey.ShouldBeFalse();
    }

    [Fact]
    [Trait("Rule", "TEL-37")]
    public void Voice_and_words_are_of_one_language()
    {
        CallMessages.Alert(Story.Sam() with { Language = "en-US" }, true, Story.Now).Language.ShouldBe("en-US");
        CallMessages.Alert(Story.Sam() with { Language = "en" }, true, Story.Now).Language.ShouldBe("en-GB");
        CallMessages.Alert(Story.Sam() with { Language = "zz" }, true, Story.Now).Language.ShouldBe("en-GB");
    }

    [Fact]
    public void Names_are_cut_at_forty_letters_and_lose_control_characters() =>
        CallMessages
            .Alert(Story.Sam(about: "Sam\n\u0007 " + new string('x', 60)), true, Story.Now)
            .PlainText.ShouldStartWith("This is Scout about Sam " + new string('x', 34) + ". ");

    [Fact]
    public void A_reading_from_the_future_is_measured_just_now() =>
        CallMessages
            .Alert(Story.Sam() with { Latest = Story.At(54, -4) }, true, Story.Now)
            .PlainText.ShouldContain("Measured just now.");

    private static string After(ReplyAct act, AlertState? state, string? earlier = null) =>
        Script(act, state, earlier).PlainText;

    private static CallScript Script(ReplyAct act, AlertState? state, string? earlier)
    {
        var breach = new Breach(RuleKind.UrgentLow, Severity.Critical, Story.At(54, 3), Story.Now);
        var alert = state is null ? null : new Alert("a1", AlertKind.Low, Story.Now, breach, breach, state);
        return CallMessages.AfterKey(Story.Sam(), act, alert, earlier, Story.Now);
    }
}
