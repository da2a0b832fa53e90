using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Messages;

public sealed class TextMessagesTests
{
    [Fact]
    [Trait("Rule", "GA-R25")]
    [Trait("Rule", "TEL-38")]
    public void A_text_tells_the_latest_value_its_age_and_the_value_at_opening() =>
        TextMessages
            .Alert(Story.Sam(), takesReplies: true, Story.Now)
            .ShouldBe(
                "Sam is VERY LOW: 54 mg/dL, falling fast, 3 min ago. It began at 62 mg/dL 23 min ago. "
                    + "Reply A to take it, S to snooze."
            );

    [Fact]
    public void A_text_about_its_first_value_says_it_once() =>
        TextMessages
            .Alert(Story.Sam(RuleKind.Low) with { Opening = Story.Sam().Latest }, takesReplies: false, Story.Now)
            .ShouldBe("Sam is low: 54 mg/dL, falling fast, 3 min ago. Open Scout to take it.");

    [Theory]
    [InlineData(RuleKind.NoData, "Sam: no data for 3 min. Last value 54 mg/dL. Open")]
    [InlineData(RuleKind.NoDataWhileLow, "Sam: NO DATA since a low, for 3 min. Last value 54 mg/dL. It began")]
    [InlineData(RuleKind.SensorError, "Sam: sensor error for 23 min. Last value 54 mg/dL, 3 min ago. Open")]
    [InlineData(RuleKind.SourceDown, "Sam: no glucose for 23 min, the site refuses the token. Last value 54 mg/dL")]
    [InlineData(RuleKind.Impaired, "Sam: alarms may not get through. No credit. Open Scout")]
    public void Every_rule_says_what_is_wrong(RuleKind rule, string start) =>
        TextMessages
            .Alert(
                Story.Sam(rule) with
                {
                    Failure = SourceFailure.Unauthorized,
                    Detail = "No credit",
                },
                takesReplies: false,
                Story.Now
            )
            .ShouldStartWith(start);

    [Theory]
    [Trait("Rule", "GA-R20")]
    [InlineData(
        RuleKind.UrgentLow,
        "Sam is no longer low: 92 mg/dL, steady, 1 min ago. It began at 62 mg/dL 23 min ago."
    )]
    [InlineData(RuleKind.High, "Sam is no longer high: 92 mg/dL, steady, 1 min ago. It began at 62 mg/dL 23 min ago.")]
    [InlineData(RuleKind.NoData, "Sam: data is back: 92 mg/dL, 1 min ago.")]
    [InlineData(RuleKind.SourceDown, "Sam: the site is back: 92 mg/dL, 1 min ago.")]
    public void An_all_clear_says_what_is_over_and_the_value(RuleKind rule, string text) =>
        TextMessages
            .AllClear(Story.Sam(rule) with { Latest = Story.At(92, 1, Trend.Steady) }, Story.Now)
            .ShouldBe(text);

    [Theory]
    [Trait("Rule", "GA-R18")]
    [InlineData(false, "Sam, low: Ada has taken it until 03:15 (America/New_York). You need not act.")]
    [InlineData(true, "Sam, low: Ada snoozed it until 03:15 (America/New_York). You need not act.")]
    public void Others_learn_who_took_it(bool snoozed, string text) =>
        TextMessages
            .TakenBy(Story.Sam() with { By = "Ada", Until = Story.Now.AddMinutes(15), Snoozed = snoozed })
            .ShouldBe(text);

    [Fact]
    public void A_zone_nobody_knows_is_shown_as_UTC() =>
        TextMessages
            .TakenBy(Story.Sam() with { By = "Ada", Until = Story.Now, Zone = "Nowhere/Land" })
            .ShouldContain("until 08:00 UTC.");

    [Fact]
    [Trait("Rule", "TEL-38")]
    public void Every_text_with_latin_names_is_one_segment() =>
        Prop.ForAll(Facts, facts => Texts(facts).All(text => Gsm7.IsGsm7(text) && Gsm7.Segments(text) == 1))
            .QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Rule", "GA-R23")]
    public void Every_text_begins_with_the_name() =>
        Prop.ForAll(
                Facts,
                facts =>
                    Texts(facts).All(text => text.StartsWith(Gsm7.Replace(facts.About)[..8], StringComparison.Ordinal))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_name_in_another_script_is_kept() =>
        TextMessages.Alert(Story.Sam(about: "Мария"), true, Story.Now).ShouldStartWith("Мария is VERY LOW: 54 mg/dL");

    private static IEnumerable<string> Texts(MessageFacts facts) =>
        [
            TextMessages.Alert(facts, takesReplies: true, Story.Now),
            TextMessages.AllClear(facts, Story.Now),
            TextMessages.TakenBy(facts),
        ];

    private static Arbitrary<MessageFacts> Facts =>
        (
            // Texts about problems begin with what the source says.
            from rule in Gen.Elements(Enum.GetValues<RuleKind>().Except([RuleKind.Problem]).ToArray())
            from name in Gen.Elements(
                "Elizabeth",
                "Bartholomew-Alexander Ødegård Łukasiewicz",
                "François “Frankie” O’Neill"
            )
            from value in Gen.Choose(36, 402)
            from opening in Gen.Choose(36, 402)
            from age in Gen.Choose(0, 3000)
            from trend in Gen.Elements(Enum.GetValues<Trend>())
            from unit in Gen.Elements(Enum.GetValues<GlucoseUnit>())
            from failure in Gen.Elements(Enum.GetValues<SourceFailure>())
            from language in Gen.Elements("en", "es", "de", "fr", "pt")
            from code in Gen.Choose(1, 999)
            select new MessageFacts(name, rule, Severity.Urgent, Story.Now.AddMinutes(-age))
            {
                Opening = Story.At(opening, age + 30),
                Latest = Story.At(value, age, trend),
                Unit = unit,
                Language = language,
                ReplyCode = code,
                Failure = failure,
                Zone = "America/Argentina/Buenos_Aires",
                By = "Maximilian",
                Until = Story.Now,
            }
        ).ToArbitrary();
}
