using System.Reflection;
using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Messages;

/// <summary>Five languages say everything, each in its own words and voice.</summary>
public sealed class LanguageTests
{
    public static TheoryData<string> Languages => ["en", "es", "de", "fr", "pt"];

    [Theory]
    [Trait("Rule", "TEL-38")]
    [InlineData(
        "es",
        "Sam tiene glucosa MUY BAJA: 54 mg/dL, bajando rapido, hace 3 min. Empezo con 62 mg/dL hace 23 min. "
            + "Responda A2: me encargo, S2: posponer."
    )]
    [InlineData(
        "de",
        "Sam ist SEHR NIEDRIG: 54 mg/dL, fällt schnell, vor 3 min. Es begann mit 62 mg/dL vor 23 min. "
            + "Antwort A2: übernehmen, S2: später."
    )]
    [InlineData(
        "fr",
        "Sam a une glycémie TRES BASSE: 54 mg/dL, baisse rapide, il y a 3 min. Début à 62 mg/dL il y a 23 min. "
            + "Répondez A2: je m'en charge, S2: reporter."
    )]
    [InlineData(
        "pt",
        "Sam está com glicose MUITO BAIXA: 54 mg/dL, caindo rápido, há 3 min. Começou com 62 mg/dL há 23 min. "
            + "Responda A2: assumir, S2: adiar."
    )]
    [InlineData(
        "en",
        "Sam is VERY LOW: 54 mg/dL, falling fast, 3 min ago. It began at 62 mg/dL 23 min ago. "
            + "Reply A2 to take it, S2 to snooze."
    )]
    public void A_text_about_a_low(string language, string text) =>
        TextMessages
            .Alert(Story.Sam() with { Language = language, ReplyCode = 2 }, takesReplies: true, Story.Now)
            .ShouldBe(Gsm7.Replace(text));

    [Theory]
    [Trait("Rule", "TEL-35")]
    [Trait("Rule", "GA-R24")]
    [InlineData(
        "es-MX",
        "es-MX",
        "Aquí Scout, sobre Sam. Urgente: glucosa muy baja. Glucosa 3,0 milimoles por litro. Tres coma cero. "
            + "Bajando rápido. Medido hace un minuto. Pulse 1 para hacerse cargo, 2 para posponer, "
            + "4 para avisar ya a los demás, 9 para repetir."
    )]
    [InlineData(
        "de-AT",
        "de-DE",
        "Hier ist Scout. Es geht um Sam. Dringend: sehr niedrig. Glukose 3,0 Millimol pro Liter. Drei Komma null. "
            + "Fällt schnell. Gemessen vor einer Minute. Drücken Sie 1 zum Übernehmen, 2 für später, "
            + "4 zum Weitergeben, 9 zum Wiederholen."
    )]
    [InlineData(
        "fr-CA",
        "fr-CA",
        "Ici Scout, concernant Sam. Urgent : glycémie très basse. Glycémie 3,0 millimoles par litre. "
            + "Trois virgule zéro. Baisse rapide. Mesurée il y a une minute. Tapez 1 pour vous en charger, "
            + "2 pour reporter, 4 pour prévenir les autres maintenant, 9 pour répéter."
    )]
    [InlineData(
        "pt",
        "pt-BR",
        "Aqui é o Scout, sobre Sam. Urgente: glicose muito baixa. Glicose 3,0 milimoles por litro. Três vírgula zero. "
            + "Caindo rápido. Medido há um minuto. Pressione 1 para assumir, 2 para adiar, "
            + "4 para avisar já os outros, 9 para repetir."
    )]
    public void A_call_about_a_low(string language, string voice, string said)
    {
        var facts = Story.Sam() with
        {
            Language = language,
            Unit = GlucoseUnit.MmolL,
            Latest = Story.At(54, 1, Trend.FallingFast),
        };

        var script = CallMessages.Alert(facts, asksForKey: true, Story.Now);

        script.PlainText.ShouldBe(said);
        script.Language.ShouldBe(voice);
    }

