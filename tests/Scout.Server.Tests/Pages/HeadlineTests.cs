using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Parts;
using Scout.Server.Pages.Shown;
using Scout.Server.Pages.Status;

namespace Scout.Server.Tests.Pages;

/// <summary>The one sentence at the top says the worst thing first.</summary>
public sealed class HeadlineTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 2, 14, 0, TimeSpan.Zero);
    private static readonly Clock Berlin = Clock.In("Europe/Berlin", Now);

    [Fact]
    public void Everybody_is_all_right_and_covered() =>
        Say([Watch("Sam", 112)], [])
            .ShouldBe("Sam is all right: 112 mg/dL, steady, 2 min ago. You are covered tonight.");

    [Fact]
    public void Several_are_named() =>
        Say([Watch("Sam", 112), Watch("Bo", 90), Watch("Ida", 100)], [])
            .ShouldBe("Sam, Bo and Ida are all right. You are covered tonight.");

    [Fact]
    public void A_ringing_low_says_whom_it_rings_and_since_when() =>
        Say([Watch("Sam", 62)], [Alert(RuleKind.Low, Severity.Urgent, new AlertState.Ringing(1, 0, Now, ["ada"]))])
            .ShouldBe("Sam is low: 62 mg/dL, steady, 2 min ago. Ringing Ada, since 03:12 CET.");

    [Fact]
    public void A_taken_alert_says_by_whom_and_when_it_rings_again() =>
        Say([Watch("Sam", 62)], [Alert(RuleKind.Low, Severity.Urgent, new AlertState.Held("ada", Now.AddMinutes(15)))])
            .ShouldBe(
                "Sam is low: 62 mg/dL, steady, 2 min ago. Taken by Ada. Rings again at 03:29 CET if it is still so."
            );

    [Fact]
    public void What_rings_comes_before_what_somebody_took() =>
        Say(
                [Watch("Sam", 62)],
                [
                    Alert(RuleKind.UrgentLow, Severity.Critical, new AlertState.Held("ada", Now)),
                    Alert(RuleKind.High, Severity.Urgent, new AlertState.Ringing(1, 0, Now, ["ada"])),
                ]
            )
            .ShouldBe("Sam is high: 62 mg/dL, steady, 2 min ago. Ringing Ada, since 03:12 CET. 1 more below.");

    [Fact]
    public void An_old_value_is_never_all_right() =>
        Say([Watch("Sam", 112, 20)], [])
            .ShouldBe(
                "Sam's last value is old: 112 mg/dL, steady, 20 min ago. The site answers, but sends nothing new."
            );

    [Fact]
    public void A_sensor_error_is_never_a_value() =>
        Say([Watch("Sam", 9)], [])
            .ShouldBe(
                "Sam's sensor sends an error instead of a value, 2 min ago. The site answers, but sends nothing new."
            );

    [Fact]
    public void Nobody_to_reach_is_an_alarm()
    {
        var headline = HeadlineText.Of([Watch("Sam", 112) with { Reach = [] }], [], []);

        headline.Tone.ShouldBe(Tone.Alarm);
        headline.Sentence.ShouldBe("Nobody can be reached about Sam.");
    }

    [Fact]
    public void What_stops_alarms_takes_the_promise_back()
    {
        var headline = HeadlineText.Of([Watch("Sam", 112)], [], [new Shortcoming(true, "The carrier has no credit.")]);

        headline.Tone.ShouldBe(Tone.Alarm);
        headline.Rest.ShouldBe("But Scout cannot alarm: The carrier has no credit.");
    }

    [Fact]
    public void What_is_only_worth_a_look_does_not() =>
        HeadlineText
            .Of([Watch("Sam", 112)], [], [new Shortcoming(false, "No heartbeat.")])
            .Rest.ShouldBe("You are covered tonight.");

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(44, "just now")]
    [InlineData(60, "1 min ago")]
    [InlineData(3_600, "1 h ago")]
    [InlineData(3_900, "1 h 5 min ago")]
    [InlineData(259_200, "3 days ago")]
    public void An_age_is_said_in_words(int seconds, string words) =>
        Berlin.Ago(Now.AddSeconds(-seconds)).ShouldBe(words);

    [Fact]
    public void A_time_of_another_day_names_the_day() => Berlin.At(Now.AddHours(-4)).ShouldBe("28 Feb 23:14 CET");

    private static string Say(WatchCard[] watches, AlertCard[] open)
    {
        var headline = HeadlineText.Of(watches, open, []);
        return $"{headline.Sentence} {headline.Rest}";
    }

    private static WatchCard Watch(string name, int value, int minutes = 2) =>
        new(name, name, GlucoseUnit.MgDl, Berlin, Read(value, minutes), SourceHealth.Unknown, ["Ada"], null)
        {
            Trace = new Trace([], Profiles.Glucose(GlucoseUnit.MgDl), Now),
        };

    private static Reading Read(int value, int minutes = 2) =>
        new(Now.AddMinutes(-minutes), value, Trend.Steady, Now.AddMinutes(-minutes));

    private static AlertCard Alert(RuleKind rule, Severity severity, AlertState state)
    {
        var breach = new Breach(rule, severity, Read(62), Now.AddMinutes(-2));
        var alert = new Alert(rule.ToString(), AlertKind.Low, Now.AddMinutes(-2), breach, breach, state);
        return new AlertCard(
            alert,
            "sam",
            "Sam",
            GlucoseUnit.MgDl,
            Berlin,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ada"] = "Ada" },
            []
        );
    }
}
