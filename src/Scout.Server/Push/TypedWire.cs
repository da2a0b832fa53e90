using Microsoft.Extensions.Options;
using Scout.Server.Carriers;
using Scout.Server.Sources.Nightscout;

namespace Scout.Server.Push;

/// <summary>Requests to addresses that people and their browsers named: guarded as those of sites are.</summary>
internal sealed class TypedWire(
    IOptions<NightscoutOptions> sites,
    SiteTls tls,
    IOptions<PushOptions> options,
    TimeProvider time
) : IDisposable
{
    private readonly CarrierWire _wire = new(options.Value.Timeout, time, SiteHandler.Create(sites, tls));

    /// <param name="encoding">How the body is encoded; empty: it is not.</param>
    public async Task<WireAnswer> PostAsync(
        HttpRequestMessage request,
        byte[] body,
        string mediaType,
        string encoding,
        CancellationToken cancellationToken
    )
    {
        using var content = new SentContent(body, mediaType);
        if (encoding.Length > 0)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await _wire.AskAsync(request, content, cancellationToken);
    }

    public void Dispose() => _wire.Dispose();
}
