using System.Net.Http.Headers;
using System.Net.Mime;
using Scout.Core.Deliveries;

namespace Scout.Server.Carriers;

/// <summary>One request to a carrier and its answer, or the fact that there was none.</summary>
/// <param name="limit">How long one request may take in all, in real time.</param>
/// <param name="handler">The way out for addresses that people typed; null: that of carriers, whom settings name.</param>
internal sealed class CarrierWire(TimeSpan limit, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    private const int MostBytes = 64 * 1024;

    // Idle connections end soon: one that the other side has just closed would put a call in doubt.
    private readonly HttpClient _http = new(
        handler
            ?? new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                AllowAutoRedirect = false,
                UseCookies = false,
            }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan, // see below
    };

    /// <summary>Throws only when <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="content">The body; null for a question, which may be asked twice.</param>
    public async Task<WireAnswer> AskAsync(
        HttpRequestMessage request,
        SentContent? content,
        CancellationToken cancellationToken
    )
    {
        request.Content = content;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            using var response = await _http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            var answer = await ReadAsync(response, patience.Token);
            return new WireAnswer.Came((int)response.StatusCode, RetryAfter(response), answer);
        }
        catch (Exception exception) when (IsNetwork(exception) && !cancellationToken.IsCancellationRequested)
        {
            return new WireAnswer.Lost(Why(exception), MayHaveArrived: content?.Left ?? true);
        }
    }

    public void Dispose() => _http.Dispose();

    // The status is worth keeping even when its body is lost on the way.
    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[MostBytes];
            var length = await stream.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, cancellationToken);
            return buffer[..length];
        }
        catch (Exception exception) when (IsNetwork(exception))
        {
            return [];
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static bool IsNetwork(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException;

    // The kind of failure only: messages of the platform hold host names and addresses.
    private static string Why(Exception exception) =>
        exception switch
        {
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known =>
                $"{known.HttpRequestError}",
            OperationCanceledException => "no answer in time",
            _ => "the connection broke",
        };
}

/// <summary>What came of a request.</summary>
internal abstract record WireAnswer
{
    private WireAnswer() { }

    internal sealed record Came(int Status, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body) : WireAnswer;

    /// <param name="MayHaveArrived">The body had begun to leave: the carrier may have acted on it.</param>
    internal sealed record Lost(string Why, bool MayHaveArrived) : WireAnswer
    {
        /// <summary>What it means for an order. A carrier that was never reached can be tried again at once.</summary>
        /// <param name="carrier">As people write it: "Vonage".</param>
        public Receipt AsReceipt(string carrier) =>
            MayHaveArrived
                ? new Receipt.Doubt($"{carrier}: {Why}.")
                : new Receipt.Refused("connect", $"{carrier} cannot be reached: {Why}.", RefusalKind.Temporary);
    }
}
