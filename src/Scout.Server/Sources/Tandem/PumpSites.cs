using Microsoft.Extensions.Options;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>Where one pump's documents go.</summary>
internal sealed record PumpSite(SiteAccess Access, NightscoutClient Client, NightscoutWriter Writer);

internal sealed class PumpSites : IDisposable
{
    private readonly NightscoutClient _typed;
    private readonly NightscoutClient _declared;
    private readonly SiteConnector _connector;
    private readonly SecretBox _box;

    public PumpSites(
        NightscoutClient typed,
        IOptions<NightscoutOptions> options,
        SiteTls tls,
        SecretBox box,
        TimeProvider time
    )
    {
        _typed = typed;
        _box = box;
        var open = Options.Create(
            new NightscoutOptions
            {
                AllowPrivateUrls = true,
                Timeout = options.Value.Timeout,
                ConnectTimeout = options.Value.ConnectTimeout,
            }
        );
        _connector = new SiteConnector(open, tls);
        _declared = new NightscoutClient(_connector, open, time);
    }

    public PumpSite Of(PumpRow pump) => Of(new SiteAccess(new Uri(pump.Site), pump.OpenSite(_box)), pump.IsDeclared);

    public PumpSite Of(SiteAccess access, bool isDeclared)
    {
        var client = isDeclared ? _declared : _typed;
        return new PumpSite(access, client, new NightscoutWriter(client));
    }

    public void Dispose() => _connector.Dispose();
}
