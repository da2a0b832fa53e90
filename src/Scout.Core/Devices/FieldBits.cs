using System.Buffers.Binary;
using System.Text;

namespace Scout.Core.Devices;

/// <summary>The bits of one field, out of a payload and into one.</summary>
internal static class FieldBits
{
    private const char NoLetter = '\uFFFD';

    /// <summary>The field lies inside the payload. Null: its bits are no value (a float that is no number).</summary>
    public static FieldValue? Read(DecoderField field, ReadOnlySpan<byte> payload)
    {
        if (field.Type is FieldType.Letters)
        {
            return new FieldValue.Text(field.Name, Letters(field, payload));
        }

        var bits = Cut(field, payload);
        return field.Type switch
        {
            FieldType.Flag => new FieldValue.Flag(field.Name, bits is 1),
            FieldType.Natural => Counted(field, bits),
            FieldType.Whole => Counted(field, (long)(bits << (64 - field.Bits)) >> (64 - field.Bits)),
            FieldType.Real when field.Bits is 32 => Scaled(field, BitConverter.UInt32BitsToSingle((uint)bits)),
            FieldType.Real => Scaled(field, BitConverter.UInt64BitsToDouble(bits)),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, null),
        };
    }

    /// <summary>The reverse. A value of another kind than the field's is a caller's mistake.</summary>
    public static void Write(DecoderField field, FieldValue value, Span<byte> payload)
    {
        if (field.Type is FieldType.Letters)
        {
            var text = Encoding.ASCII.GetBytes(((FieldValue.Text)value).Value);
            for (var i = 0; i < field.Bits / 8; i++)
            {
                Put(field, 8 * i, 8, i < text.Length ? text[i] : 0UL, payload);
            }

            return;
        }

        var bits = value switch
        {
            FieldValue.Flag flag => flag.Value ? 1UL : 0UL,
            FieldValue.Whole whole => unchecked((ulong)whole.Value),
            FieldValue.Number number when field.Type is FieldType.Real => Real(field, Unscaled(field, number.Value)),
            FieldValue.Number number => unchecked((ulong)(Int128)Math.Round(Unscaled(field, number.Value))),
            _ => throw new ArgumentException($"{field.Name} is no text.", nameof(value)),
        };
        Put(field, 0, field.Bits, Swapped(field, bits), payload);
    }

    private static double Unscaled(DecoderField field, double value) => value * field.Factor.Per / field.Factor.By;

    private static ulong Real(DecoderField field, double value) =>
        field.Bits is 32 ? BitConverter.SingleToUInt32Bits((float)value) : BitConverter.DoubleToUInt64Bits(value);

    private static FieldValue? Counted(DecoderField field, Int128 value) =>
        field.Factor is (1, 1) ? new FieldValue.Whole(field.Name, value) : Scaled(field, (double)value);

    private static FieldValue.Number? Scaled(DecoderField field, double value) =>
        value * field.Factor.By / field.Factor.Per is var scaled && double.IsFinite(scaled)
            ? new FieldValue.Number(field.Name, scaled)
            : null;

    private static string Letters(DecoderField field, ReadOnlySpan<byte> payload)
    {
        var text = new StringBuilder(field.Bits / 8);
        for (var i = 0; i < field.Bits / 8; i++)
        {
            var letter = (char)Take(field, 8 * i, 8, payload);
            if (!char.IsControl(letter) || letter > 0x7F)
            {
                text.Append(letter > 0x7F ? NoLetter : letter);
            }
        }

        return text.ToString();
    }

    // The bits are cut out first, then whole bytes change places.
    private static ulong Cut(DecoderField field, ReadOnlySpan<byte> payload) =>
        Swapped(field, Take(field, 0, field.Bits, payload));

    private static ulong Swapped(DecoderField field, ulong bits) =>
        field.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bits) >> (64 - field.Bits) : bits;

    private static ulong Take(DecoderField field, int from, int count, ReadOnlySpan<byte> payload)
    {
        var bits = 0UL;
        for (var i = 0; i < count; i++)
        {
            var place = 7 - field.StartBit + from + i;
            bits = bits << 1 | (uint)(payload[field.Byte + place / 8] >> (7 - place % 8) & 1);
        }

        return bits;
    }

    private static void Put(DecoderField field, int from, int count, ulong bits, Span<byte> payload)
    {
        for (var i = 0; i < count; i++)
        {
            var place = 7 - field.StartBit + from + i;
            var mask = (byte)(1 << (7 - place % 8));
            ref var into = ref payload[field.Byte + place / 8];
            into = (bits >> (count - 1 - i) & 1) is 1 ? (byte)(into | mask) : (byte)(into & ~mask);
        }
    }
}
