using Scout.Core.Replies;

namespace Scout.Core.Tests.Replies;

public sealed class TextWordsTests
{
    [Theory, Trait("Rule", "TEL-7")]
    [InlineData("STOP", TextWord.OptOut)]
    [InlineData(" stop. ", TextWord.OptOut)]
    [InlineData("Cancel", TextWord.OptOut)]
    [InlineData("END", TextWord.OptOut)]
    [InlineData("start", TextWord.OptIn)]
    [InlineData("YES", TextWord.OptIn)]
    [InlineData("help", TextWord.Help)]
    [InlineData("stop it now", TextWord.Other)]
    [InlineData("", TextWord.Other)]
    [InlineData("hello", TextWord.Other)]
    public void Reserved_words_are_never_commands(string text, TextWord expected)
    {
        var (word, act) = TextWords.Read(text);

        word.ShouldBe(expected);
        act.ShouldBeNull();
    }

    [Theory, Trait("Rule", "TEL-7")]
    [InlineData("a")]
    [InlineData("ACK")]
    [InlineData(" \"ok\" ")]
    [InlineData("1")]
    [InlineData("Ok!")]
    public void A_plain_yes_acknowledges(string text) =>
        TextWords.Read(text).ShouldBe((TextWord.Act, new ReplyAct.Acknowledge()));
}