    [Theory]
    [InlineData("es", "Sin datos desde hace una hora y 5 minutos. El último valor fue 112 miligramos por decilitro.")]
    [InlineData("de", "Seit einer Stunde und 5 Minuten keine Daten. Der letzte Wert war 112 Milligramm pro Deziliter.")]
    [InlineData(
        "fr",
        "Aucune donnée depuis une heure 5 minutes. La dernière valeur était 112 milligrammes par décilitre."
    )]
    [InlineData("pt", "Sem dados há uma hora e 5 minutos. O último valor foi 112 miligramas por decilitro.")]
    [InlineData("en", "No data for 1 hour 5 minutes. The last was 112 milligrams per decilitre.")]
    public void Numbers_have_their_plurals(string language, string said) =>
        CallMessages
            .Alert(
                Story.Sam(RuleKind.NoData) with
                {
                    Latest = Story.At(112, 65),
                    Language = language,
                },
                asksForKey: true,
                Story.Now
            )
            .PlainText.ShouldContain(said);

    [Theory]
    [InlineData("es", "menos de 2,2 milimoles por litro")]
    [InlineData("de", "unter 2,2 Millimol pro Liter")]
    [InlineData("fr", "moins de 2,2 millimoles par litre")]
    [InlineData("pt", "menos de 2,2 milimoles por litro")]
    public void Beyond_the_range_words_are_said(string language, string said) =>
        CallMessages
            .Alert(
                Story.Sam() with
                {
                    Latest = Story.At(39, 0),
                    Language = language,
                    Unit = GlucoseUnit.MmolL,
                },
                asksForKey: true,
                Story.Now
            )
            .PlainText.ShouldContain(said);

