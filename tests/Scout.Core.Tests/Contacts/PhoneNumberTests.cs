using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Contacts;

namespace Scout.Core.Tests.Contacts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+1 (415) 555-0100")]
    [InlineData("  001.415.555.0100 ")]
    [InlineData("+1\u00A0415\u00A0555\u00A00100")]
    [InlineData("\u202A+1 415 555 0100\u202C")]
    [InlineData("\u2066+1\u2011415\u2011555\u20110100\u2069")]
    [InlineData("+\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0660\u0661\u0660\u0660")]
    [InlineData("\uFF0B\uFF11\uFF14\uFF11\uFF15\uFF15\uFF15\uFF15\uFF10\uFF11\uFF10\uFF10")]
    [InlineData("+1/415/555/0100")]
    public void Whatever_way_it_is_typed_it_becomes_one_number(string typed)
    {
        PhoneNumber.TryParse(typed, out var number, out var error).ShouldBeTrue(error);

        number.E164.ShouldBe("+14155550100");
        number.Digits.ShouldBe("14155550100");
        number.CallingCode.ShouldBe("1");
    }

    [Theory]
    [InlineData("+44 (0)7700 900123", "+447700900123")]
    [InlineData("0044 (0) 7700 900 123", "+447700900123")]
    [InlineData("+39 (0)6 12345678", "+390612345678")]
    public void The_zero_in_brackets_is_dropped_where_it_is_not_part_of_the_number(string typed, string e164) =>
        PhoneNumber.Parse(typed).E164.ShouldBe(e164);

    [Theory]
    [Trait("Rule", "TEL-23")]
    [InlineData("07700 900123")]
    [InlineData("(415) 555-0100")]
    [InlineData("4155550100")]
    public void A_country_is_never_guessed(string typed) =>
        Error(typed).ShouldContain("starts with + and the country code");

    [Theory]
    [InlineData("", "missing")]
    [InlineData(null, "missing")]
    [InlineData(" + ", "missing")]
    [InlineData("+1 415 555 0100 ext 4", "only digits")]
    [InlineData("+1+4155550100", "only digits")]
    [InlineData("+12", "7 to 15 digits")]
    [InlineData("+1234567890123456", "7 to 15 digits")]
    [InlineData("+0155550100", "No country")]
    [InlineData("+15550101", "does not have 7 digits")]
    public void What_is_wrong_is_said_in_one_sentence(string? typed, string words) => Error(typed).ShouldContain(words);

    [Theory]
    [Trait("Rule", "TEL-25")]
    [InlineData("112")]
    [InlineData("+911")]
    [InlineData("999")]
    [InlineData("+1 911")]
    [InlineData("+44 999")]
    public void Emergency_numbers_are_refused(string typed) => Error(typed).ShouldContain("emergency");

    [Theory]
    [Trait("Rule", "TEL-25")]
    [InlineData("+19005550100")]
    [InlineData("+19765550100")]
    [InlineData("+449098790000")]
    [InlineData("+448712345678")]
    [InlineData("+499001234567")]
    [InlineData("+33891234567")]
    [InlineData("+39892123456")]
    [InlineData("+41901234567")]
    [InlineData("+43900123456")]
    [InlineData("+881612345678")]
    [InlineData("+882161234567")]
    [InlineData("+870773123456")]
    [InlineData("+979123456789")]
    [InlineData("+80812345678")]
    public void Premium_and_satellite_numbers_need_the_owners_permission(string typed)
    {
        Error(typed).ShouldContain("Premium-rate and satellite");
        PhoneNumber.TryParse(typed, out _, out _, allowCostly: true).ShouldBeTrue();
    }

    [Fact]
    [Trait("Rule", "TEL-41")]
    public void A_number_shows_itself_masked()
    {
        var number = PhoneNumber.Parse("+447700900123");

        number.Masked.ShouldBe("+44…23");
        $"{number}".ShouldBe("+44…23");
    }

    [Fact]
    [Trait("Rule", "TEL-22")]
    public void Numbers_are_equal_by_their_digits() =>
        PhoneNumber.Parse("0044 7700 900123").ShouldBe(PhoneNumber.Parse("+44 (0)7700-900123"));

    [Fact]
    public void A_printed_number_reads_back_as_itself() =>
        Prop.ForAll(
                Gen.Choose(200_000_0000, int.MaxValue).ToArbitrary(),
                national =>
                {
                    var number = PhoneNumber.Parse($"+1 {national}");
                    return PhoneNumber.Parse(number.E164) == number;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Prop.ForAll<string?>(text =>
            {
                var ok = PhoneNumber.TryParse(text, out var number, out var error);
                return ok ? number is not null && error is null : number is null && error is { Length: > 0 };
            })
            .QuickCheckThrowOnFailure();

    private static string Error(string? typed)
    {
        PhoneNumber.TryParse(typed, out var number, out var error).ShouldBeFalse();
        number.ShouldBeNull();
        return error;
    }
}
