using Microsoft.Extensions.Options;

namespace Scout.Server.Accounts.OpenId;

/// <summary>Signing in with Google, or with any other OpenID Connect issuer in its place.</summary>
internal sealed class GoogleOptions
{
    public const string Section = "Scout:Google";

    public const string Google = "https://accounts.google.com";

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>Where the issuer's discovery document is found.</summary>
    public string Authority { get; set; } = Google;

    public bool IsOn => !string.IsNullOrWhiteSpace(ClientId) && !string.IsNullOrWhiteSpace(ClientSecret);

    /// <summary>The issuer as people know it.</summary>
    public string Name => IsGoogle ? "Google" : new Uri(Authority).Host;

    public bool IsGoogle => Authority.TrimEnd('/') is Google;

    /// <summary>Google writes its own name in two ways; everybody else is exact.</summary>
    public bool IsIssuer(string issuer, string discovered) =>
        string.Equals(issuer, discovered, StringComparison.Ordinal) || (IsGoogle && issuer is "accounts.google.com");
}

internal sealed class GoogleOptionsValidator : IValidateOptions<GoogleOptions>
{
    public ValidateOptionsResult Validate(string? name, GoogleOptions options) =>
        Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority)
        && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Scout:Google:Authority must be the https address of an OpenID issuer.");
}
