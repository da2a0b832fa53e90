using System.Collections.Immutable;
using System.Globalization;

namespace Scout.Core.Devices;

/// <summary>
/// Reads the text of a decoder. Places come from the text alone: a field that a short message lacks still moves the next one,
/// so that no field ever shows the bytes of another.
/// </summary>
internal sealed class DecoderGrammar
{
    private const int MostFields = 100;
    private const int MostBytes = 256;

    private readonly List<DecoderProblem> _problems = [];
    private readonly List<DecoderField> _fields = [];
    private bool _hadStart;

    public ImmutableArray<DecoderProblem> Problems => [.. _problems];

    public ImmutableArray<DecoderField> Read(string grammar)
    {
        var end = 0;
        while (NextPart(grammar, ref end) is { } part)
        {
            var at = end - part.Length;
            if (_fields.Count == MostFields)
            {
                _problems.Add(new DecoderProblem(at, part, DecoderFault.TooLong));
                break;
            }

            if (Field(part) is var (field, fault) && fault is { } wrong)
            {
                _problems.Add(new DecoderProblem(at, part, wrong));
            }
            else if (field is not null)
            {
                _fields.Add(field);
            }
        }

        return [.. _fields];
    }

    private static string? NextPart(string grammar, ref int end)
    {
        var start = end;
        while (start < grammar.Length && char.IsWhiteSpace(grammar[start]))
        {
            start++;
        }

        end = start;
        while (end < grammar.Length && !char.IsWhiteSpace(grammar[end]))
        {
            end++;
        }

        return end > start ? grammar[start..end] : null;
    }

    private (DecoderField?, DecoderFault?) Field(string part)
    {
        var words = part.Split(':');
        if (words.Length < 3)
        {
            return (null, DecoderFault.Shape);
        }

        var name = words[0];
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '#'))
        {
            return (null, DecoderFault.Name);
        }

        if (_fields.Exists(field => field.Name == name))
        {
            return (null, DecoderFault.NameTwice);
        }

        int? place = null;
        if (words[1].Length > 0)
        {
            if (Number(words[1], 0, MostBytes - 1) is not { } typed)
            {
                return (null, DecoderFault.Place);
            }

            place = typed;
        }

        if (TypeOf(words[2]) is not { } type)
        {
            return (null, DecoderFault.Type);
        }

        return Typed(name, place, type, words.Length > 3 ? words[3] : "", words.AsSpan(Math.Min(4, words.Length)));
    }

    private (DecoderField?, DecoderFault?) Typed(
        string name,
        int? place,
        FieldType type,
        string width,
        ReadOnlySpan<string> rest
    )
    {
        if (type is FieldType.Flag)
        {
            var follows = _fields.Count == 0 || _fields[^1].Type is FieldType.Flag;
            return Number(width, 0, 7) is not { } bit ? (null, DecoderFault.Bit)
                : rest.Length > 0 ? (null, DecoderFault.TooMuch)
                : place is null && !follows ? (null, DecoderFault.BoolNeedsPlace)
                : Placed(new DecoderField(name, type, place ?? Next(isFlag: true), bit, 1), hasStart: false);
        }

        var bits = type switch
        {
            FieldType.Letters => 8 * Number(width, 1, MostBytes),
            FieldType.Real => width is "32" or "64" ? Number(width, 32, 64) : default,
            _ => Number(width, 1, 64),
        };
        if (bits is null)
        {
            return (null, DecoderFault.Width);
        }

        var tail = DecoderTail.Read(type, rest, out var fault);
        if (fault is not null)
        {
            return (null, fault);
        }

        if (tail.IsLittleEndian && bits % 8 != 0)
        {
            return (null, DecoderFault.LittleEndianWidth);
        }

        var field = new DecoderField(name, type, place ?? Next(isFlag: false), tail.StartBit ?? 7, bits.Value)
        {
            IsLittleEndian = tail.IsLittleEndian,
            Factor = tail.Factor,
        };
        return Placed(field, tail.StartBit is not null);
    }

    private (DecoderField?, DecoderFault?) Placed(DecoderField field, bool hasStart)
    {
        _hadStart = hasStart;
        return field.LastByte < MostBytes ? (field, null) : (null, DecoderFault.TooLong);
    }

    // A start bit that was typed means that the field shares its last byte with the next one.
    private int Next(bool isFlag) =>
        _fields.Count == 0 ? 0
        : (isFlag && _fields[^1].Type is FieldType.Flag) || _hadStart ? _fields[^1].LastByte
        : _fields[^1].LastByte + 1;

    private static FieldType? TypeOf(string word) =>
        word switch
        {
            "bool" => FieldType.Flag,
            "char" => FieldType.Letters,
            "float" => FieldType.Real,
            "uint" => FieldType.Natural,
            "int" => FieldType.Whole,
            _ => null,
        };

    internal static int? Number(string word, int least, int most) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : null;
}
