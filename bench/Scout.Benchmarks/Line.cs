namespace Scout.Benchmarks;

internal enum Verdict
{
    /// <summary>Stands beside the others for comparison.</summary>
    None,
    Met,
    Missed,
    Skipped,
}

/// <summary>A line of the table.</summary>
/// <param name="Ratio">How many times better than the gate, or than what it is compared with; above 1 is good.</param>
internal sealed record Line(string What, string Measured, string Gate, string Ratio, Verdict Verdict)
{
    public string Said => Verdict is Verdict.None ? "" : Verdict.ToString().ToLowerInvariant();

    public static Line AtLeast(string what, double value, double gate, string unit) =>
        Of(what, $"{Number(value)} {unit}", $"≥ {Number(gate)}", value / gate);

    public static Line AtMost(string what, double value, double gate, string unit) =>
        Of(what, $"{Number(value)} {unit}", $"< {Number(gate)}", gate / value);

    public static Line Figure(string what, double value, string unit, string ratio = "") =>
        new(what, $"{Number(value)} {unit}", "", ratio, Verdict.None);

    public static Line Skipped(string what, string reason) => new(what, reason, "", "", Verdict.Skipped);

    public static string Times(double ratio) => $"{(ratio < 10 ? ratio.ToString("0.00") : ratio.ToString("0"))} ×";

    private static Line Of(string what, string measured, string gate, double ratio) =>
        new(what, measured, gate, Times(ratio), ratio >= 1 ? Verdict.Met : Verdict.Missed);

    private static string Number(double value) =>
        value switch
        {
            >= 100 => value.ToString("#,0"),
            >= 10 => value.ToString("0.0"),
            _ => value.ToString("0.00"),
        };
}
