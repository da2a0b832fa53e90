using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Scout.TestKit.Nightscout;

/// <summary>
/// A server on loopback that answers as Nightscout does. One server holds any number of sites: site 0 at its root,
/// the others at /site/{n}/.
/// </summary>
public sealed class FakeNightscout : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, FakeSite> _sites = new();

    private FakeNightscout(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    /// <summary>Of the root site: http://127.0.0.1:port/.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The root site.</summary>
    public FakeSite Root => Site(0);

    /// <param name="time">Decides what is old, ahead and expired; the system's clock where a separate process asks.</param>
    /// <param name="port">0 takes any free port.</param>
    /// <param name="certificate">What the site shows of itself, with its key; null: it speaks plain HTTP.</param>
    public static async Task<FakeNightscout> StartAsync(
        TimeProvider? time = null,
        int port = 0,
        X509Certificate2? certificate = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var scheme = certificate is null ? "http" : "https";
        builder.WebHost.UseUrls($"{scheme}://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = null;
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        var app = builder.Build();
        var fake = new FakeNightscout(app, time ?? TimeProvider.System);
        app.UseWebSockets();
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        fake.Address = new Uri(app.Urls.Single() + "/");
        return fake;
    }

    /// <summary>Made when first asked for.</summary>
    public FakeSite Site(int number) => _sites.GetOrAdd(number, _ => new FakeSite(_time));

    public Uri AddressOf(int number) =>
        number == 0 ? Address : new Uri(Address, $"site/{number.ToString(CultureInfo.InvariantCulture)}/");

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values)
        {
            site.Wake();
        }

        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!path.StartsWith("/site/", StringComparison.Ordinal))
        {
            return Root.AnswerAsync(context, path);
        }

        var end = path.IndexOf('/', "/site/".Length);
        return
            end > 0
            && int.TryParse(
                path.AsSpan("/site/".Length, end - "/site/".Length),
                CultureInfo.InvariantCulture,
                out var number
            )
            ? Site(number).AnswerAsync(context, path[end..])
            : Root.AnswerAsync(context, path);
    }
}
