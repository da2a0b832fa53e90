using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Server.Sources.Tandem;

/// <summary>Tandem Source's data, as its own web page asks for it. A refused token gets one new login and one more try.</summary>
internal sealed class TandemApi(TandemWire wire, TandemMap map, ITandemPasses passes, IOptions<TandemOptions> options)
{
    /// <summary>28 days of one pump are about 10 MB.</summary>
    private const int MostBytes = 128 * 1024 * 1024;

    private static readonly StreamPipeReaderOptions Portions = new(bufferSize: 32 * 1024);

    /// <summary>Who the account is and which pumps it has; of it all only "pumps" may be read.</summary>
    /// <exception cref="TandemException">It was not to be had.</exception>
    public Task<byte[]> PumperAsync(PumpAccount account, CancellationToken cancellationToken) =>
        GetAsync(
            account,
            pass => $"api/reports/bff/pumper/{Uri.EscapeDataString(pass.PumperId)}",
            ReadAsync,
            cancellationToken
        );

    /// <summary>The events of whole days by the pump's clock, both included; at most 28 of them.</summary>
    /// <param name="device">The assignment id of the pump.</param>
    /// <param name="zone">The pump's.</param>
    /// <exception cref="TandemException">They were not to be had.</exception>
    public Task<PumpLog> LogsAsync(
        PumpAccount account,
        string device,
        LocalDate first,
        LocalDate last,
        DateTimeZone zone,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            account,
            pass =>
            {
                var query = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["pumperId"] = pass.PumperId,
                    ["startDate"] = $"{Day(first)}T00:00:00Z",
                    ["endDate"] = $"{Day(last)}T23:59:59Z",
                };
                if (options.Value.EventFilter.Trim() is { Length: > 0 } filter && !options.Value.FetchAllEventTypes)
                {
                    query[filter] = options.Value.EventFilterIds.Trim();
                }

                return QueryHelpers.AddQueryString($"api/reports/bff/pump-logs/{Uri.EscapeDataString(device)}", query);
            },
            (body, token) => ReadLogAsync(body, zone, token),
            cancellationToken
        );

    private async Task<T> GetAsync<T>(
        PumpAccount account,
        Func<TandemPass, string> path,
        Func<PipeReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        var pass = await passes.OfAsync(account, cancellationToken);
        try
        {
            return await GetTwiceAsync(account, pass, path(pass), read, cancellationToken);
        }
        catch (TandemException exception) when (exception.Failure is TandemFailure.Unauthorized)
        {
            if (await passes.RenewAsync(account, pass, cancellationToken) is not { } fresh)
            {
                throw;
            }

            return await GetTwiceAsync(account, fresh, path(fresh), read, cancellationToken);
        }
    }

    /// <summary>500 is tried once more at once.</summary>
    private async Task<T> GetTwiceAsync<T>(
        PumpAccount account,
        TandemPass pass,
        string path,
        Func<PipeReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await GetOnceAsync(account, pass, path, read, cancellationToken);
        }
        catch (TandemException exception) when (exception.Status is 500)
        {
            return await GetOnceAsync(account, pass, path, read, cancellationToken);
        }
    }

    private async Task<T> GetOnceAsync<T>(
        PumpAccount account,
        TandemPass pass,
        string path,
        Func<PipeReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        var source = map.Of(account.Region).Source;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(source, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pass.AccessToken);
        request.Headers.TryAddWithoutValidation("Origin", source.AbsoluteUri.TrimEnd('/'));
        request.Headers.Referrer = source;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        using var response = await wire.SendAsync(null, request, cancellationToken);
        return await wire.GuardAsync(
            async token =>
            {
                var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(token), Portions);
                try
                {
                    var isPage = !await IsJsonAsync(body, token);
                    return response.StatusCode is HttpStatusCode.OK && !isPage
                        ? await read(body, token)
                        : throw Refusal(response.StatusCode, (int)response.StatusCode, isPage);
                }
                finally
                {
                    await body.CompleteAsync();
                }
            },
            cancellationToken
        );
    }

    private static TandemException Refusal(HttpStatusCode code, int status, bool isPage) =>
        code switch
        {
            HttpStatusCode.OK => new TandemException(TandemFailure.Page, "Tandem answered with a page", status),
            HttpStatusCode.Unauthorized => new TandemException(TandemFailure.Unauthorized, Says(status), status),
            HttpStatusCode.Forbidden => new TandemException(TandemFailure.Blocked, Says(status), status),
            HttpStatusCode.NotFound => new TandemException(TandemFailure.Moved, Says(status), status),
            HttpStatusCode.BadRequest => new TandemException(TandemFailure.BadRequest, Says(status), status),
            _ => new TandemException(
                TandemFailure.Server,
                isPage ? $"{Says(status)} with a page" : Says(status),
                status
            ),
        };

    private static string Says(int status) => $"TandemSourceApi HTTP {status}";

    private static async Task<byte[]> ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var portion = await body.ReadAsync(cancellationToken);
            Limit(portion.Buffer.Length);
            if (portion.IsCompleted)
            {
                return portion.Buffer.ToArray();
            }

            body.AdvanceTo(portion.Buffer.Start, portion.Buffer.End);
        }
    }

    /// <summary>As it comes in: the whole of it is never held.</summary>
    private static async Task<PumpLog> ReadLogAsync(
        PipeReader body,
        DateTimeZone zone,
        CancellationToken cancellationToken
    )
    {
        var log = new PumpLogReader(zone);
        var taken = 0L;
        while (true)
        {
            var portion = await body.ReadAsync(cancellationToken);
            var end = log.Read(portion.Buffer, portion.IsCompleted);
            Limit(taken + portion.Buffer.Length);
            taken += portion.Buffer.Slice(0, end).Length;
            body.AdvanceTo(end, portion.Buffer.End);
            if (portion.IsCompleted)
            {
                return log.End();
            }
        }
    }

    private static void Limit(long bytes)
    {
        if (bytes > MostBytes)
        {
            throw new TandemException(TandemFailure.Server, "the answer is far larger than it should be");
        }
    }

    /// <summary>By its first letter, which stays to be read.</summary>
    private static async Task<bool> IsJsonAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var portion = await body.ReadAsync(cancellationToken);
            var begin = First(portion.Buffer);
            if (begin is not null || portion.IsCompleted)
            {
                body.AdvanceTo(portion.Buffer.Start);
                return begin is (byte)'{' or (byte)'[';
            }

            Limit(portion.Buffer.Length);
            body.AdvanceTo(portion.Buffer.Start, portion.Buffer.End);
        }
    }

    /// <summary>Null: nothing but space.</summary>
    private static byte? First(ReadOnlySequence<byte> bytes)
    {
        foreach (var part in bytes)
        {
            if (part.Span.TrimStart(" \t\r\n"u8) is [var first, ..])
            {
                return first;
            }
        }

        return null;
    }

    private static string Day(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
