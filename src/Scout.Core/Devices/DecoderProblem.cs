namespace Scout.Core.Devices;

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
