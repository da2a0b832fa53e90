using System.Globalization;

namespace Scout.Core.Deliveries;

/// <summary>What a carrier takes for a call or text. Amounts of different currencies are never added.</summary>
/// <param name="Amount">In whole units of the currency; never below zero.</param>
/// <param name="Currency">ISO 4217: three capital letters.</param>
public sealed record Cost(decimal Amount, string Currency)
{
    /// <summary>More than any call costs: the carrier means something else by it.</summary>
    private const decimal Most = 10_000;

    /// <summary>
    /// Reads it as carriers write it: "0.0333" and "EUR", or "-0.00750" and "usd" from those who write what they take as
    /// a loss. Null: nothing is said, or nothing that can be read.
    /// </summary>
    public static Cost? Read(string? amount, string? currency) =>
        decimal.TryParse(
            amount,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
        && Math.Abs(number) <= Most
        && currency is { Length: 3 }
        && currency.All(char.IsAsciiLetter)
            ? new Cost(Math.Abs(number), currency.ToUpperInvariant())
            : null;

    /// <summary>The amount as it is stored and exported: "0.0333", in no language.</summary>
    public string Written => Amount.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>"0.0333 EUR".</summary>
    public override string ToString() => $"{Written} {Currency}";
}
