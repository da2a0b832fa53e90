using Microsoft.Extensions.Options;
using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>Where one pump's documents go.</summary>
internal sealed record PumpSite(SiteAccess Access, NightscoutClient Client, NightscoutWriter Writer)
{
    /// <summary>Settings say that a look-up which finds no connection counts as one that finds nothing.</summary>
    public bool IgnoresConnectionErrors { get; init; }

    public bool Ignores(SiteAnswer.Failed failed) =>
        IgnoresConnectionErrors
        && failed.Failure is SourceFailure.Connect or SourceFailure.Dns or SourceFailure.Timeout or SourceFailure.Tls;
}

internal sealed class PumpSites : IDisposable
{
    private readonly NightscoutClient _typed;
    private readonly NightscoutClient _declared;
    private readonly SiteConnector _connector;
    private readonly SecretBox _box;
    private readonly bool _ignoresConnectionErrors;

    public PumpSites(
        NightscoutClient typed,
        IOptions<NightscoutOptions> options,
        IOptions<TandemOptions> tandem,
        SiteTls tls,
        SecretBox box,
        TimeProvider time
    )
    {
        _typed = typed;
        _box = box;
        _ignoresConnectionErrors = tandem.Value.IgnoreConnectionErrors;
        var open = Options.Create(
            new NightscoutOptions
            {
                AllowPrivateUrls = true,
                Timeout = options.Value.Timeout,
                ConnectTimeout = options.Value.ConnectTimeout,
            }
        );
        // This way out leads to the declared pump's site alone.
        var believed = tandem.Value.SkipTlsVerify ? new SiteTls(time) { BelievesAll = true } : tls;
        _connector = new SiteConnector(open, believed);
        _declared = new NightscoutClient(_connector, open, time);
    }

    public PumpSite Of(PumpRow pump) => Of(new SiteAccess(new Uri(pump.Site), pump.OpenSite(_box)), pump.IsDeclared);

    public PumpSite Of(SiteAccess access, bool isDeclared)
    {
        var client = isDeclared ? _declared : _typed;
        return new PumpSite(access, client, new NightscoutWriter(client))
        {
            IgnoresConnectionErrors = isDeclared && _ignoresConnectionErrors,
        };
    }

    public void Dispose() => _connector.Dispose();
}