    [Theory, MemberData(nameof(Languages))]
    [Trait("Rule", "TEL-37")]
    public void Every_message_of_a_language_is_in_that_language_and_its_voice(string language)
    {
        foreach (var (name, said, voice) in Everything(language))
        {
            said.ShouldNotBeNullOrWhiteSpace(name);
            said.ShouldNotContain("{", Case.Sensitive, name);
            said.ShouldNotContain("  ", Case.Sensitive, name);
            if (name is not nameof(PushMessages.TakeIt)) // a button is no sentence
            {
                said.Count(letter => letter is '.' or '!' or '?' or ':').ShouldBePositive($"{name}: {said}");
            }

            voice?.ShouldStartWith(language + "-", Case.Sensitive, name);
            if (language != "en")
            {
                string[] english = ["the", "is", "this", "of", "press", "reply", "takes", "until", "ago", "below"];
                said.ToLowerInvariant()
                    .Split(' ', '.', ',', ':', '\n')
                    .Intersect(english)
                    .ShouldBeEmpty($"{name}: {said}");
            }
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void No_two_languages_share_a_sentence_and_none_is_left_in_English(string language)
    {
        if (language == "en")
        {
            return;
        }

        var english = Everything("en").Select(one => one.Said).ToHashSet();
        Everything(language).Where(one => english.Contains(one.Said)).Select(one => one.Name).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Rule", "TEL-38")]
    public void The_usual_alert_with_a_long_name_is_one_segment(string language)
    {
        foreach (var rule in new[] { RuleKind.Low, RuleKind.UrgentLow, RuleKind.High, RuleKind.UrgentHigh })
        {
            var facts = Story.Sam(rule, "Maximiliane Alexandra von und zu Hohenlohe") with
            {
                Language = language,
                ReplyCode = 12,
                Latest = Story.At(254, 14, Trend.FallingVeryFast),
                Opening = Story.At(262, 114),
                Unit = GlucoseUnit.MmolL,
            };

            var text = TextMessages.Alert(facts, takesReplies: true, Story.Now);

            Gsm7.IsGsm7(text).ShouldBeTrue(text);
            Gsm7.Segments(text).ShouldBe(1, text);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_keys_are_reached_within_fourteen_seconds(string language)
    {
        foreach (var rule in Enum.GetValues<RuleKind>().Where(rule => rule != RuleKind.SourceDown)) // that is a text
        {
            var facts = Story.Sam(rule, "Elizabeth") with
            {
                Latest = Story.At(254, 14, Trend.FallingFast),
                Language = language,
            };
            var parts = CallMessages.Alert(facts, asksForKey: true, Story.Now).Parts;
            var spoken = parts[..^1].Where(part => part.Kind != SpeechKind.Pause).Sum(part => part.Text.Length + 1);

            ((spoken / 14.0) + (0.3 * parts.Count(part => part.Kind == SpeechKind.Pause))).ShouldBeLessThan(
                14,
                $"{rule}"
            );
        }
    }

    [Theory]
    [Trait("Rule", "TEL-37")]
    [InlineData("zz")]
    [InlineData("")]
    [InlineData("est")] // Estonian is not Spanish
    [InlineData("fry-NL")]
    [InlineData("yue-CN")]
    public void A_language_nobody_wrote_is_English_in_words_and_voice(string language)
    {
        var facts = Story.Sam() with { Language = language };

        CallMessages.Alert(facts, true, Story.Now).Language.ShouldBe("en-GB");
        CallMessages.Alert(facts, true, Story.Now).PlainText.ShouldStartWith("This is Scout about Sam.");
        TextMessages.Alert(facts, true, Story.Now).ShouldStartWith("Sam is VERY LOW");
    }

    [Fact]
    public void A_language_is_told_by_its_first_part()
    {
        Wording.For("DE_at").Language.ShouldBe("de");
        Wording.For("pt-PT").Voice("pt-PT").ShouldBe("pt-PT");
        Wording.For("en-us").Voice("en_us").ShouldBe("en-US");
    }

    /// <summary>All that a language can say: every public member of its wording, and every message made of them.</summary>
    private static IEnumerable<(string Name, string Said, string? Voice)> Everything(string language)
    {
        foreach (var rule in Enum.GetValues<RuleKind>())
        {
            foreach (var failure in Enum.GetValues<SourceFailure>().Where(one => one != SourceFailure.None))
            {
                var facts = Story.Sam(rule) with
                {
                    Language = language,
                    ReplyCode = 2,
                    Failure = failure,
                    Detail = "X.",
                    By = "Ada",
                    Until = Story.Now.AddMinutes(15),
                };
                foreach (var one in OfFacts(facts))
                {
                    yield return one with
                    {
                        Name = $"{one.Name} {rule} {failure}",
                    };
                }
            }
        }

        var words = Wording.For(language);
        var properties = typeof(Wording)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property =>
                property.PropertyType == typeof(string)
                && property.Name
                    is not (
                        nameof(Wording.Language)
                        or nameof(Wording.OwnName)
                        or nameof(Wording.NewProblem)
                        or nameof(Wording.NoBeat)
                        or nameof(Wording.DeviceInTrouble)
                        or nameof(Wording.NetworkInTrouble)
                        or nameof(Wording.Overuse)
                        or nameof(Wording.SensorError)
                        or nameof(Wording.NoValue)
                        or nameof(Wording.Somebody)
                    )
            );
        foreach (var property in properties)
        {
            yield return (property.Name, (string)property.GetValue(words)!, null);
        }

        foreach (var (name, said) in Answers(language))
        {
            yield return (name, said, null);
        }
    }

    private static IEnumerable<(string Name, string Said, string? Voice)> OfFacts(MessageFacts facts)
    {
        CallScript[] scripts =
        [
            CallMessages.Alert(facts, asksForKey: true, Story.Now),
            CallMessages.Alert(facts, asksForKey: false, Story.Now),
            CallMessages.Alert(facts with { Latest = null, Opening = null }, asksForKey: true, Story.Now),
            CallMessages.Voicemail(facts),
            CallMessages.Again(facts, understood: false, Story.Now),
            CallMessages.Goodbye(facts),
            CallMessages.Test(facts, asksForKey: true),
            CallMessages.Test(facts, asksForKey: false),
            CallMessages.TestDone(facts),
            CallMessages.TestOver(facts),
            CallMessages.Verify(facts with { Code = "123456" }),
        ];
        foreach (var (index, script) in scripts.Index())
        {
            yield return ($"script {index}", script.PlainText, script.Language);
        }

        string[] texts =
        [
            TextMessages.Alert(facts, takesReplies: true, Story.Now),
            TextMessages.Alert(facts, takesReplies: false, Story.Now),
            TextMessages.Alert(facts with { Latest = null, Opening = null }, takesReplies: true, Story.Now),
            TextMessages.AllClear(facts, Story.Now),
            TextMessages.TakenBy(facts),
            TextMessages.TakenBy(facts with { Snoozed = true, By = null }),
            TextMessages.TakenBy(facts with { Until = null }),
            TextMessages.Paused(facts),
            TextMessages.Resumed(facts),
            TextMessages.Test(facts),
            TextMessages.Verify(facts with { Code = "123456" }),
            TextMessages.OptedOut(facts),
            TextMessages.OptedIn(facts),
        ];
        foreach (var (index, text) in texts.Index())
        {
            yield return ($"text {index}", text, null);
        }
    }

    private static IEnumerable<(string Name, string Said)> Answers(string language)
    {
        var reader = new Reader("ada", language, "Europe/Berlin", GlucoseUnit.MgDl);
        var names = new Dictionary<string, string> { ["bo"] = "Bo" };
        var until = Story.Now.AddMinutes(15);
        AlertState[] states =
        [
            new AlertState.Held("ada", until),
            new AlertState.Held("bo", until),
            new AlertState.Snoozed("ada", until),
            new AlertState.Snoozed("cy", until),
            new AlertState.Closed("ada", until),
            new AlertState.Closed("bo", until),
            new AlertState.Resolved(until),
            new AlertState.Waiting(until),
        ];
        ReplyAct[] acts =
        [
            new ReplyAct.Acknowledge(),
            new ReplyAct.Snooze(null),
            new ReplyAct.Close(),
            new ReplyAct.Escalate(),
        ];
        foreach (var rule in Enum.GetValues<RuleKind>())
        {
            foreach (var state in states)
            {
                var told = Told(rule, state);
                yield return ($"late {rule} {state}", ReplyMessages.Late(told, names, reader));
                foreach (var act in acts)
                {
                    yield return (
                        $"after {act} {rule} {state}",
                        ReplyMessages.AfterAct(told, act, "Bo", names, reader)
                    );
                }
            }
        }

        ReplyDecision[] whys =
        [
            new ReplyDecision.WhichOne(),
            new ReplyDecision.NoSuchCode(7),
            new ReplyDecision.Answer(new Reply.NotUnderstood()),
            new ReplyDecision.Answer(new Reply.List()),
        ];
        foreach (var why in whys)
        {
            yield return ($"list {why}", ReplyMessages.List(why, [Told(RuleKind.Low, states[1])], names, reader));
            yield return ($"empty list {why}", ReplyMessages.List(why, [], names, reader));
        }

        var watch = new WatchSummary("Sam", "Sam", ["Ada", "Bo"], Story.At(104, 3, Trend.Steady));
        yield return ("who", ReplyMessages.Who([], [watch], [], names, reader));
        yield return ("who alone", ReplyMessages.Who([], [watch with { Others = [] }], [], names, reader));
        yield return ("status", ReplyMessages.Status([watch], reader, Story.Now));
        yield return ("no status", ReplyMessages.Status([watch with { Latest = null }], reader, Story.Now));
        yield return ("no roster", ReplyMessages.NoRoster(reader));
        yield return ("texts are on", ReplyMessages.TextsAreOn(reader));
    }

    private static ToldAlert Told(RuleKind rule, AlertState state)
    {
        var breach = new Breach(rule, Severity.Urgent, null, Story.Now);
        var alert = new Alert("a1", AlertKind.Low, Story.Now, breach, breach, state);
        return new ToldAlert(alert, 2, Story.Now)
        {
            Watch = "sam",
            About = "Sam",
            Contact = "ada",
        };
    }
}
