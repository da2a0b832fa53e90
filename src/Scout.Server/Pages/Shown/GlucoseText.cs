using Scout.Core.Readings;

namespace Scout.Server.Pages.Shown;

/// <summary>A glucose value on a page.</summary>
internal static class GlucoseText
{
    public static string Unit(GlucoseUnit unit) => unit is GlucoseUnit.MmolL ? "mmol/L" : "mg/dL";

    /// <summary>Without its unit: "112", "6.2", "LOW".</summary>
    public static string Value(double mgDl, GlucoseUnit unit) =>
        Glucose.Classify(mgDl) switch
        {
            GlucoseKind.BelowRange => "LOW",
            GlucoseKind.AboveRange => "HIGH",
            GlucoseKind.Measured when unit is GlucoseUnit.MmolL => $"{Glucose.ToMmolL(mgDl):0.0}",
            GlucoseKind.Measured => $"{Math.Floor(mgDl + 0.5):0}",
            _ => "error",
        };

    /// <summary>With its unit where it is a number: "112 mg/dL".</summary>
    public static string Full(double mgDl, GlucoseUnit unit) =>
        Glucose.Classify(mgDl) is GlucoseKind.Measured ? $"{Value(mgDl, unit)} {Unit(unit)}" : Value(mgDl, unit);

    /// <summary>Empty when the sensor did not say.</summary>
    public static string Words(Trend trend) =>
        trend switch
        {
            Trend.RisingVeryFast => "rising very fast",
            Trend.RisingFast => "rising fast",
            Trend.RisingSlowly => "rising slowly",
            Trend.Steady => "steady",
            Trend.FallingSlowly => "falling slowly",
            Trend.FallingFast => "falling fast",
            Trend.FallingVeryFast => "falling very fast",
            _ => "",
        };

    /// <summary>Empty when the sensor did not say.</summary>
    public static string Arrow(Trend trend) =>
        trend switch
        {
            Trend.RisingVeryFast => "⇈",
            Trend.RisingFast => "↑",
            Trend.RisingSlowly => "↗",
            Trend.Steady => "→",
            Trend.FallingSlowly => "↘",
            Trend.FallingFast => "↓",
            Trend.FallingVeryFast => "⇊",
            _ => "",
        };
}
