using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Server.Pages.Languages;

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
            Trend.RisingVeryFast => Say.It("rising very fast"),
            Trend.RisingFast => Say.It("rising fast"),
            Trend.RisingSlowly => Say.It("rising slowly"),
            Trend.Steady => Say.It("steady"),
            Trend.FallingSlowly => Say.It("falling slowly"),
            Trend.FallingFast => Say.It("falling fast"),
            Trend.FallingVeryFast => Say.It("falling very fast"),
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
