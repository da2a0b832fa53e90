using Scout.Core.Contacts;

namespace Scout.Core.Tests.Contacts;

[Trait("Rule", "TEL-25")]
public sealed class AllowedNumbersTests
{
    [Theory]
    [InlineData("", "+447700900123", null)]
    [InlineData("44", "+447700900123", null)]
    [InlineData("1 49", "+447700900123", "does not call this country")]
    [InlineData("4477", "+442079460000", "does not call this country")]
    [InlineData("", "+14155550199", "itself calls from")]
    [InlineData("1", "+14155550199", "itself calls from")]
    [InlineData("", "+19005550100", "Premium-rate")]
    [InlineData("1", "+19005550100", "Premium-rate")]
    [InlineData("1900", "+19005550100", null)]
    [InlineData("1 881", "+88161234567", null)]
    [InlineData("", "+88161234567", "Premium-rate")]
    [InlineData("", "+44999", "emergency")]
    public void A_number_is_reached_only_where_it_is_allowed(string countries, string number, string? why)
    {
        var allowed = new AllowedNumbers(
            [.. countries.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            ["14155550199"]
        );

        var said = allowed.WhyNot(number);

        if (why is null)
        {
            said.ShouldBeNull();
        }
        else
        {
            said.ShouldNotBeNull().ShouldContain(why);
        }
    }
}
