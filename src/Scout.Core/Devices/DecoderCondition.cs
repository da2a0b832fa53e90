using System.Collections.Immutable;
using System.Globalization;

namespace Scout.Core.Devices;

/// <summary>When a decoder is the right one: comparisons that must all hold; none: always.</summary>
public sealed class DecoderCondition
{
    public static readonly DecoderCondition Always = new([]);

    private const int MostParts = 10;
    private readonly ImmutableArray<Comparison> _parts;

    private DecoderCondition(ImmutableArray<Comparison> parts) => _parts = parts;

    /// <summary>As typed, tidied; <see cref="Read"/> reads it.</summary>
    public string Text =>
        string.Join(
            " and ",
            _parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Sign} {part.Number}"))
        );

    /// <summary>Null: a comparison is none.</summary>
    public static DecoderCondition? Read(string text)
    {
        var words = Divided(text);
        var parts = ImmutableArray.CreateBuilder<Comparison>();
        for (var i = 0; i < words.Length; i += 4)
        {
            var isLast = i + 3 == words.Length;
            if (
                i + 3 > words.Length
                || (
                    !isLast
                    && (i + 4 == words.Length || !words[i + 3].Equals("and", StringComparison.OrdinalIgnoreCase))
                )
                || words[i + 1] is not ("=" or "!=" or "<" or "<=" or ">" or ">=")
                || !double.TryParse(words[i + 2], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || !double.IsFinite(number)
                || parts.Count == MostParts
            )
            {
                return null;
            }

            parts.Add(new Comparison(words[i], words[i + 1], number));
        }

        return new DecoderCondition(parts.DrainToImmutable());
    }

    /// <param name="values">What the decoder it belongs to reads, unscaled.</param>
    public bool Holds(DeviceMessage message, ImmutableArray<FieldValue> values) =>
        _parts.All(part => Of(part.Name, message, values) is { } value && part.Holds(value));

    private static double? Of(string name, DeviceMessage message, ImmutableArray<FieldValue> values) =>
        name.ToLowerInvariant() switch
        {
            "bytes" => message.HasPayload ? message.Payload.Length : null,
            "port" => message.Port,
            _ => values.FirstOrDefault(value => value.Name == name)?.Measure,
        };

    // "bytes=8" and "bytes = 8" are one.
    private static string[] Divided(string text)
    {
        var spaced = text.Replace("==", "=", StringComparison.Ordinal);
        foreach (var sign in (string[])["!=", "<=", ">="])
        {
            spaced = spaced.Replace(sign, $" {sign} ", StringComparison.Ordinal);
        }

        for (var i = spaced.Length - 1; i >= 0; i--)
        {
            var isSingle =
                spaced[i] is '<' or '>' or '='
                && (i == 0 || spaced[i - 1] is not ('!' or '<' or '>'))
                && (i + 1 == spaced.Length || spaced[i + 1] is not '=');
            if (isSingle)
            {
                spaced = $"{spaced[..i]} {spaced[i]} {spaced[(i + 1)..]}";
            }
        }

        return spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed record Comparison(string Name, string Sign, double Number)
    {
        public bool Holds(double value) =>
            Sign switch
            {
                "=" => value == Number,
                "!=" => value != Number,
                "<" => value < Number,
                "<=" => value <= Number,
                ">" => value > Number,
                _ => value >= Number,
            };
    }
}
