using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Scout.Server.Carriers;

/// <summary>The body of a webhook as it came: signatures are made over these bytes.</summary>
internal static class WebhookBody
{
    private const int MostBytes = 64 * 1024;
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    /// <summary>Null: larger than any carrier's.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes)
        {
            return null;
        }

        var buffer = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(
            buffer,
            buffer.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        return length > MostBytes ? null : buffer[..length];
    }

    /// <summary>A JSON object, a form's fields, or those of the query: one object. An empty or broken body is an empty one.</summary>
    public static JsonElement Fields(HttpRequest request, byte[] body)
    {
        try
        {
            if (HttpMethods.IsGet(request.Method))
            {
                return FromPairs(request.Query.ToDictionary(pair => pair.Key, pair => pair.Value));
            }

            if (request.HasFormContentType)
            {
                return FromPairs(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)));
            }

            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    private static JsonElement FromPairs(Dictionary<string, StringValues> pairs) =>
        JsonSerializer.SerializeToElement(pairs.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
}
