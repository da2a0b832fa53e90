using System.Collections.Frozen;

namespace Scout.Core.Tandem;

/// <summary>How a field lies in a legacy record; all big-endian.</summary>
public enum FieldType
{
    Unsigned8,
    Signed8,
    Unsigned16,
    Signed16,
    Unsigned32,
    Real32,
}

/// <summary>What a field's number means.</summary>
public enum FieldKind
{
    /// <summary>Itself.</summary>
    Plain,

    /// <summary>A code of a short list.</summary>
    Enum,

    /// <summary>A code of a list that several events share.</summary>
    Dictionary,

    /// <summary>A set of bits.</summary>
    Bitmask,

    /// <summary>A whole number that is multiplied by <see cref="PumpField.Scale"/>.</summary>
    Ratio,
}

/// <summary>A field of a kind of event.</summary>
/// <param name="Name">As the JSON writes it, but for upper case and other signs.</param>
/// <param name="Offset">In bytes, in the payload of a legacy record.</param>
/// <param name="Unit">Of the raw value; empty: none.</param>
/// <param name="Members">Names of codes, or of bits.</param>
/// <param name="Scale">What a ratio is multiplied by; 1 for all others.</param>
public sealed record PumpField(
    string Name,
    int Offset,
    FieldType Type,
    string Unit,
    FieldKind Kind,
    FrozenDictionary<long, string> Members,
    double Scale
)
{
    /// <summary>The name in small letters and digits only: so names are compared.</summary>
    internal byte[] Plain { get; } = FieldName.Plain(Name);

    /// <summary>Null: a code without a name.</summary>
    public string? Member(long code) => Members.TryGetValue(code, out var name) ? name : null;

    /// <summary>Bytes in a legacy record.</summary>
    public int Width =>
        Type switch
        {
            FieldType.Unsigned8 or FieldType.Signed8 => 1,
            FieldType.Unsigned16 or FieldType.Signed16 => 2,
            _ => 4,
        };
}
