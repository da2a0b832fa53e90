using System.Collections.Immutable;

namespace Scout.Core.Readings;

/// <summary>Shares of readings, in per cent.</summary>
/// <param name="VeryLow">Below 54 mg/dL, LOW included.</param>
/// <param name="Low">54–69.</param>
/// <param name="InRange">70–180.</param>
/// <param name="High">181–250.</param>
/// <param name="VeryHigh">Above 250, HIGH included.</param>
public readonly record struct GlucoseBands(double VeryLow, double Low, double InRange, double High, double VeryHigh)
{
    /// <summary>Glycaemia risk index: 0 is best, 100 worst.</summary>
    public double RiskIndex => Math.Min(100, (3.0 * VeryLow) + (2.4 * Low) + (1.6 * VeryHigh) + (0.8 * High));

    /// <summary>A (best) to E.</summary>
    public char RiskZone =>
        RiskIndex switch
        {
            <= 20 => 'A',
            <= 40 => 'B',
            <= 60 => 'C',
            <= 80 => 'D',
            _ => 'E',
        };
}

/// <summary>What a stretch of glucose readings looks like as a whole. All in mg/dL. Error codes count as missing.</summary>
public sealed record Statistics(int Count, double Mean, double Deviation, GlucoseBands Bands)
{
    /// <summary>Null when there is no reading at all.</summary>
    public static Statistics? Of(IEnumerable<Reading> readings)
    {
        var values = readings.Select(reading => reading.Value).Where(Glucose.IsGlucose).ToArray();
        if (values.Length == 0)
        {
            return null;
        }

        var mean = values.Average();
        var variance = values.Average(value => (value - mean) * (value - mean));
        return new Statistics(values.Length, mean, Math.Sqrt(variance), BandsOf(values));
    }

    /// <summary>Coefficient of variation in per cent, with the deviation of the whole population.</summary>
    public double Variation => 100 * Deviation / Mean;

    /// <summary>Glucose management indicator in per cent.</summary>
    public double Gmi => GmiOf(Mean);

    public static double GmiOf(double meanMgDl) => 3.31 + (0.02392 * meanMgDl);

    /// <summary>The same in mmol/mol.</summary>
    public static double GmiMmolMolOf(double meanMgDl) => 12.71 + (4.70587 * meanMgDl / Glucose.MgDlPerMmolL);

    /// <summary>The older estimate of A1c, in per cent.</summary>
    public static double EstimatedA1cOf(double meanMgDl) => (meanMgDl + 46.7) / 28.7;

    /// <summary>Type 7: position p × (n − 1) in the sorted values, linear between neighbours.</summary>
    /// <param name="values">Sorted, at least one.</param>
    /// <param name="share">0 to 1.</param>
    public static double Percentile(ImmutableArray<double> values, double share)
    {
        var position = share * (values.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, values.Length - 1);
        return values[below] + ((position - below) * (values[above] - values[below]));
    }

    /// <summary>The share of the time with data, 0 to 1 and more: readings against those expected.</summary>
    public static double Active(int count, TimeSpan span, TimeSpan? interval = null) =>
        count / (span / (interval ?? TimeSpan.FromMinutes(5)));

    /// <summary>Two weeks with data for most of the time; less is shown, but not judged.</summary>
    public static bool IsEnough(TimeSpan span, double active) => span >= TimeSpan.FromDays(14) && active >= 0.7;

    private static GlucoseBands BandsOf(double[] values)
    {
        var shares = new double[5];
        foreach (var value in values)
        {
            shares[BandOf(Math.Floor(value + 0.5))] += 100.0 / values.Length;
        }

        return new GlucoseBands(shares[0], shares[1], shares[2], shares[3], shares[4]);
    }

    private static int BandOf(double value) =>
        value switch
        {
            < 54 => 0,
            < 70 => 1,
            <= 180 => 2,
            <= 250 => 3,
            _ => 4,
        };
}
