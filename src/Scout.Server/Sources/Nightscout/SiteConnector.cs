using Microsoft.Extensions.Options;

namespace Scout.Server.Sources.Nightscout;

/// <summary>The connections to all sites.</summary>
internal sealed class SiteConnector(IOptions<NightscoutOptions> options, SiteTls tls)
    : HttpMessageInvoker(SiteHandler.Create(options, tls));
