using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Scout.Benchmarks;

/// <summary>
/// Any number of Nightscout sites in a process of their own: /site/{n}/, and /loop/{n}/ with a count of its own. Of a
/// hundred answers one is an error and one never comes; the others take 50 to 300 ms. Each site has a new reading every
/// five polls, so that one answer of five brings news and the others are 304. Every connection serves one request, as
/// with sites on many hosts. HTTPS is spoken by nginx, and by Kestrel where that is missing.
/// </summary>
internal static class SiteProcess
{
    /// <summary>Hosting platforms cut a request off that long after it began.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private static readonly ConcurrentDictionary<string, StrongBox> Counts = new();

    /// <param name="settings">Milliseconds between the readings of a site; PEM files of a certificate and its key.</param>
    public static async Task<int> RunAsync(string[] settings)
    {
        var every = long.Parse(settings[0]);
        var (certificate, key) = (settings[1], settings[2]);
        var folder = Path.GetDirectoryName(certificate)!;
        var socket = Path.Combine(folder, "sites.socket");
        await using var front = await TlsFront.StartAsync(folder, certificate, key, socket);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
            if (front is not null)
            {
                kestrel.ListenUnixSocket(socket);
                return;
            }

            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = X509Certificate2.CreateFromPemFile(certificate, key);
                        // A resumed session would spare the handshake that is to be measured.
                        https.OnAuthenticate = (_, options) => options.AllowTlsResume = false;
                    })
            );
        });
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, every));
        await app.StartAsync();
        var urls = app.Urls.Where(url => !url.Contains("unix:", StringComparison.Ordinal));
        await Console.Out.WriteLineAsync(string.Join(' ', front is null ? urls : urls.Append(front.Url)));
        await Console.In.ReadLineAsync(); // until the one who started it is gone
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, long every)
    {
        // "/site/17/api/v1/…"
        var parts = context.Request.Path.Value!.Split('/', 4);
        var number = Counts.GetOrAdd(parts[1], _ => new StrongBox()).Next();
        if (context.Connection.LocalIpAddress is not null)
        {
            // Not from nginx, which ends the connection to the client itself.
            context.Response.Headers.Connection = "close";
        }

        if (number % 100 == 50)
        {
            await Task.Delay(Hang, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Abort();
            return;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(50 + (number * 7919 % 251)), TimeProvider.System);
        if (number % 100 == 99)
        {
            context.Response.StatusCode = 500;
            return;
        }

        await (
            parts[3].EndsWith("status.json", StringComparison.Ordinal)
                ? WriteAsync(context.Response, """{"status":"ok","name":"nightscout","version":"15.0.7"}"""u8.ToArray())
                : ReadAsync(context, long.Parse(parts[2]), every)
        );
    }

    private static Task ReadAsync(HttpContext context, long site, long every)
    {
        var phase = site * 7919 % every;
        var newest = ((TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - phase) / every * every) + phase;
        var etag = $"W/\"{newest:x}\"";
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var text = new StringBuilder("[");
        for (var i = 0; i < 10; i++)
        {
            var at = newest - (i * every);
            text.Append(i == 0 ? "" : ",")
                .Append(
                    $$"""{"_id":"65f1c0de{{at:x16}}","device":"bench","date":{{at}},"dateString":"{{DateTimeOffset.FromUnixTimeMilliseconds(at):yyyy-MM-ddTHH:mm:ss.fffZ}}","sgv":{{100 + (at / every % 20)}},"delta":1.5,"direction":"Flat","type":"sgv","filtered":0,"unfiltered":0,"rssi":100,"noise":1,"utcOffset":0,"mills":{{at}}}"""
                );
        }

        context.Response.Headers.ETag = etag;
        return WriteAsync(context.Response, Encoding.UTF8.GetBytes(text.Append(']').ToString()));
    }

    private static Task WriteAsync(HttpResponse response, byte[] body)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length);
    }

    private sealed class StrongBox
    {
        private long _count;

        public long Next() => Interlocked.Increment(ref _count);
    }
}
