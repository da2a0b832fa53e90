using System.Globalization;

namespace Scout.Core.Tandem;

/// <summary>Amounts of insulin as documents write them.</summary>
public static class Amounts
{
    /// <summary>
    /// Two decimals of the exact binary value, exact ties to the even digit: 2.675 is 2.67, for it lies a little below;
    /// 0.125 is 0.12. Math.Round scales first and gets the former wrong, formatting alone the latter.
    /// </summary>
    public static double Round2(double units) =>
        double.IsOddInteger(units * 8) // all that lies halfway between hundredths exactly
            ? Math.Round(units * 100, MidpointRounding.ToEven) / 100
            : double.Parse(units.ToString("F2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Thousandths of a unit as units.</summary>
    public static double FromMilliunits(double milliunits) => Round2(milliunits / 1000);

    /// <summary>How much a cartridge was filled with, whole units; empty: not told. The second where the first is 0.</summary>
    public static string FilledText(double? volume, double? secondVolume) =>
        (IsTold(volume) ? volume : secondVolume) is { } units && IsTold(units) ? $" ({Whole(units)}u filled)" : "";

    /// <summary>How much a cannula was primed with, one decimal; empty: not told.</summary>
    public static string PrimedText(double? primeSize) =>
        primeSize is > 0 and < double.PositiveInfinity and var units ? $" ({Tenths(units)}u primed)" : "";

    /// <summary>How much tubing was primed with, whole units; empty: not told, real pumps say -1.</summary>
    public static string PrimedWholeText(double? primeSize) =>
        primeSize is > 0 and < double.PositiveInfinity and var units ? $" ({Whole(units)}u primed)" : "";

    private static bool IsTold(double? units) => units is { } told && double.IsFinite(told) && told != 0;

    // Adding nothing makes 0 of -0.
    private static string Whole(double units) =>
        (Math.Round(units, MidpointRounding.ToEven) + 0.0).ToString("F0", CultureInfo.InvariantCulture);

    private static string Tenths(double units) =>
        (
            double.IsOddInteger(units * 4) // halfway between tenths
                ? Math.Round(units * 10, MidpointRounding.ToEven) / 10
                : units
        ).ToString("F1", CultureInfo.InvariantCulture);
}
