using Microsoft.Extensions.Options;

namespace Scout.Server.Sources.Tandem;

/// <summary>In which half of the world an account was made: the other half does not know it.</summary>
public enum TandemRegion
{
    Us,
    Eu,
}

/// <summary>Where an account lives: the addresses and names of its region, as settings change them.</summary>
internal sealed record TandemPlaces
{
    private const string AccountsApi = "accounts/api";
    private static readonly Uri UsLogin = new("https://tdcservices.tandemdiabetes.com/");
    private static readonly Uri EuLogin = new("https://tdcservices.eu.tandemdiabetes.com/");

    /// <summary>The login page.</summary>
    public required Uri Sso { get; init; }

    /// <summary>Ends with a slash: …/accounts/api/.</summary>
    public required Uri Accounts { get; init; }

    /// <summary>Ends with a slash.</summary>
    public required Uri Source { get; init; }

    /// <summary>Who may have made an id_token.</summary>
    public required IReadOnlyList<string> Issuers { get; init; }

    public required string ClientId { get; init; }

    public required Uri Redirect { get; init; }

    public static TandemPlaces Of(TandemRegion region, TandemOptions options)
    {
        var (login, source, client, redirect) =
            region is TandemRegion.Eu
                ? (
                    new Uri("https://tdcservices.eu.tandemdiabetes.com/"),
                    new Uri("https://source.eu.tandemdiabetes.com/"),
                    "1519e414-eeec-492e-8c5e-97bea4815a10",
                    "https://source.eu.tandemdiabetes.com/authorize/callback"
                )
                : (
                    new Uri("https://tdcservices.tandemdiabetes.com/"),
                    new Uri("https://source.tandemdiabetes.com/"),
                    "0oa4wnbvtladeyVZX4h7",
                    "https://sso.tandemdiabetes.com/auth/callback"
                );
        var accounts = AccountsOf(options.LoginUrl ?? login);
        return new TandemPlaces
        {
            Sso = options.SsoUrl,
            Accounts = accounts,
            Source = WithSlash(options.SourceUrl ?? source),
            // Whoever stands in for Tandem may sign as either region, or as itself.
            Issuers = options.LoginUrl is null
                ? [IssuerOf(accounts)]
                : [IssuerOf(accounts), IssuerOf(AccountsOf(UsLogin)), IssuerOf(AccountsOf(EuLogin))],
            ClientId = string.IsNullOrWhiteSpace(options.ClientId) ? client : options.ClientId.Trim(),
            Redirect = new Uri(string.IsNullOrWhiteSpace(options.RedirectUri) ? redirect : options.RedirectUri.Trim()),
        };
    }

    /// <summary>A login goes through these hosts, and through Tandem's own; nowhere else.</summary>
    public bool IsOnTheWay(Uri address) =>
        new[] { Sso, Accounts, Source, Redirect }.Any(place => IsSameOrigin(place, address))
        || (
            address.Scheme == Uri.UriSchemeHttps
            && address.Host.EndsWith(".tandemdiabetes.com", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The end of a login: the page that gets the code, which need not be loaded.</summary>
    public bool IsCallback(Uri address) =>
        address.AbsolutePath == Redirect.AbsolutePath && (IsOnTheWay(address) || address.IsLoopback);

    /// <summary>Back to where one signs in: the login was not accepted. That page need not be loaded either.</summary>
    public bool IsLoginPage(Uri address) =>
        address.AbsolutePath.TrimEnd('/').EndsWith("/login", StringComparison.OrdinalIgnoreCase)
        && (
            IsSameOrigin(Sso, address)
            || address.Host.Equals("sso.tandemdiabetes.com", StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme
        && one.Port == other.Port
        && one.Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    // People and tests write the host, or any of its addresses below.
    private static Uri AccountsOf(Uri login)
    {
        var path = login.AbsolutePath;
        var at = path.IndexOf(AccountsApi, StringComparison.OrdinalIgnoreCase);
        var root = at >= 0 ? path[..at] : path;
        return new UriBuilder(login) { Path = $"{root.TrimEnd('/')}/{AccountsApi}/", Query = "" }.Uri;
    }

    private static string IssuerOf(Uri accounts) => accounts.AbsoluteUri.TrimEnd('/');

    private static Uri WithSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/')
            ? address
            : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}

/// <summary>The places of each region, as settings say.</summary>
internal sealed class TandemMap(IOptions<TandemOptions> options)
{
    private readonly TandemPlaces _us = TandemPlaces.Of(TandemRegion.Us, options.Value);
    private readonly TandemPlaces _eu = TandemPlaces.Of(TandemRegion.Eu, options.Value);

    public TandemPlaces Of(TandemRegion region) => region is TandemRegion.Eu ? _eu : _us;
}
