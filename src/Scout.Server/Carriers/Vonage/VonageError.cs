using System.Collections.Immutable;
using System.Text.Json;

namespace Scout.Server.Carriers.Vonage;

/// <summary>An error body in any of its three shapes, or none: reading it never throws.</summary>
/// <param name="Code">The number behind # in the type, e.g. "1430"; empty when there is none.</param>
/// <param name="Words">Title and detail for the ledger, without phone numbers.</param>
/// <param name="InvalidParameters">Names of refused fields.</param>
internal sealed record VonageError(string Code, string Words, ImmutableArray<string> InvalidParameters)
{
    public static VonageError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement) : None;
        }
        catch (JsonException)
        {
            return None; // a proxy's page, or nothing
        }
    }

    private static VonageError None { get; } = new("", "", []);

    private static VonageError Read(JsonElement root)
    {
        var type = root.Text("type");
        var title =
            root.Text("title") is { Length: > 0 } plain ? plain
            : root.Text("error_title") is { Length: > 0 } old ? old
            : type;
        var fields = Fields(root);
        string[] words = [title, root.Text("detail"), .. fields, root.Text("instance")];
        var said = string.Join("; ", words.Where(word => word.Length > 0));
        return new VonageError(CodeIn(type), CarrierWords.Mask(said), fields);
    }

    private static ImmutableArray<string> Fields(JsonElement root)
    {
        if (!root.TryGetProperty("invalid_parameters", out var parameters))
        {
            return [];
        }

        return parameters.ValueKind switch
        {
            JsonValueKind.Object => [.. parameters.EnumerateObject().Select(property => property.Name)],
            JsonValueKind.Array =>
            [
                .. parameters
                    .EnumerateArray()
                    .Where(item => item.ValueKind is JsonValueKind.Object)
                    .Select(item => item.Text("name")),
            ],
            _ => [],
        };
    }

    private static string CodeIn(string type)
    {
        var code = type[(type.LastIndexOf('#') + 1)..];
        return code.Length is > 0 and <= 6 && code.All(char.IsAsciiDigit) ? code : "";
    }
}
