using Scout.Core.Contacts;

namespace Scout.Core.Tests.Contacts;

public sealed class NumberCodeTests
{
    private const string Phone = "+14155550102";

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Phone, 0, 1, true, CodeVerdict.Right)]
    [InlineData(Phone, 4, 1, true, CodeVerdict.Right)]
    [InlineData(Phone, 0, 1, false, CodeVerdict.Wrong)]
    [InlineData(Phone, 4, 1, false, CodeVerdict.TooManyTries)]
    [InlineData(Phone, 5, 1, true, CodeVerdict.TooManyTries)]
    [InlineData(Phone, 0, 0, true, CodeVerdict.Expired)]
    [InlineData("+14155550103", 0, 1, true, CodeVerdict.NeverSent)]
    public void A_code_proves_its_own_number_for_a_while(
        string phone,
        int tries,
        int secondsLeft,
        bool matches,
        CodeVerdict verdict
    ) =>
        NumberCode
            .Judge(new SentCode(phone, tries, Now.AddSeconds(secondsLeft)), Phone, matches, Now)
            .ShouldBe(verdict);

    [Fact]
    public void Without_a_code_nothing_is_proved() =>
        NumberCode.Judge(null, Phone, matches: true, Now).ShouldBe(CodeVerdict.NeverSent);
}
