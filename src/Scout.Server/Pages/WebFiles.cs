using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Scout.Server.Pages;

/// <summary>
/// Addresses of our style sheets and scripts with a hash of what is in them. Browsers may keep such an address for
/// ever: other content has another address.
/// </summary>
internal sealed class WebFiles(IWebHostEnvironment environment)
{
    private const string HashKey = "v";
    private const string ForEver = "public, max-age=31536000, immutable";

    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <param name="path">From the web root: "/css/scout.css".</param>
    public string this[string path] => HashOf(path) is { Length: > 0 } hash ? $"{path}?{HashKey}={hash}" : path;

    /// <summary>Lets browsers keep what was asked for by its hash.</summary>
    public async Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        if (
            context.Request.Query.TryGetValue(HashKey, out var asked)
            && context.Request.Path.Value is { } path
            && _hashes.TryGetValue(path, out var hash)
            && hash == asked.ToString()
        )
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl = ForEver;
                return Task.CompletedTask;
            });
        }

        await next(context);
    }

    // Only paths that pages name come here, so the table does not grow.
    private string HashOf(string path) =>
        _hashes.GetOrAdd(
            path,
            static (path, files) =>
            {
                var file = files.GetFileInfo(path);
                if (!file.Exists)
                {
                    return "";
                }

                using var stream = file.CreateReadStream();
                return Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 6));
            },
            environment.WebRootFileProvider
        );
}
