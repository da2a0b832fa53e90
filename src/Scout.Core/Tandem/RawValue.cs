using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Scout.Core.Tandem;

/// <summary>The raw number of a property, in whichever form it came.</summary>
internal static class RawValue
{
    /// <summary>
    /// A number, a number as text, a flag (1 or 0), or an array of the bits that are set: [0,5,6] is 97, [] is 0. Null
    /// for anything else.
    /// </summary>
    public static double? Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => Finite(value.GetDouble()),
            JsonValueKind.String
                when double.TryParse(
                    JsonMarshal.GetRawUtf8Value(value)[1..^1], // a number needs no escapes
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var parsed
                ) => Finite(parsed),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.Array => Bits(value),
            _ => null,
        };

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static double Bits(JsonElement array)
    {
        var bits = 0u;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Number && item.TryGetInt32(out var bit) && bit is >= 0 and < 32)
            {
                bits |= 1u << bit;
            }
        }

        return bits;
    }
}
