using System.Net;
using Microsoft.Extensions.Options;

namespace Scout.Server.Sources.Tandem;

/// <summary>The connections to Tandem: as a browser makes them, or the wall in front of its servers turns them away.</summary>
internal sealed class TandemWire : IDisposable
{
    /// <summary>A large window of events takes long to be put together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private const string Browser =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    private readonly Uri? _proxy;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _data;

    public TandemWire(IOptions<TandemOptions> options, TimeProvider time)
    {
        _proxy = options.Value.Proxy;
        _time = time;
        _data = new HttpMessageInvoker(Handler(cookies: null));
    }

    /// <summary>For one login: its cookies are nobody else's.</summary>
    public HttpMessageInvoker ForLogin() => new(Handler(new CookieContainer()));

    /// <summary>Sends with whichever connection; the answer's body is not read yet.</summary>
    /// <param name="connection">Null: the one for data.</param>
    /// <exception cref="TandemException">No answer came.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker? connection,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        await GuardAsync(
            token =>
            {
                request.Headers.TryAddWithoutValidation("User-Agent", Browser);
                return (connection ?? _data).SendAsync(request, token);
            },
            cancellationToken
        );

    /// <summary>Everything that waits for Tandem: it ends after a while, and breaks with a sentence.</summary>
    /// <exception cref="TandemException">It took too long, or the connection broke.</exception>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TandemException(TandemFailure.Timeout, $"no answer within {Patience.TotalSeconds} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The kind of failure only: messages of the platform hold host names and addresses.
            var kind = (exception as HttpRequestException)?.HttpRequestError;
            throw new TandemException(
                TandemFailure.Connect,
                kind is null or HttpRequestError.Unknown ? "the connection broke" : $"{kind}"
            );
        }
    }

    public void Dispose() => _data.Dispose();

    private SocketsHttpHandler Handler(CookieContainer? cookies) =>
        new()
        {
            // Logins walk redirects themselves: each must lead to a place that is Tandem's.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            CookieContainer = cookies ?? new CookieContainer(),
            UseCookies = cookies is not null,
            UseProxy = _proxy is not null,
            Proxy = _proxy is null ? null : new WebProxy(_proxy),
        };
}
