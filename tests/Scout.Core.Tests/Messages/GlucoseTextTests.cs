using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Messages;
using Scout.Core.Readings;

namespace Scout.Core.Tests.Messages;

public sealed class GlucoseTextTests
{
    [Theory]
    [Trait("Rule", "NS-R7")]
    [Trait("Rule", "GA-R24")]
    [InlineData(62, GlucoseUnit.MgDl, "62 mg/dL")]
    [InlineData(62, GlucoseUnit.MmolL, "3.4 mmol/L")]
    [InlineData(40, GlucoseUnit.MgDl, "40 mg/dL")]
    [InlineData(39, GlucoseUnit.MgDl, "below 40 mg/dL")]
    [InlineData(39, GlucoseUnit.MmolL, "below 2.2 mmol/L")]
    [InlineData(39.6, GlucoseUnit.MgDl, "below 40 mg/dL")]
    [InlineData(400, GlucoseUnit.MgDl, "400 mg/dL")]
    [InlineData(401, GlucoseUnit.MgDl, "above 400 mg/dL")]
    [InlineData(401, GlucoseUnit.MmolL, "above 22.2 mmol/L")]
    [InlineData(180, GlucoseUnit.MmolL, "10.0 mmol/L")]
    [InlineData(5, GlucoseUnit.MgDl, "sensor error")]
    [InlineData(0, GlucoseUnit.MmolL, "no value")]
    [InlineData(double.NaN, GlucoseUnit.MgDl, "no value")]
    [InlineData(-4, GlucoseUnit.MgDl, "no value")]
    [Trait("Rule", "GA-N39")]
    public void A_value_is_written_in_the_listeners_unit(double mgDl, GlucoseUnit unit, string written) =>
        GlucoseText.Written(mgDl, unit).ShouldBe(written);

    [Fact]
    [Trait("Rule", "GA-R2")]
    public void No_sentinel_or_error_code_is_ever_written_as_a_number() =>
        Prop.ForAll(
                Gen.Elements(Enumerable.Range(0, 40).Append(401).Append(1001).Select(code => (double)code))
                    .ToArbitrary(),
                Gen.Elements(GlucoseUnit.MgDl, GlucoseUnit.MmolL).ToArbitrary(),
                (code, unit) =>
                {
                    var written = GlucoseText.Written(code, unit);
                    return !written.Split(' ').Contains($"{code}") && !char.IsAsciiDigit(written[0]);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Rule", "GA-R4")]
    public void A_limit_is_shown_as_it_was_typed()
    {
        GlucoseText.Written(GlucoseThreshold.OfMmolL(3.9)).ShouldBe("3.9 mmol/L");
        GlucoseText.Written(GlucoseThreshold.OfMmolL(10)).ShouldBe("10.0 mmol/L");
        GlucoseText.Written(GlucoseThreshold.OfMgDl(70)).ShouldBe("70 mg/dL");
    }
}
