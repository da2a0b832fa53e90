using Scout.Core.Contacts;

namespace Scout.Core.Tests.Contacts;

public sealed class E164VectorTests
{
    [Fact]
    public void Every_calling_code_takes_exactly_the_lengths_of_the_numbering_plans()
    {
        var codes = Vectors.Json("e164_lengths.json").EnumerateObject().ToList();

        codes.Count.ShouldBe(215);
        foreach (var code in codes)
        {
            var lengths = code.Name is "1" or "7"
                ? [10]
                : code.Value.EnumerateArray().Select(one => one.GetInt32()).ToHashSet();
            CallingCodes.IsCode(code.Name).ShouldBeTrue(code.Name);
            for (var length = 1; length <= 20; length++)
            {
                CallingCodes
                    .Allows(code.Name, length)
                    .ShouldBe(lengths.Contains(length), $"+{code.Name} with {length}");
                var e164 = $"+{code.Name}{new string('2', length)}";
                PhoneNumber
                    .TryParse(e164, out _, out _, allowCostly: true)
                    .ShouldBe(lengths.Contains(length) && e164.Length is >= 8 and <= 16, e164);
            }
        }
    }

    [Fact]
    public void Codes_of_no_country_are_refused()
    {
        var codes = Vectors.Json("e164_lengths.json").EnumerateObject().Select(code => code.Name).ToHashSet();
        for (var code = 100; code < 1000; code++)
        {
            var text = code.ToString();
            var known = codes.Contains(text) || codes.Contains(text[..2]) || codes.Contains(text[..1]);
            (CallingCodes.Find(text + "222222") is not null).ShouldBe(known, text);
        }
    }

    [Theory]
    [InlineData("+14155550100", true)]
    [InlineData("+1415555010", false)]
    [InlineData("+15550100", false)]
    [InlineData("+447700900123", true)]
    [InlineData("+44770090012", true)]
    [InlineData("+4477009001", false)]
    [InlineData("+4915112345678", true)]
    [InlineData("+33612345678", true)]
    [InlineData("+336123456789", false)]
    [InlineData("+390612345678", true)]
    [InlineData("+8613812345678", true)]
    [InlineData("+911234567890", true)]
    [InlineData("+77012345678", true)]
    [InlineData("+70123456789012", false)]
    [InlineData("+999123456", false)]
    [InlineData("+12", false)]
    [InlineData("+1911", false)]
    [InlineData("+112", false)]
    public void The_examples_of_the_rules_hold(string typed, bool accepted) =>
        PhoneNumber.TryParse(typed, out _, out _).ShouldBe(accepted);
}
