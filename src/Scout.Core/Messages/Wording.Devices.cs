using System.Globalization;

namespace Scout.Core.Messages;

/// <summary>What every language must be able to say about devices and what they measure.</summary>
internal abstract partial class Wording
{
    /// <summary>Where nobody said how many decimals count.</summary>
    private const string AsMany = "0.###";

    // In the middle of a sentence, values and spans written or spoken. An empty span: not for long enough to tell.
    public abstract string AboveLimit(string value, string limit, string span);
    public abstract string BelowLimit(string value, string limit, string span);
    public abstract string Rises(string rate, string value);
    public abstract string Falls(string rate, string value);
    public abstract string PerMinute(string value);
    public abstract string BatteryLow(string value);
    public abstract string Lost(int count);
    public abstract string DeviceInTrouble { get; }
    public abstract string NetworkInTrouble { get; }
    public abstract string Overuse { get; }

    /// <summary>Before a number: a voice does not read "-".</summary>
    protected abstract string Minus { get; }

    /// <summary>How signs of units are spoken; the others are said as they are written.</summary>
    protected abstract IReadOnlyDictionary<string, string> UnitNames { get; }

    /// <summary>"-9.5 °C".</summary>
    /// <param name="decimals">How many are shown; null: as many as there are, up to three.</param>
    public string Amount(double value, int? decimals, string unit) => WithUnit(Plain(value, decimals), unit);

    /// <summary>"minus 9.5 degrees Celsius".</summary>
    public string SpokenAmount(double value, int? decimals, string unit)
    {
        var number = Plain(value, decimals);
        var spoken = number[0] == '-' ? $"{Minus} {number[1..]}" : number;
        return WithUnit(spoken, UnitNames.GetValueOrDefault(unit, unit));
    }

    private const double Huge = 1e15;

    private static string WithUnit(string number, string unit) => unit.Length == 0 ? number : $"{number} {unit}";

    private string Plain(double value, int? decimals)
    {
        // Nobody reads, and nobody listens to, a number of three hundred digits.
        var format =
            Math.Abs(value) >= Huge ? "0.###E+0"
            : decimals is { } places ? $"F{Math.Clamp(places, 0, 6)}"
            : AsMany;
        var number = value.ToString(format, CultureInfo.InvariantCulture);
        var isZero = number.AsSpan().Trim("-0.").IsEmpty;
        return (isZero ? number.TrimStart('-') : number).Replace('.', Decimal);
    }
}
