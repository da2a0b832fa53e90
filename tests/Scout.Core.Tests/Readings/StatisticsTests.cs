using Scout.Core.Readings;

namespace Scout.Core.Tests.Readings;

public sealed class StatisticsTests
{
    private static readonly double[] Ten = [55, 70, 82, 95, 110, 125, 140, 180, 220, 260];

    [Theory]
    [Trait("Rule", "GA-R29")]
    [InlineData(100, 5.70, 38.8)]
    [InlineData(120, 6.18, 44.1)]
    [InlineData(126, 6.32, 45.6)]
    [InlineData(150, 6.90, 51.9)]
    [InlineData(154, 6.99, 52.9)]
    [InlineData(180, 7.62, 59.7)]
    [InlineData(200, 8.09, 65.0)]
    [InlineData(250, 9.29, 78.0)]
    public void The_management_indicator_follows_its_published_numbers(double mean, double percent, double mmolMol)
    {
        Statistics.GmiOf(mean).ShouldBe(percent, 0.0051);
        Statistics.GmiMmolMolOf(mean).ShouldBe(mmolMol, 0.051);
    }

    [Fact]
    public void The_older_estimate_is_known_too() => Statistics.EstimatedA1cOf(154).ShouldBe(6.99, 0.005);

    [Theory]
    [Trait("Rule", "GA-R29")]
    [InlineData(1, 3, 5, 20, 34.2, 'B')]
    [InlineData(3.78, 3.76, 17.3, 27.5, 70.04, 'D')]
    [InlineData(10, 20, 10, 20, 100, 'E')]
    public void The_risk_index_has_its_zones(
        double veryLow,
        double low,
        double veryHigh,
        double high,
        double index,
        char zone
    )
    {
        var bands = new GlucoseBands(veryLow, low, 100 - veryLow - low - high - veryHigh, high, veryHigh);

        bands.RiskIndex.ShouldBe(index, 0.005);
        bands.RiskZone.ShouldBe(zone);
    }

    [Theory]
    [Trait("Rule", "GA-R29")]
    [InlineData(0.05, 61.75)]
    [InlineData(0.25, 85.25)]
    [InlineData(0.50, 117.5)]
    [InlineData(0.75, 170)]
    [InlineData(0.95, 242)]
    public void Percentiles_lie_between_neighbours(double share, double value) =>
        Statistics.Percentile([.. Ten], share).ShouldBe(value, 1e-9);

    [Fact]
    public void Mean_deviation_and_variation_are_of_the_whole_population()
    {
        var statistics = Of(Ten);

        statistics.Mean.ShouldBe(133.7, 1e-9);
        statistics.Deviation.ShouldBe(63.751, 0.0005);
        statistics.Variation.ShouldBe(47.68, 0.005);
    }

    [Fact]
    [Trait("Rule", "GA-R29")]
    public void Below_and_above_range_count_as_outside_and_errors_as_missing()
    {
        var statistics = Of([39, 401, 5, 0, 54, 69, 70, 180, 181, 250]);

        statistics.Count.ShouldBe(8);
        statistics.Bands.ShouldBe(new GlucoseBands(12.5, 25, 25, 25, 12.5));
    }

    [Fact]
    public void No_reading_gives_no_statistics() => Statistics.Of([]).ShouldBeNull();

    [Theory]
    [InlineData(14, 2822, false)]
    [InlineData(14, 2823, true)]
    [InlineData(13, 3744, false)]
    public void Two_weeks_with_seventy_per_cent_are_enough(int days, int count, bool enough)
    {
        var span = TimeSpan.FromDays(days);

        Statistics.IsEnough(span, Statistics.Active(count, span)).ShouldBe(enough);
    }

    private static Statistics Of(IEnumerable<double> values) =>
        Statistics.Of(values.Select(value => new Reading(default, value, Trend.Unknown, default)))!;
}
