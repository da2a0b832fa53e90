using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Scout.Core.Replies;

namespace Scout.Core.Tests.Replies;

public sealed class ReplyTextTests
{
    [Theory, Trait("Rule", "TEL-7"), Trait("Rule", "OC-16")]
    [InlineData("STOP", typeof(Reply.OptOut))]
    [InlineData(" stop. ", typeof(Reply.OptOut))]
    [InlineData("StopAll", typeof(Reply.OptOut))]
    [InlineData("Unsubscribe", typeof(Reply.OptOut))]
    [InlineData("Cancel", typeof(Reply.OptOut))]
    [InlineData("END", typeof(Reply.OptOut))]
    [InlineData("quit", typeof(Reply.OptOut))]
    [InlineData("revoke", typeof(Reply.OptOut))]
    [InlineData("optout", typeof(Reply.OptOut))]
    [InlineData("start", typeof(Reply.OptIn))]
    [InlineData("YES", typeof(Reply.OptIn))]
    [InlineData("unstop", typeof(Reply.OptIn))]
    [InlineData("help", typeof(Reply.Help))]
    [InlineData("Info", typeof(Reply.Help))]
    [InlineData("stop it now", typeof(Reply.NotUnderstood))]
    [InlineData("2 stop", typeof(Reply.NotUnderstood))]
    [InlineData("end 2", typeof(Reply.NotUnderstood))]
    public void Reserved_words_are_never_commands(string text, Type expected) =>
        ReplyText.Read(text).ShouldBeOfType(expected);

    [Theory, Trait("Rule", "TEL-7"), Trait("Rule", "OC-16")]
    [InlineData("a", "A")]
    [InlineData("Ok.", "A")]
    [InlineData("1", "A")]
    [InlineData(" \"ok\" ", "A")]
    [InlineData("Ok!\r\n", "A")]
    [InlineData("“A”", "A")]
    [InlineData("2a", "A2")]
    [InlineData("a 2", "A2")]
    [InlineData("ACK #2", "A2")]
    [InlineData("2 a", "A2")]
    [InlineData("a2", "A2")]
    [InlineData("#2 ack", "A2")]
    [InlineData("ok two", "A2")]
    [InlineData("Ａ２", "A2")]
    [InlineData("2", "S")]
    [InlineData("2 30m", "S 30M")]
    [InlineData("2 2h", "S 2H")]
    [InlineData("2 until 7:15", "S UNTIL 07:15")]
    [InlineData("s 2 30m", "S2 30M")]
    [InlineData("2s 30m", "S2 30M")]
    [InlineData("s 2 30 min", "S2 30M")]
    [InlineData("s 30 minutes", "S 30M")]
    [InlineData("s30m", "S 30M")]
    [InlineData("snooze 90m", "S 90M")]
    [InlineData("snooze 1d", "S 1D")]
    [InlineData("s 3 until 8:00", "S3 UNTIL 08:00")]
    [InlineData("s until 8 pm", "S UNTIL 20:00")]
    [InlineData("s until 12:30 am", "S UNTIL 00:30")]
    [InlineData("s 30", "S30")]
    [InlineData("3", "C")]
    [InlineData("fix 4", "C4")]
    [InlineData("4c", "C4")]
    [InlineData("4", "E")]
    [InlineData("e999", "E999")]
    [InlineData("L", "L")]
    [InlineData("?", "L")]
    [InlineData("who", "WHO")]
    [InlineData("status", "BG")]
    [InlineData("bg", "BG")]
    [InlineData("take", "TAKE")]
    [InlineData("cover 2h", "COVER 2H")]
    [InlineData("cover until 08:00", "COVER UNTIL 08:00")]
    public void A_text_is_read_as_the_page_says(string text, string means) =>
        ReplyText.Print(ReplyText.Read(text)).ShouldBe(means);

    [Theory, Trait("Rule", "OC-16")]
    [InlineData("visto 2", "A2")]
    [InlineData("posponer 30 minutos", "S 30M")]
    [InlineData("Aplazar hasta las 8:00", "S UNTIL 08:00")]
    [InlineData("cerrar 1", "C1")]
    [InlineData("¿Quién?", "…")]
    [InlineData("quién", "WHO")]
    [InlineData("übernehme 3", "A3")]
    [InlineData("Spa\u0308ter 2 Stunden", "S 2H")]
    [InlineData("später bis 8 Uhr", "S UNTIL 08:00")]
    [InlineData("schließen 2", "C2")]
    [InlineData("Liste", "L")]
    [InlineData("reçu", "A")]
    [InlineData("d'accord 1", "A1")]
    [InlineData("reporter jusqu’à 8h30", "S UNTIL 08:30")]
    [InlineData("qui", "WHO")]
    [InlineData("ciente", "A")]
    [InlineData("adiar até às 8:00", "S UNTIL 08:00")]
    [InlineData("fechar dois", "C2")]
    [InlineData("estado", "BG")]
    public void Words_of_five_languages_are_understood_from_everybody(string text, string means) =>
        ReplyText.Print(ReplyText.Read(text)).ShouldBe(means);

