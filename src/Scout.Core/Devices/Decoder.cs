using System.Collections.Immutable;

namespace Scout.Core.Devices;

/// <summary>
/// Cuts bytes into fields, after Sigfox' grammar for custom payloads: `name:[byte]:type`, fields divided by blanks, as in
/// `t::int:16 door:8:bool:0`. Scout's own: `:*k` and `:/k` behind a number multiply and divide it. An empty one has no field.
/// </summary>
public sealed class Decoder
{
    internal Decoder(ImmutableArray<DecoderField> fields) => Fields = fields;

    public ImmutableArray<DecoderField> Fields { get; }

    /// <summary>Null when anything is wrong; then all that is wrong is told.</summary>
    public static Decoder? Read(string grammar, out ImmutableArray<DecoderProblem> problems) =>
        throw new NotSupportedException(grammar);

    /// <summary>Fields that lie outside of the payload are absent; nothing else changes.</summary>
    public ImmutableArray<FieldValue> Decode(ReadOnlySpan<byte> payload) =>
        throw new NotSupportedException($"{payload.Length}");

    /// <summary>The shortest payload that holds the values; fields without a value are zero.</summary>
    public byte[] Encode(IEnumerable<FieldValue> values) => throw new NotSupportedException($"{values.Count()}");
}

/// <summary>What is wrong with a grammar, and where.</summary>
/// <param name="At">The place in the text, from 0.</param>
/// <param name="Part">The field it is about, as typed.</param>
public sealed record DecoderProblem(int At, string Part, DecoderFault Fault);

/// <summary>How a grammar can be wrong.</summary>
public enum DecoderFault
{
    /// <summary>A field has a name, a place and a type, divided by colons.</summary>
    Shape,

    /// <summary>Letters, digits, "-", "_" and "#".</summary>
    Name,

    /// <summary>Another field has the name.</summary>
    NameTwice,

    /// <summary>A byte's place is a whole number, 0 to 255, or empty.</summary>
    Place,

    /// <summary>bool, char, float, uint and int are known.</summary>
    Type,

    /// <summary>How many bits or bytes cannot be so.</summary>
    Width,

    /// <summary>little-endian, big-endian or nothing.</summary>
    Endian,

    /// <summary>A bit is 0 to 7.</summary>
    Bit,

    /// <summary>little-endian swaps whole bytes: the width must be a multiple of 8.</summary>
    LittleEndianWidth,

    /// <summary>A bool behind a field of another type: say in which byte it is.</summary>
    BoolNeedsPlace,

    /// <summary>The number behind * or / is not one, or zero.</summary>
    Factor,

    /// <summary>More than follows a type.</summary>
    TooMuch,

    /// <summary>More fields, or more bytes, than a message can have.</summary>
    TooLong,
}
