using Microsoft.Extensions.Options;

namespace Scout.Server.Sources.Nightscout;

/// <summary>The connections to all sites.</summary>
internal sealed class SiteConnector(IOptions<NightscoutOptions> options)
    : HttpMessageInvoker(SiteHandler.Create(options));
