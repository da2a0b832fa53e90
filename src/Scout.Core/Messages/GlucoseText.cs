using Scout.Core.Readings;

namespace Scout.Core.Messages;

/// <summary>Glucose numbers as people write them. Special values of sensors have words, never numbers.</summary>
public static class GlucoseText
{
    /// <summary>The lowest value sensors measure, mg/dL; 39 means below it.</summary>
    public const double Floor = 40;

    /// <summary>The highest value sensors measure, mg/dL; 401 means above it.</summary>
    public const double Ceiling = 400;

    public static string Unit(GlucoseUnit unit) => unit is GlucoseUnit.MmolL ? "mmol/L" : "mg/dL";

    /// <summary>"62" or "3.4", without a unit.</summary>
    public static string Number(double mgDl, GlucoseUnit unit) =>
        unit is GlucoseUnit.MmolL ? $"{Glucose.ToMmolL(mgDl):0.0}" : $"{Math.Floor(mgDl + 0.5):0}";

    /// <summary>"62 mg/dL", "below 2.2 mmol/L", "sensor error".</summary>
    public static string Written(double mgDl, GlucoseUnit unit, string language = "en")
    {
        var words = Wording.For(language);
        return Glucose.Classify(mgDl) switch
        {
            GlucoseKind.Measured => $"{words.Number(mgDl, unit)} {Unit(unit)}",
            GlucoseKind.BelowRange => words.Below($"{words.Number(Floor, unit)} {Unit(unit)}"),
            GlucoseKind.AboveRange => words.Above($"{words.Number(Ceiling, unit)} {Unit(unit)}"),
            GlucoseKind.SensorError => words.SensorError,
            _ => words.NoValue,
        };
    }

    /// <summary>A limit exactly as it was typed: "70 mg/dL", "3.9 mmol/L".</summary>
    public static string Written(GlucoseThreshold limit) =>
        limit.Unit is GlucoseUnit.MmolL ? $"{limit.Typed:0.0##} mmol/L" : $"{limit.Typed:0.##} mg/dL";
}
