using System.Globalization;
using System.Text.Json;

namespace Scout.Core.Nightscout;

/// <summary>Looks into answers that may lack anything.</summary>
internal static class Json
{
    public static JsonElement Child(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : default;

    public static string Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } child ? child.GetString() ?? "" : "";

    public static bool? Flag(this JsonElement element, string name) =>
        element.Child(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    public static double? Number(this JsonElement element, string name)
    {
        var child = element.Child(name);
        var number = child.ValueKind switch
        {
            JsonValueKind.Number => child.GetDouble(),
            JsonValueKind.String
                when double.TryParse(child.GetString(), CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => double.NaN,
        };
        return double.IsFinite(number) ? number : null;
    }

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.Number(name) is >= 0 and <= 253_402_300_799_999 and var ms
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms)
            : null;
}
