using System.Net;

namespace Scout.Server.Accounts;

/// <summary>Where a request comes from.</summary>
internal static class Place
{
    // Whatever a proxy or a tunnel adds. Through one of them everybody seems to come from this machine.
    private static readonly string[] Forwarding =
    [
        "Forwarded",
        "Via",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "CF-Ray",
        "Fly-Client-IP",
        "Fastly-Client-IP",
        "Tailscale-User-Login",
    ];

    /// <summary>
    /// A person or a script at the machine itself: a loopback address, a loopback name in the Host header
    /// (a foreign name that points here is a rebinding attack), and no proxy between. nginx adds no header, writes
    /// its own Host and, unless told otherwise, speaks HTTP/1.0, as nobody else does.
    /// </summary>
    public static bool IsHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && !HttpProtocol.IsHttp10(context.Request.Protocol)
        && IPAddress.IsLoopback(address)
        && IsLoopbackName(context.Request.Host.Host)
        && !context.Request.Headers.Keys.Any(IsForwarding);

    /// <summary>
    /// Whom a limit counts: the address, or, behind a proxy on the same network, the one the proxy says it serves.
    /// Earlier entries of the header are the caller's own words.
    /// </summary>
    public static string CallerOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return
            (address is null || IsNear(address))
            && context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim() is { Length: > 0 } served
            ? served
            : address?.ToString() ?? "";
    }

    /// <summary>An address that others can reach: then a proxy may stand in front that hides where requests come from.</summary>
    public static bool IsPublic(string? siteUrl) =>
        Uri.TryCreate(siteUrl, UriKind.Absolute, out var site) && !IsLoopbackName(site.Host);

    /// <summary>
    /// Behind a proxy or tunnel that speaks https to the world and http to Scout, a request for the site's own name
    /// is https: cookies are then Secure, whatever headers the proxy adds or forgets.
    /// </summary>
    public static IApplicationBuilder UsePublicScheme(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var configuration = context.RequestServices.GetRequiredService<IConfiguration>();
                if (
                    Uri.TryCreate(configuration["Scout:SiteUrl"], UriKind.Absolute, out var site)
                    && site.Scheme == Uri.UriSchemeHttps
                    && site.Host.Equals(context.Request.Host.Host, StringComparison.OrdinalIgnoreCase)
                )
                {
                    context.Request.Scheme = Uri.UriSchemeHttps;
                }

                return next(context);
            }
        );

    /// <summary>A person with a browser, who is better served with a page than with a status code.</summary>
    public static bool WantsPage(this HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static bool IsNear(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain)
            || plain.IsIPv6UniqueLocal
            || plain.IsIPv6LinkLocal
            || plain.GetAddressBytes() is [10, ..] or [172, >= 16 and < 32, _, _] or [192, 168, _, _];
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsForwarding(string header) =>
        header.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase)
        || Forwarding.Contains(header, StringComparer.OrdinalIgnoreCase);
}
