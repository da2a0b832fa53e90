using System.Text.Json;

namespace Scout.Server.Sources.Tandem;

/// <summary>What the steps of a login answer: small JSON, or a page.</summary>
internal static class TandemBody
{
    private const int MostBytes = 256 * 1024;

    /// <summary>Null: it is a page, or damaged.</summary>
    /// <exception cref="TandemException">It took too long, or the connection broke.</exception>
    public static async Task<JsonDocument?> ReadJsonAsync(
        this TandemWire wire,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var bytes = await wire.GuardAsync(
            async token =>
            {
                await using var stream = await response.Content.ReadAsStreamAsync(token);
                var buffer = new byte[MostBytes];
                var length = await stream.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, token);
                return buffer[..length];
            },
            cancellationToken
        );
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null; // a page
        }
    }

    /// <summary>A text, to the letter; null: it is not there, or no text.</summary>
    public static string? ExactText(this JsonDocument? body, string name) =>
        body?.RootElement is { ValueKind: JsonValueKind.Object } root ? root.ExactText(name) : null;

    /// <inheritdoc cref="ExactText(JsonDocument?, string)"/>
    public static string? ExactText(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
