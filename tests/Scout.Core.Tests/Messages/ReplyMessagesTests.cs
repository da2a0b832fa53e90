using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Messages;

public sealed class ReplyMessagesTests
{
    private static readonly Reader Ada = new("ada", "en", "America/New_York", GlucoseUnit.MgDl);
    private static readonly Dictionary<string, string> Names = new() { ["bo"] = "Bo" };
    private static readonly DateTimeOffset Until = Story.Now.AddMinutes(15);

    [Fact, Trait("Rule", "OC-17"), Trait("Rule", "TEL-39")]
    public void An_act_is_answered_with_the_resulting_state()
    {
        After(new ReplyAct.Acknowledge(), new AlertState.Held("ada", Until))
            .ShouldBe("2 Sam, low: You have taken it until 03:15.");
        After(new ReplyAct.Acknowledge(), new AlertState.Held("ada", Until), earlier: "Bo")
            .ShouldBe("2 Sam, low: Bo had taken this before you. You have taken it until 03:15.");
        After(new ReplyAct.Snooze(null), new AlertState.Snoozed("ada", Until))
            .ShouldBe("2 Sam, low: Snoozed until 03:15.");
        After(new ReplyAct.Close(), new AlertState.Closed("ada", Story.Now))
            .ShouldBe("2 Sam, low: You closed it at 03:00.");
        After(new ReplyAct.Close(), new AlertState.Ringing(1, 0, Until, []))
            .ShouldBe("2 Sam, low: This cannot be closed: it ends when the values are back in range.");
        After(new ReplyAct.Escalate(), new AlertState.Ringing(1, 1, Until, []))
            .ShouldBe("2 Sam, low: Passed on: Scout reaches the others now.");
        After(new ReplyAct.Acknowledge(), new AlertState.Waiting(Until))
            .ShouldBe("2 Sam, low: Nobody has taken it yet.", "it became worse in the same moment");
    }

    [Fact, Trait("Rule", "OC-18")]
    public void A_late_act_learns_who_ended_it_and_when()
    {
        ReplyMessages
            .Late(Told(new AlertState.Closed("bo", Story.Now)), Names, Ada)
            .ShouldBe("2 Sam, low: Bo closed it at 03:00.");
        ReplyMessages
            .Late(Told(new AlertState.Resolved(Story.Now)), Names, Ada)
            .ShouldBe("2 Sam, low: It ended at 03:00.");
    }

    [Fact, Trait("Rule", "OC-16")]
    public void What_is_ambiguous_is_answered_with_the_list() =>
        ReplyMessages
            .List(
                new ReplyDecision.WhichOne(),
                [Told(new AlertState.Held("bo", Until)), Told(new AlertState.Waiting(Until), code: 1, about: "Kim")],
                Names,
                Ada
            )
            .ShouldBe(
                "Which one?\n1 Kim, low: Nobody has taken it yet.\n2 Sam, low: Bo has taken it until 03:15.\n"
                    + "Reply A1 to take it, S1 to snooze, L for the list."
            );

    [Fact]
    public void A_list_names_five_alerts_and_counts_the_rest()
    {
        var told = Enumerable.Range(1, 7).Select(code => Told(new AlertState.Waiting(Until), code)).ToImmutableArray();

        var list = ReplyMessages.List(new ReplyDecision.Answer(new Reply.List()), told, Names, Ada);

        list.Split('\n').Length.ShouldBe(7);
        list.ShouldContain("\n+2\n");
    }

    [Fact]
    public void Values_come_with_trend_and_age() =>
        ReplyMessages
            .Status(
                [
                    new WatchSummary("Sam", "Sam", [], Story.At(104, 3, Trend.Steady)),
                    new WatchSummary("Kim", "Kim", [], null),
                ],
                Ada,
                Story.Now
            )
            .ShouldBe("Sam: 104 mg/dL, steady, 3 min ago.\nKim: no value.");

    [Fact]
    public void Who_is_reached_is_told_in_order() =>
        ReplyMessages
            .Who([], [new WatchSummary("Sam", "Sam", ["Ada", "Bo"], null)], [], Names, Ada)
            .ShouldBe("Sam: Scout calls Sam, then texts Ada, Bo.");

    private static string After(ReplyAct act, AlertState state, string? earlier = null) =>
        ReplyMessages.AfterAct(Told(state), act, earlier, Names, Ada);

    private static ToldAlert Told(AlertState state, int code = 2, string about = "Sam")
    {
        var breach = new Breach(RuleKind.UrgentLow, Severity.Critical, null, Story.Now);
        return new ToldAlert(new Alert($"a{code}", AlertKind.Low, Story.Now, breach, breach, state), code, Story.Now)
        {
            Watch = "sam",
            About = about,
            Contact = "ada",
        };
    }
}
