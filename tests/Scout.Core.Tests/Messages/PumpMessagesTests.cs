using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Tandem;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Messages;

/// <summary>What calls and texts say of pumps, in every language.</summary>
public sealed class PumpMessagesTests
{
    public static TheoryData<string> Languages => LanguageTests.Languages;

    [Theory]
    [InlineData("en", "Sam: the pump had an occlusion alarm at 03:12 UTC, 4 h ago. It is past: pumps' logs come late.")]
    [InlineData(
        "es",
        "Sam: la bomba tuvo una alarma de oclusión a las 03:12 UTC, hace 4 h. Ya pasó: el registro llega tarde."
    )]
    [InlineData(
        "de",
        "Sam: Die Pumpe hatte einen Verschlussalarm um 03:12 UTC, vor 4 h. Das ist vorbei: Ihr Protokoll kommt verspätet."
    )]
    [InlineData(
        "fr",
        "Sam : la pompe a eu une alarme d'occlusion à 03:12 UTC, il y a 4 h. C'est passé : son journal arrive tard."
    )]
    [InlineData(
        "pt",
        "Sam: a bomba teve um alarme de oclusão às 03:12 UTC, há 4 h. Já passou: o registro chega tarde."
    )]
    public void An_alarm_is_told_as_past(string language, string text)
    {
        var at = new DateTimeOffset(2026, 11, 22, 3, 12, 0, TimeSpan.Zero);
        var facts = new MessageFacts("Sam", RuleKind.Problem, Severity.Info, at)
        {
            PumpAlarm = PumpAlarmKind.Occlusion,
            Language = language,
        };

        TextMessages.PumpAlarm(facts, at.AddHours(4.4)).ShouldBe(Gsm7.Replace(text));
    }

    [Theory]
    [InlineData("en", "Sam: No upload for 3 h. Is its phone on, with the app signed in?")]
    [InlineData("es", "Sam: Sin envíos desde hace 3 h. ¿Está encendido su teléfono, con la aplicación abierta?")]
    [InlineData("de", "Sam: Kein Upload seit 3 h. Ist das Telefon an und die App angemeldet?")]
    [InlineData("fr", "Sam: Aucun envoi depuis 3 h. Son téléphone est-il allumé, et l'application connectée ?")]
    [InlineData("pt", "Sam: Sem envios há 3 h. O telefone está ligado, com o aplicativo conectado?")]
    public void A_silent_pump_is_told_in_the_readers_words(string language, string said)
    {
        var facts = Facts(PumpTroubleKind.Silent, language);

        TextMessages.Alert(facts, takesReplies: true, Story.Now).ShouldStartWith(Gsm7.Replace(said));
        CallMessages.Alert(facts, asksForKey: true, Story.Now).PlainText.ShouldContain(said);
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_trouble_and_every_alarm_has_words_of_its_own_and_a_text_is_one_segment(string language)
    {
        foreach (var trouble in Enum.GetValues<PumpTroubleKind>())
        {
            var text = TextMessages.Alert(Facts(trouble, language), takesReplies: true, Story.Now);
            Gsm7.Segments(text).ShouldBe(1, text);
            text.ShouldContain(Gsm7.Replace(PumpMessages.Headline(Trouble(trouble), language, Story.Now)));
            if (language != "en")
            {
                var english = PumpMessages.Headline(Trouble(trouble), "en", Story.Now);
                PumpMessages.Headline(Trouble(trouble), language, Story.Now).ShouldNotBe(english);
                PumpMessages
                    .Advice(Trouble(trouble), language)
                    .ShouldNotBe(PumpMessages.Advice(Trouble(trouble), "en"));
            }
        }

        Enum.GetValues<PumpTroubleKind>().Select(one => PumpMessages.Advice(Trouble(one), language)).ShouldBeUnique();
        Enum.GetValues<PumpAlarmKind>().Select(one => PumpMessages.Alarm(one, language)).ShouldBeUnique();
    }

    private static PumpTrouble Trouble(PumpTroubleKind kind) =>
        new(kind, Story.Now.AddMinutes(-185)) { Ahead = TimeSpan.FromMinutes(10), By = "Loop" };

    private static MessageFacts Facts(PumpTroubleKind kind, string language) =>
        new("Sam", RuleKind.Problem, Severity.Warning, Story.Now)
        {
            Problem = new ProblemFacts("in English", "Sam") { Pump = Trouble(kind), ReceivedAt = Story.Now },
            Language = language,
            ReplyCode = 2,
        };
}
