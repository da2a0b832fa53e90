namespace Scout.Core.Devices;

/// <summary>A field of a <see cref="Decoder"/> with its place worked out.</summary>
/// <param name="Byte">The first byte it lies in, from 0.</param>
/// <param name="StartBit">The bit of that byte it begins at, 7 is the most significant; it goes on to lower bits and into the next byte.</param>
/// <param name="Bits">How many bits it has.</param>
public sealed record DecoderField(string Name, FieldType Type, int Byte, int StartBit, int Bits)
{
    public bool IsLittleEndian { get; init; }

    /// <summary>What the number is multiplied by, and then divided by; 1 and 1 nearly always.</summary>
    public (double By, double Per) Factor { get; init; } = (1, 1);

    /// <summary>The last byte it lies in.</summary>
    public int LastByte => Byte + (7 - StartBit + Bits - 1) / 8;
}

/// <summary>How the bits of a field are read.</summary>
public enum FieldType
{
    /// <summary>`bool`: one bit.</summary>
    Flag,

    /// <summary>`char`: whole bytes of ASCII.</summary>
    Letters,

    /// <summary>`float`: IEEE 754 of 32 or 64 bits.</summary>
    Real,

    /// <summary>`uint`: 1 to 64 bits.</summary>
    Natural,

    /// <summary>`int`: 1 to 64 bits, two's complement.</summary>
    Whole,
}
