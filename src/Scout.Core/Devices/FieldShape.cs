namespace Scout.Core.Devices;

/// <summary>How a field of a device is called, counted and shown. What is stored is already scaled.</summary>
/// <param name="Name">The name it has in the message.</param>
/// <param name="Label">What people read; empty: the name.</param>
/// <param name="Unit">Like "°C"; empty: none.</param>
public sealed record FieldShape(string Name, string Label = "", string Unit = "")
{
    public double Scale { get; init; } = 1;

    /// <summary>Added after scaling.</summary>
    public double Offset { get; init; }

    /// <summary>How many are shown behind the point, 0 to 6; null: as many as matter.</summary>
    public int? Decimals { get; init; }

    /// <summary>Null: nothing finite comes out.</summary>
    public double? Apply(double raw) => raw * Scale + Offset is var value && double.IsFinite(value) ? value : null;
}
