using System.Globalization;

namespace Scout.Core.Devices;

/// <summary>What follows the width of a field: the order of its bytes, the bit it begins at, a factor.</summary>
internal readonly record struct DecoderTail(bool IsLittleEndian, int? StartBit, (double By, double Per) Factor)
{
    /// <param name="fault">Not null: the answer means nothing.</param>
    public static DecoderTail Read(FieldType type, ReadOnlySpan<string> words, out DecoderFault? fault)
    {
        var tail = new DecoderTail(false, null, (1, 1));
        if (words.Length > 0 && words[^1] is ['*' or '/', .. var factor])
        {
            if (type is FieldType.Letters || !IsFactor(factor, out var number))
            {
                fault = DecoderFault.Factor;
                return tail;
            }

            tail = tail with { Factor = words[^1][0] is '*' ? (number, 1) : (1, number) };
            words = words[..^1];
        }

        // Both `uint:4::3` and `uint:4:3` are in use: a digit in the place of the endian is the start bit.
        if (type is not FieldType.Letters && words.Length > 0 && words[0] is not [>= '0' and <= '9', ..])
        {
            fault = words[0] is "" or "big-endian" or "little-endian" ? null : DecoderFault.Endian;
            tail = tail with { IsLittleEndian = words[0] is "little-endian" };
            words = words[1..];
            if (fault is not null)
            {
                return tail;
            }
        }

        if (words is ["", ..])
        {
            words = words[1..]; // an empty start bit is the usual one
        }
        else if (words.Length > 0)
        {
            tail = tail with { StartBit = DecoderGrammar.Number(words[0], 0, 7) };
            words = words[1..];
            if (tail.StartBit is null)
            {
                fault = DecoderFault.Bit;
                return tail;
            }
        }

        fault = words.Length > 0 ? DecoderFault.TooMuch : null;
        return tail;
    }

    private static bool IsFactor(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number)
        && number != 0;
}