    [Theory, Trait("Rule", "OC-16")]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("12")]
    [InlineData("1 2")]
    [InlineData("3 1")]
    [InlineData("1 30m")]
    [InlineData("s 0m")]
    [InlineData("0a")]
    [InlineData("1000a")]
    [InlineData("2 list")]
    [InlineData("list 2")]
    [InlineData("a 30m")]
    [InlineData("a 1 2")]
    [InlineData("a -2")]
    [InlineData("s 1.5h")]
    [InlineData("s 2h30m")]
    [InlineData("s until 8")]
    [InlineData("s until 24:00")]
    [InlineData("s until 8:60")]
    [InlineData("s until 13 pm")]
    [InlineData("s 999999m")]
    [InlineData("cover")]
    [InlineData("cover 2")]
    [InlineData("two")]
    [InlineData("30m")]
    [InlineData("#")]
    [InlineData("a #")]
    [InlineData("ok thanks")]
    [InlineData("I'm away until Monday")]
    [InlineData("👍")]
    public void What_is_not_sure_is_not_guessed(string text) =>
        ReplyText.Read(text).ShouldBeOfType<Reply.NotUnderstood>();

    [Fact, Trait("Rule", "OC-16")]
    public void What_is_printed_is_read_as_the_same() =>
        Prop.ForAll(Replies.ToArbitrary(), reply => ReplyText.Read(ReplyText.Print(reply)) == reply)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact, Trait("Rule", "OC-16")]
    public void No_text_breaks_the_reader_and_what_is_read_can_be_printed_and_read_again() =>
        Prop.ForAll(
                Texts.ToArbitrary(),
                text =>
                {
                    var reply = ReplyText.Read(text);
                    return ReplyText.Read(ReplyText.Print(reply)) == reply;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Fact]
    public void No_word_means_two_things()
    {
        var words = ReplyWords
            .Verbs.Keys.Concat(ReplyWords.Units.Keys)
            .Concat(ReplyWords.Numbers.Keys)
            .Concat(ReplyWords.Until)
            .Concat(ReplyWords.OptOut)
            .Concat(ReplyWords.OptIn)
            .Concat(ReplyWords.Help)
            .ToArray();

        words.GroupBy(word => word).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        words.ShouldAllBe(word => ReplyTokens.Fold(word) == word);
    }

    [Theory, Trait("Rule", "TEL-6")]
    [InlineData("1", typeof(KeyPress.Act))]
    [InlineData("4", typeof(KeyPress.Act))]
    [InlineData("", typeof(KeyPress.Again))]
    [InlineData("9", typeof(KeyPress.Again))]
    [InlineData("*", typeof(KeyPress.Again))]
    [InlineData("5", typeof(KeyPress.NotUnderstood))]
    [InlineData("11", typeof(KeyPress.NotUnderstood))]
    [InlineData("#", typeof(KeyPress.NotUnderstood))]
    public void A_key_means_one_thing(string digits, Type expected) => KeyPress.Read(digits).ShouldBeOfType(expected);

    internal static Gen<Reply> Replies
    {
        get
        {
            var lasting = Gen.Choose(1, 6_000)
                .Select(minutes => (ReplyTime)new ReplyTime.Lasting(TimeSpan.FromMinutes(minutes)));
            var until = Gen.Choose(0, 1_439)
                .Select(minute => (ReplyTime)new ReplyTime.UntilClock(new LocalTime(minute / 60, minute % 60)));
            var time = Gen.OneOf(lasting, until);
            var code = Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(1, 999).Select(code => (int?)code));
            var act = Gen.Elements(ReplyVerb.Acknowledge, ReplyVerb.Close, ReplyVerb.Escalate, ReplyVerb.Snooze);
            return Gen.OneOf(
                from verb in act
                from number in code
                select (Reply)new Reply.Act(verb, number),
                from number in code
                from span in time
                select (Reply)new Reply.Act(ReplyVerb.Snooze, number, span),
                time.Select(span => (Reply)new Reply.Cover(span)),
                Gen.Elements<Reply>(
                    new Reply.List(),
                    new Reply.Who(),
                    new Reply.Status(),
                    new Reply.Take(),
                    new Reply.OptOut(),
                    new Reply.OptIn(),
                    new Reply.Help(),
                    new Reply.NotUnderstood()
                )
            );
        }
    }

    /// <summary>Pieces of the grammar in any order, and anything else a phone can send.</summary>
    internal static Gen<string> Texts
    {
        get
        {
            var piece = Gen.Elements([
                .. ReplyWords.Verbs.Keys,
                .. ReplyWords.Units.Keys,
                .. ReplyWords.Numbers.Keys,
                .. ReplyWords.Until,
                .. "a 1 2 3 4 12 30 999 1000 # : . ? ! 8:00 🙂 ’ \uD800 \u0000 ２ é until stop yes".Split(' '),
            ]);
            var joined =
                from count in Gen.Choose(1, 5)
                from pieces in piece.ListOf(count)
                from blank in Gen.Elements("", " ", "  ")
                select string.Join(blank, pieces);
            var anything = ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? "");
            return Gen.OneOf(joined, joined, anything);
        }
    }
}
