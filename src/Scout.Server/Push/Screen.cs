using System.Text.Json.Serialization;

namespace Scout.Server.Push;

/// <summary>Where a person also reads quiet messages: an ntfy topic, a Pushover account, a browser.</summary>
/// <param name="Target">Null: its secret cannot be opened any more.</param>
/// <param name="HidesValues">Whoever sees it locked is to read no values.</param>
internal sealed record Screen(string Id, string Contact, string Service, ScreenTarget? Target, bool HidesValues);

/// <summary>Where to, and what opens it. Kept encrypted: whoever knows a topic reads along.</summary>
[JsonDerivedType(typeof(Ntfy), "ntfy")]
[JsonDerivedType(typeof(Pushover), "pushover")]
[JsonDerivedType(typeof(Browser), "browser")]
internal abstract record ScreenTarget
{
    private ScreenTarget() { }

    /// <param name="Server">Ends with a slash.</param>
    /// <param name="Token">Opens a closed topic; null: the topic is open.</param>
    internal sealed record Ntfy(Uri Server, string Topic, string? Token) : ScreenTarget;

    /// <param name="User">The person's key.</param>
    /// <param name="Token">Of an application of the person's own; null: the instance's.</param>
    internal sealed record Pushover(string User, string? Token) : ScreenTarget;

    /// <param name="Endpoint">Given by the browser's maker.</param>
    /// <param name="Key">The browser's public key, an uncompressed point of P-256, base64url.</param>
    /// <param name="Auth">16 bytes that only the browser and Scout know, base64url.</param>
    internal sealed record Browser(Uri Endpoint, string Key, string Auth) : ScreenTarget;

    /// <summary>The service's name, as rows and ledgers say it.</summary>
    [JsonIgnore]
    public string Service =>
        this switch
        {
            Ntfy => PushServices.Ntfy,
            Pushover => PushServices.Pushover,
            _ => PushServices.Browser,
        };

    /// <summary>Two targets with one address are one screen.</summary>
    [JsonIgnore]
    public string Address =>
        this switch
        {
            Ntfy ntfy => $"{ntfy.Server}{ntfy.Topic}",
            Pushover pushover => $"pushover:{pushover.User}",
            Browser browser => browser.Endpoint.AbsoluteUri,
            _ => "",
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScreenTarget))]
internal sealed partial class ScreenJson : JsonSerializerContext;
