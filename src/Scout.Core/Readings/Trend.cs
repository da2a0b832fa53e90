namespace Scout.Core.Readings;

/// <summary>Where a value is going, as its sensor said.</summary>
public enum Trend
{
    Unknown,
    RisingVeryFast,
    RisingFast,
    RisingSlowly,
    Steady,
    FallingSlowly,
    FallingFast,
    FallingVeryFast,
}
