using System.Text.Json.Serialization;

namespace Scout.Server.Sources.Tandem;

/// <summary>What a login sends.</summary>
internal sealed record TandemCredentials(
    [property: JsonPropertyName("username")] string Email,
    [property: JsonPropertyName("password")] string Password
)
{
    public override string ToString() => nameof(TandemCredentials);
}

[JsonSerializable(typeof(TandemCredentials))]
[JsonSerializable(typeof(string[]))]
[JsonSourceGenerationOptions]
internal sealed partial class TandemJson : JsonSerializerContext;
