using Scout.Core.Readings;

namespace Scout.Core.Tests.Readings;

public sealed class GlucoseTests
{
    [Fact]
    [Trait("Rule", "GA-R4")]
    public void Values_convert_as_the_table_says()
    {
        foreach (
            var pair in (
                "36→2.0, 39→2.2, 40→2.2, 54→3.0, 55→3.1, 56→3.1, 60→3.3, 69→3.8, 70→3.9, 71→3.9, 72→4.0, 80→4.4, "
                + "100→5.6, 120→6.7, 140→7.8, 180→10.0, 181→10.0, 200→11.1, 240→13.3, 250→13.9, 251→13.9, 260→14.4, "
                + "300→16.7, 400→22.2, 401→22.3"
            ).Split(", ")
        )
        {
            var (mgDl, mmolL) = (double.Parse(pair.Split('→')[0]), double.Parse(pair.Split('→')[1]));
            Glucose.ToMmolL(mgDl).ShouldBe(mmolL, pair);
        }
    }

    [Fact]
    [Trait("Rule", "GA-R4")]
    public void Limits_typed_in_mmol_compare_as_the_table_says()
    {
        foreach (
            var pair in (
                "2.8→50, 3.0→54, 3.1→56, 3.3→59, 3.9→70, 4.0→72, 4.4→79, 5.0→90, 7.0→126, 7.8→141, 10.0→180, 13.3→240, "
                + "13.9→250, 14.0→252, 14.5→261, 16.7→301, 22.2→400"
            ).Split(", ")
        )
        {
            var (mmolL, mgDl) = (double.Parse(pair.Split('→')[0]), double.Parse(pair.Split('→')[1]));
            GlucoseThreshold.OfMmolL(mmolL).MgDl.ShouldBe(mgDl, pair);
        }
    }

    [Theory]
    [Trait("Rule", "GA-R2")]
    [InlineData(0, GlucoseKind.None)]
    [InlineData(1, GlucoseKind.SensorError)]
    [InlineData(38, GlucoseKind.SensorError)]
    [InlineData(39, GlucoseKind.BelowRange)]
    [InlineData(39.6, GlucoseKind.BelowRange)]
    [InlineData(40, GlucoseKind.Measured)]
    [InlineData(400, GlucoseKind.Measured)]
    [InlineData(401, GlucoseKind.AboveRange)]
    [InlineData(1001, GlucoseKind.Malformed)]
    [InlineData(-1, GlucoseKind.Malformed)]
    [InlineData(double.PositiveInfinity, GlucoseKind.Malformed)]
    public void Special_values_of_sensors_are_told_apart(double value, GlucoseKind kind) =>
        Glucose.Classify(value).ShouldBe(kind);
}
