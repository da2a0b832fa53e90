using Scout.Core.Readings;

namespace Scout.Core.Nightscout;

/// <summary>Nightscout's words and numbers for a trend.</summary>
public static class NightscoutDirection
{
    /// <summary>Case and spaces do not matter ("NOT COMPUTABLE"); what is not known is no trend.</summary>
    public static Trend ToTrend(string? direction) =>
        (direction ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "TRIPLEUP" or "DOUBLEUP" => Trend.RisingVeryFast,
            "SINGLEUP" => Trend.RisingFast,
            "FORTYFIVEUP" => Trend.RisingSlowly,
            "FLAT" => Trend.Steady,
            "FORTYFIVEDOWN" => Trend.FallingSlowly,
            "SINGLEDOWN" => Trend.FallingFast,
            "DOUBLEDOWN" or "TRIPLEDOWN" => Trend.FallingVeryFast,
            _ => Trend.Unknown,
        };

    /// <summary>The number some bridges send beside, or in place of, the word.</summary>
    public static Trend ToTrend(long number) =>
        number switch
        {
            1 => Trend.RisingVeryFast,
            2 => Trend.RisingFast,
            3 => Trend.RisingSlowly,
            4 => Trend.Steady,
            5 => Trend.FallingSlowly,
            6 => Trend.FallingFast,
            7 => Trend.FallingVeryFast,
            _ => Trend.Unknown,
        };
}
