namespace Scout.Core.Readings;

/// <summary>The unit a person thinks in. Stored values are always mg/dL.</summary>
public enum GlucoseUnit
{
    MgDl,
    MmolL,
}

/// <summary>What a glucose value of a sensor really says.</summary>
public enum GlucoseKind
{
    /// <summary>0: the uploader had nothing to say.</summary>
    None,

    /// <summary>1–38: a code of the sensor, not glucose.</summary>
    SensorError,

    /// <summary>39: below the sensor's range. The most urgent value there is.</summary>
    BelowRange,

    /// <summary>A measurement.</summary>
    Measured,

    /// <summary>Above 400: beyond the sensor's range.</summary>
    AboveRange,

    /// <summary>Negative, not finite, or above 1000.</summary>
    Malformed,
}

/// <summary>Units and special values of glucose sensors.</summary>
public static class Glucose
{
    /// <summary>mg/dL in one mmol/L. The one constant used everywhere.</summary>
    public const double MgDlPerMmolL = 18.01559;

    public static GlucoseKind Classify(double mgDl) =>
        mgDl switch
        {
            double.NaN or < 0 or > 1000 => GlucoseKind.Malformed,
            < 1 => GlucoseKind.None,
            < 39 => GlucoseKind.SensorError,
            < 40 => GlucoseKind.BelowRange,
            <= 400 => GlucoseKind.Measured,
            _ => GlucoseKind.AboveRange,
        };

    /// <summary>True for everything that says something about a person's blood: a value, LOW or HIGH.</summary>
    public static bool IsGlucose(double mgDl) =>
        Classify(mgDl) is GlucoseKind.Measured or GlucoseKind.BelowRange or GlucoseKind.AboveRange;

    /// <summary>mmol/L with one decimal, half up.</summary>
    public static double ToMmolL(double mgDl) => Math.Floor((mgDl / MgDlPerMmolL * 10) + 0.5) / 10;

    /// <summary>mg/dL, whole, half up.</summary>
    public static double ToMgDl(double mmolL) => Math.Floor((mmolL * MgDlPerMmolL) + 0.5);
}

/// <summary>A limit kept as it was typed, with its unit, so that 3.9 is never shown as 3.886.</summary>
public sealed record GlucoseThreshold(double Typed, GlucoseUnit Unit)
{
    /// <summary>What readings are compared with, in mg/dL.</summary>
    public double MgDl => Unit is GlucoseUnit.MmolL ? Glucose.ToMgDl(Typed) : Typed;

    public static GlucoseThreshold OfMgDl(double value) => new(value, GlucoseUnit.MgDl);

    public static GlucoseThreshold OfMmolL(double value) => new(value, GlucoseUnit.MmolL);
}
