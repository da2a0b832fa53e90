using Microsoft.Extensions.Options;
using Scout.Server.Hosting;

namespace Scout.Server.Push;

/// <summary>Paths of this server as others can follow them.</summary>
internal sealed class PublicAddress(IOptions<ScoutOptions> options)
{
    private readonly string? _site = string.IsNullOrWhiteSpace(options.Value.SiteUrl)
        ? null
        : options.Value.SiteUrl.TrimEnd('/');

    /// <summary>Null: this instance has no public address, and a message elsewhere cannot lead back to it.</summary>
    public string? Of(string path) => _site is null ? null : _site + path;

    /// <summary>Who sends, for services that want to ask somebody; null: nobody can be asked.</summary>
    public string? Sender => _site?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true ? _site : null;
}
