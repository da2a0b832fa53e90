using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Scout.Server.Sources.Tandem;

/// <summary>Tandem Source's data, as its own web page asks for it. A refused token gets one new login and one more try.</summary>
internal sealed class TandemApi(TandemWire wire, TandemMap map, ITandemPasses passes, IOptions<TandemOptions> options)
{
    /// <summary>28 days of one pump are about 10 MB.</summary>
    private const int MostBytes = 128 * 1024 * 1024;

    /// <summary>Who the account is and which pumps it has; of it all only "pumps" may be read.</summary>
    /// <exception cref="TandemException">It was not to be had.</exception>
    public Task<ReadOnlyMemory<byte>> PumperAsync(PumpAccount account, CancellationToken cancellationToken) =>
        GetAsync(account, pass => $"api/reports/bff/pumper/{Uri.EscapeDataString(pass.PumperId)}", cancellationToken);

    /// <summary>The events of whole days by the pump's clock, both included; at most 28 of them.</summary>
    /// <param name="device">The assignment id of the pump.</param>
    /// <exception cref="TandemException">They were not to be had.</exception>
    public Task<ReadOnlyMemory<byte>> LogsAsync(
        PumpAccount account,
        string device,
        DateOnly first,
        DateOnly last,
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
            cancellationToken
        );

    private async Task<ReadOnlyMemory<byte>> GetAsync(
        PumpAccount account,
        Func<TandemPass, string> path,
        CancellationToken cancellationToken
    )
    {
        var pass = await passes.OfAsync(account, cancellationToken);
        try
        {
            return await GetTwiceAsync(account, pass, path(pass), cancellationToken);
        }
        catch (TandemException exception) when (exception.Failure is TandemFailure.Unauthorized)
        {
            if (await passes.RenewAsync(account, pass, cancellationToken) is not { } fresh)
            {
                throw;
            }

            return await GetTwiceAsync(account, fresh, path(fresh), cancellationToken);
        }
    }

    /// <summary>500 is tried once more at once.</summary>
    private async Task<ReadOnlyMemory<byte>> GetTwiceAsync(
        PumpAccount account,
        TandemPass pass,
        string path,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await GetOnceAsync(account, pass, path, cancellationToken);
        }
        catch (TandemException exception) when (exception.Status is 500)
        {
            return await GetOnceAsync(account, pass, path, cancellationToken);
        }
    }

    private async Task<ReadOnlyMemory<byte>> GetOnceAsync(
        PumpAccount account,
        TandemPass pass,
        string path,
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
        var body = await wire.GuardAsync(token => ReadAsync(response.Content, token), cancellationToken);
        var isPage = !IsJson(body.Span);
        var status = (int)response.StatusCode;
        return response.StatusCode is HttpStatusCode.OK && !isPage
            ? body
            : throw Refusal(response.StatusCode, status, isPage);
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

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)Math.Clamp(content.Headers.ContentLength ?? 0, 0, MostBytes));
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var portion = new byte[64 * 1024];
        while (await stream.ReadAsync(portion, cancellationToken) is > 0 and var read)
        {
            if (buffer.Length + read > MostBytes)
            {
                throw new TandemException(TandemFailure.Server, "the answer is far larger than it should be");
            }

            buffer.Write(portion, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static bool IsJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
