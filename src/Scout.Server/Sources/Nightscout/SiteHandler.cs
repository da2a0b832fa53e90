using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>The one way out to addresses that people typed, for requests and sockets.</summary>
internal static class SiteHandler
{
    public static SocketsHttpHandler Create(IOptions<NightscoutOptions> options, SiteTls tls)
    {
        var allowPrivate = options.Value.AllowPrivateUrls;
        return new SocketsHttpHandler
        {
            // The client follows redirects itself: the handler would send api-secret on to any host.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.Value.ConnectTimeout,
            ConnectCallback = (context, token) => ConnectAsync(context, allowPrivate, tls, token),
            MaxResponseDrainSize = 0,
            // Nightscout closes an idle connection after 5 s; the next poll is a minute away.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            // A proxy would be the address that is checked, in place of the site.
            UseProxy = false,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        bool allowPrivate,
        SiteTls tls,
        CancellationToken cancellationToken
    )
    {
        var site = context.DnsEndPoint;
        var plain = await ConnectAsync(site, allowPrivate, cancellationToken);
        // The handler takes a stream that is secure already as it is.
        return context.InitialRequestMessage.RequestUri!.Scheme is "https" or "wss"
            ? await tls.SecureAsync(plain, site.Host, cancellationToken)
            : plain;
    }

    private static async Task<Stream> ConnectAsync(
        DnsEndPoint site,
        bool allowPrivate,
        CancellationToken cancellationToken
    )
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(site.Host, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new SiteException(SourceFailure.Dns, exception);
        }

        if (!allowPrivate)
        {
            addresses = [.. addresses.Where(AddressGuard.IsPublic)];
            if (addresses.Length == 0)
            {
                throw new SiteException(SourceFailure.BlockedAddress);
            }
        }

        // Connects to the addresses that were checked; the name is not looked up again.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, site.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new SiteException(SourceFailure.Connect, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Carries a failure class through the HTTP handler. Says nothing about the address.</summary>
internal sealed class SiteException(SourceFailure failure, Exception? inner = null)
    : IOException($"The site could not be reached: {failure}.", inner)
{
    public SourceFailure Failure => failure;
}
