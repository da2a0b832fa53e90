using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Scout.Server.Tests.Sources;

/// <summary>A site without readings over HTTPS, on a port of loopback.</summary>
internal sealed class SecureSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private SecureSite(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Handing(certificate)))
        );
        _app = builder.Build();
        _app.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            context.Response.Headers.Connection = "close";
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("[]");
        });
    }

    /// <summary>How many requests got through; a client that refuses the certificate sends none.</summary>
    public int Requests => _requests;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public Uri Address => new($"https://localhost:{Port}/");

    public static async Task<SecureSite> StartAsync(X509Certificate2 certificate)
    {
        var site = new SecureSite(certificate);
        await site._app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    // Chosen at the handshake, since Kestrel would refuse to start with a certificate that is not for servers; offline,
    // since it would fetch what the certificate names.
    private static TlsHandshakeCallbackOptions Handing(X509Certificate2 certificate)
    {
        var context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        var options = new SslServerAuthenticationOptions { ServerCertificateContext = context };
        return new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(options) };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
