namespace Scout.Server.Hosting;

/// <summary>Where a server with these settings is found from its own machine.</summary>
internal static class LocalAddress
{
    public static Uri Of(IConfiguration configuration)
    {
        var first = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        var bound =
            first
            ?? (configuration["http_ports"] is { Length: > 0 } ports ? $"http://localhost:{ports.Split(';')[0]}" : null)
            ?? configuration.GetSection("Kestrel:Endpoints").GetChildren().FirstOrDefault()?["Url"]
            ?? "http://localhost:5080";
        return Reachable(bound);
    }

    /// <summary>Where whoever asks has found the server.</summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    /// <summary>What people paste elsewhere, without a slash at its end: as the settings say, else where they found it.</summary>
    public static string OfSite(HttpContext context) =>
        context.RequestServices.GetRequiredService<IConfiguration>()["Scout:SiteUrl"] is { Length: > 0 } address
            ? address.TrimEnd('/')
            : Of(context.Request);

    /// <summary>A wildcard is an address to listen on, not one to go to.</summary>
    public static Uri Reachable(string bound) =>
        new(
            bound
                .Replace("//*", "//localhost", StringComparison.Ordinal)
                .Replace("//+", "//localhost", StringComparison.Ordinal)
                .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
                .Replace("//[::]", "//localhost", StringComparison.Ordinal)
                .TrimEnd('/') + "/"
        );
}
