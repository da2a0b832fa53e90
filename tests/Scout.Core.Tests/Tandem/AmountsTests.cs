using System.Globalization;
using System.Numerics;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0.125, 0.12)]
    [InlineData(0.375, 0.38)]
    [InlineData(0.625, 0.62)]
    [InlineData(65.535, 65.53)]
    [InlineData(0.015, 0.01)]
    [InlineData(-0.125, -0.12)]
    public void Ties_go_to_the_even_hundredth_only_where_they_are_exact(double units, double rounded) =>
        Amounts.Round2(units).ShouldBe(rounded);

    [Theory]
    [InlineData(180.0, 5.0, " (180u filled)")]
    [InlineData(0.0, 100.5, " (100u filled)")]
    [InlineData(null, 101.5, " (102u filled)")]
    [InlineData(0.0, -0.3, " (0u filled)")]
    [InlineData(-1.0, 0.0, " (-1u filled)")]
    [InlineData(0.0, 0.0, "")]
    [InlineData(null, double.NaN, "")]
    public void A_cartridge_tells_the_first_volume_that_is_not_nothing(double? volume, double? second, string text) =>
        Amounts.FilledText(volume, second).ShouldBe(text);

    [Fact]
    public void Every_rate_a_pump_can_command_is_rounded_from_its_exact_binary_value()
    {
        for (var milliunits = 0; milliunits <= 65_535; milliunits++)
        {
            Amounts.FromMilliunits(milliunits).ShouldBe(Exactly(milliunits / 1000.0, 100), $"{milliunits}");
        }

        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            double units = (float)(random.NextDouble() * 100);
            Amounts.Round2(units).ShouldBe(Exactly(units, 100), units.ToString("R", CultureInfo.InvariantCulture));
            var tenths = Exactly(units, 10).ToString("F1", CultureInfo.InvariantCulture);
            Amounts.PrimedText(units).ShouldBe($" ({tenths}u primed)");
        }
    }

    /// <summary>The double as a fraction of whole numbers, rounded to 1/parts, halves to the even.</summary>
    private static double Exactly(double value, int parts)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        var mantissa = new BigInteger((bits & 0xFFFFFFFFFFFFF) | (exponent > -1075 ? 0x10000000000000 : 0));
        if (exponent >= 0)
        {
            return value;
        }

        var whole = BigInteger.DivRem(mantissa * parts, BigInteger.One << -exponent, out var rest);
        var half = BigInteger.One << (-exponent - 1);
        return (double)(rest > half || (rest == half && !whole.IsEven) ? whole + 1 : whole) / parts;
    }
}
