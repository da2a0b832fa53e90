namespace Scout.Benchmarks;

/// <summary>Percentiles of what was measured one by one.</summary>
internal static class Samples
{
    /// <summary>The smallest sample that so much of the whole does not exceed.</summary>
    public static double Percentile(IEnumerable<double> samples, double part)
    {
        var sorted = samples.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * part) - 1)];
    }
}
