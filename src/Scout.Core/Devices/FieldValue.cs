namespace Scout.Core.Devices;

/// <summary>A value under a name. Only what has a <see cref="Measure"/> becomes a reading.</summary>
public abstract record FieldValue
{
    private FieldValue(string name) => Name = name; // closed

    public string Name { get; init; }

    /// <summary>As a reading: a number, or 1 and 0 for yes and no; null: it is none.</summary>
    public abstract double? Measure { get; }

    /// <param name="Value">Finite.</param>
    public sealed record Number(string Name, double Value) : FieldValue(Name)
    {
        public override double? Measure => Value;
    }

    /// <summary>A whole number of up to 64 bits, exact.</summary>
    public sealed record Whole(string Name, Int128 Value) : FieldValue(Name)
    {
        public override double? Measure => (double)Value;
    }

    public sealed record Flag(string Name, bool Value) : FieldValue(Name)
    {
        public override double? Measure => Value ? 1 : 0;
    }

    /// <summary>Without control characters, at most 300 of them; text from strangers, to be escaped wherever it is shown.</summary>
    public sealed record Text(string Name, string Value) : FieldValue(Name)
    {
        public override double? Measure => null;
    }
}
