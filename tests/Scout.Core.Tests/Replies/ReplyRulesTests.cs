using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Scout.Core.Alerts;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Replies;

public sealed class ReplyRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact, Trait("Rule", "OC-17")]
    public void A_bare_word_acts_on_the_only_open_alert_however_old_its_page() =>
        Decide("a", Told(1, minutes: 300), Told(2, minutes: 2, isOpen: false)).ShouldBe("Acknowledge 1");

    [Fact, Trait("Rule", "OC-17")]
    public void Of_several_open_alerts_the_only_one_paged_lately_is_meant() =>
        Decide("a", Told(1, minutes: 16), Told(2, minutes: 14)).ShouldBe("Acknowledge 2");

    [Fact, Trait("Rule", "OC-16"), Trait("Rule", "OC-17")]
    public void Two_that_could_be_meant_are_asked_about()
    {
        Decide("a", Told(1, minutes: 3), Told(2, minutes: 14)).ShouldBe("WhichOne");
        Decide("a", Told(1, minutes: 30), Told(2, minutes: 40)).ShouldBe("WhichOne");
        Decide("2", Told(1, minutes: 3), Told(2, minutes: 14)).ShouldBe("WhichOne");
    }

    [Fact, Trait("Rule", "OC-17")]
    public void When_the_only_late_page_is_over_no_other_alert_is_touched() =>
        Decide("a", Told(1, minutes: 300), Told(2, minutes: 200), Told(3, minutes: 5, isOpen: false))
            .ShouldBe("Late 3");

    [Fact, Trait("Rule", "TEL-7"), Trait("Rule", "OC-18")]
    public void A_code_names_its_alert()
    {
        ToldAlert[] told = [Told(1, minutes: 3), Told(2, minutes: 14), Told(3, minutes: 40, isOpen: false)];

        Decide("2a", told).ShouldBe("Acknowledge 2");
        Decide("s1 30m", told).ShouldBe("Snooze 30 1");
        Decide("e2", told).ShouldBe("Escalate 2");
        Decide("c1", told).ShouldBe("Close 1");
        Decide("a3", told).ShouldBe("Late 3");
        Decide("a4", told).ShouldBe("NoSuchCode");
    }

    [Fact]
    public void With_nothing_open_there_is_nothing_to_act_on()
    {
        Decide("a").ShouldBe("NothingOpen");
        Decide("a", Told(1, minutes: 5, isOpen: false)).ShouldBe("Late 1");
        Decide("a", Told(1, minutes: 500, isOpen: false)).ShouldBe("NothingOpen");
    }

    [Theory]
    [InlineData("2026-01-10T08:00", "Europe/Berlin", 9, 0, "2026-01-11T08:00")] // 09:00 now: the next one is tomorrow
    [InlineData("2026-01-10T08:00", "Europe/Berlin", 9, 1, "2026-01-10T08:01")]
    [InlineData("2026-01-10T23:30", "America/New_York", 3, 0, "2026-01-11T08:00")]
    [InlineData("2026-03-28T22:00", "Europe/Berlin", 2, 30, "2026-03-29T01:00")] // 02:30 does not exist
    [InlineData("2026-10-24T22:00", "Europe/Berlin", 2, 30, "2026-10-25T00:30")] // the first 02:30
    [InlineData("2026-10-25T00:45", "Europe/Berlin", 2, 30, "2026-10-25T01:30")] // and its second
    public void Until_is_when_the_senders_clock_next_shows_it(
        string now,
        string zone,
        int hour,
        int minute,
        string expected
    ) =>
        ReplyRules
            .NextAt(new LocalTime(hour, minute), Utc(now), DateTimeZoneProviders.Tzdb[zone])
            .ShouldBe(Utc(expected));

    [Fact, Trait("Rule", "OC-16"), Trait("Rule", "OC-17")]
    public void Whatever_is_written_no_wrong_alert_is_touched() =>
        Prop.ForAll(
                ReplyTextTests.Texts.ToArbitrary(),
                Alerts.ToArbitrary(),
                (text, told) =>
                {
                    var reply = ReplyText.Read(text);
                    var decision = ReplyRules.Decide(reply, told, Now, DateTimeZone.Utc);
                    if (decision is not ReplyDecision.Obey obey)
                    {
                        return true;
                    }

                    var open = told.Where(one => one.Alert.IsOpen).ToArray();
                    var fresh = told.Where(one => Now - one.PagedAt <= TimeSpan.FromMinutes(15)).ToArray();
                    return obey.Told.Alert.IsOpen
                        && reply is Reply.Act act
                        && (
                            act.Code is { } code
                                ? obey.Told.Code == code
                                : open.Length == 1 || (fresh.Length == 1 && fresh[0] == obey.Told)
                        );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    private static Gen<ImmutableArray<ToldAlert>> Alerts =>
        from count in Gen.Choose(0, 4)
        from minutes in Gen.Choose(0, 30).ListOf(count)
        from open in Gen.Elements(true, false).ListOf(count)
        select minutes.Select((age, index) => Told(index + 1, age, open[index])).ToImmutableArray();

    private static string Decide(string text, params ToldAlert[] told) =>
        ReplyRules.Decide(ReplyText.Read(text), [.. told], Now, DateTimeZone.Utc) switch
        {
            ReplyDecision.Obey { Act: ReplyAct.Snooze { For: { } span } } obey =>
                $"Snooze {span.TotalMinutes} {obey.Told.Code}",
            ReplyDecision.Obey obey => $"{obey.Act.GetType().Name} {obey.Told.Code}",
            ReplyDecision.Late late => $"Late {late.Told.Code}",
            var other => other.GetType().Name,
        };

    private static DateTimeOffset Utc(string time) =>
        DateTimeOffset.Parse(time + "Z", System.Globalization.CultureInfo.InvariantCulture);

    internal static ToldAlert Told(int code, int minutes, bool isOpen = true)
    {
        var breach = new Breach(RuleKind.UrgentLow, Severity.Critical, null, Now);
        AlertState state = isOpen ? new AlertState.Waiting(Now) : new AlertState.Resolved(Now.AddMinutes(-1));
        return new ToldAlert(
            new Alert($"a{code}", AlertKind.Low, Now, breach, breach, state),
            code,
            Now.AddMinutes(-minutes)
        )
        {
            Watch = "sam",
            About = "Sam",
            Contact = "ada",
        };
    }
}
