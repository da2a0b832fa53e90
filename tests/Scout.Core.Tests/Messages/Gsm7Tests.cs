using Scout.Core.Messages;

namespace Scout.Core.Tests.Messages;

public sealed class Gsm7Tests
{
    [Theory]
    [InlineData("Hello @£$¥ èé Ωß {}[]~€", true)]
    [InlineData("it’s", false)]
    [InlineData("54 ≥ 3", false)]
    [InlineData("Łódź", false)]
    [InlineData("Мария", false)]
    [InlineData("😀", false)]
    public void The_alphabet_of_texts_is_known(string text, bool isGsm7) => Gsm7.IsGsm7(text).ShouldBe(isGsm7);

    [Theory]
    [InlineData("it’s “fine” – really…", "it's \"fine\" - really...")]
    [InlineData("Łódź, Şükrü, Dvořák, François", "Lodz, Sükrü, Dvorák, Francois")]
    [InlineData("José Ørsted Ñandú", "José Ørsted Ñandu")]
    [InlineData("Мария", "Мария")]
    public void Typographic_letters_become_their_nearest(string text, string replaced) =>
        Gsm7.Replace(text).ShouldBe(replaced.Replace("á", "a"));

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('Я', 70, 1)]
    [InlineData('Я', 71, 2)]
    [InlineData('Я', 135, 3)]
    public void Segments_are_counted_as_carriers_bill_them(char letter, int length, int segments) =>
        Gsm7.Segments(new string(letter, length)).ShouldBe(segments);
}
