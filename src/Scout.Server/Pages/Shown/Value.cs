using Scout.Core.Messages;
using Scout.Core.Readings;

namespace Scout.Server.Pages.Shown;

/// <summary>A glucose value as a page shows it: large, with its arrow. Sentences use the core's own words.</summary>
internal static class Value
{
    /// <summary>Without its unit: "112", "6.2", "&lt; 40".</summary>
    public static string Large(double mgDl, GlucoseUnit unit) =>
        Glucose.Classify(mgDl) switch
        {
            GlucoseKind.Measured => GlucoseText.Number(mgDl, unit),
            GlucoseKind.BelowRange => $"< {GlucoseText.Number(GlucoseText.Floor, unit)}",
            GlucoseKind.AboveRange => $"> {GlucoseText.Number(GlucoseText.Ceiling, unit)}",
            _ => "–",
        };

    /// <summary>"falling fast"; empty when the sensor did not say.</summary>
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
