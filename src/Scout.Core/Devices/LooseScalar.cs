using System.Globalization;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>
/// Scalars of networks that put their values into a text of the user's: numbers and flags come bare or quoted, and what is
/// missing comes as null, "null", "", "N/A", or as the variable's own name in braces.
/// </summary>
internal static class LooseScalar
{
    private const long LeastMilliseconds = 100_000_000_000; // as seconds: the year 5138
    private const long LeastMicroseconds = 100_000_000_000_000;
    private const long LeastNanoseconds = 100_000_000_000_000_000;

    /// <summary>Empty: missing.</summary>
    public static string Said(this JsonElement element, string name) => Said(element.In(name));

    private static string Said(JsonElement child) =>
        child.ValueKind switch
        {
            JsonValueKind.Undefined => "",
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => child.TextOf() is var text && IsMissing(text) ? "" : text.Trim(),
        };

    /// <summary>The first of some names that says something.</summary>
    public static string SaidAny(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.Said(name) is { Length: > 0 } said)
            {
                return said;
            }
        }

        return "";
    }

    /// <summary>The field stands there, be it with a value or without; a variable that was never filled in does not.</summary>
    public static bool Has(this JsonElement element, string name) =>
        element.In(name) is { ValueKind: not JsonValueKind.Undefined } child
        && !(child.ValueKind is JsonValueKind.String && IsVariable(child.TextOf()));

    public static double? NumberOf(this JsonElement element, string name) => Number(element.Said(name));

    /// <summary>A whole number, also as "12.0".</summary>
    public static long? CountOf(this JsonElement element, string name) =>
        element.NumberOf(name) is >= -9e15 and <= 9e15 and var number ? (long)number : null;

    public static bool? FlagOf(this JsonElement element, string name) => Flag(element.Said(name));

    /// <summary>
    /// Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size, or ISO 8601. False: it is
    /// neither; null: none is told.
    /// </summary>
    public static bool TryInstant(string said, out DateTimeOffset? instant)
    {
        instant = null;
        if (said.Length == 0)
        {
            return true;
        }

        if (Number(said) is { } number)
        {
            var milliseconds = Math.Abs(number) switch
            {
                >= LeastNanoseconds => number / 1e6,
                >= LeastMicroseconds => number / 1e3,
                >= LeastMilliseconds => number,
                _ => number * 1e3,
            };
            if (milliseconds is > -62_135_596_800_000 and < 253_402_300_799_999)
            {
                instant = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(milliseconds));
            }

            return instant is not null;
        }

        var isTime = DateTimeOffset.TryParse(
            said,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        );
        instant = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()) : null;
        return isTime;
    }

    public static bool IsMissing(string text) =>
        text.Trim() is var bare
        && (
            bare.Length == 0
            || bare.Equals("null", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("N/A", StringComparison.OrdinalIgnoreCase)
            || IsVariable(bare)
        );

    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The number of a message; null: none is told.</summary>
    public static long? Counter(string text) => Number(text) is { } number ? (long)number : null;

    public static bool? Flag(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    private static bool IsVariable(string text) =>
        text.Trim() is ['{', .. var name, '}']
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '#');
}
