using System.Text.Json;

namespace Scout.Server.Carriers;

/// <summary>Fields of carriers' bodies, which change their JSON type from page to page.</summary>
internal static class CarrierJson
{
    /// <summary>A string or number as text; empty for anything else.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.AsText() : "";

    public static string AsText(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.TryText(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };

    /// <summary>A nested field: Text("error", "title").</summary>
    public static string Text(this JsonElement element, string outer, string inner) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(outer, out var value)
            ? value.Text(inner)
            : "";

    public static bool Has(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is not JsonValueKind.Null;

    private static string TryText(this JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return ""; // an escaped half of a character pair
        }
    }
}
