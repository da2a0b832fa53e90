using System.Collections.Frozen;
using System.Data.Common;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using Scout.Core.Devices;
using Scout.Server.Accounts;
using Scout.Server.Hosting;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>
/// Where devices and their networks knock: who it is, is it readable, keep it, thank. Reading it, rules and phones come
/// later: a network waits ten seconds, asks again three times and forgets.
/// </summary>
internal sealed partial class DeviceDoor(
    NetworkGates gates,
    ArrivalQueue queue,
    DownlinkDesk downlinks,
    Database database,
    DeviceMetrics metrics,
    TimeProvider time,
    IOptions<ScoutOptions> options,
    ILogger<DeviceDoor> logger
)
{
    private const string RetryAfter = "10";

    /// <summary>What may stand at the end of an address to say what is sent there.</summary>
    private static readonly FrozenSet<string> Hints = FrozenSet.ToFrozenSet(
        [
            "data",
            "uplink",
            "bidir",
            "status",
            "acknowledge",
            "ack",
            "advanced",
            "data-advanced",
            "data_advanced",
            "geoloc",
            "error",
            "event",
            "repeater",
            "batch",
            "up",
            "join",
            "txack",
            "log",
            "location",
            "integration",
            "uplink-message",
            "uplink-normalized",
            "join-accept",
            "downlink-ack",
            "downlink-nack",
            "downlink-sent",
            "downlink-failed",
            "downlink-queued",
            "downlink-queue-invalidated",
            "location-solved",
            "service-data",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>POST /data/{sensor}.</summary>
    public async Task TakeDataAsync(HttpContext context, string sensor)
    {
        var stop = context.RequestAborted;
        if (await RefusesAsync(context, await DataGateAsync(context, stop)) is { } gate)
        {
            await TakeAsync(context, gate, hint: "", sensor, StatusCodes.Status200OK);
        }
    }

    /// <summary>/in/{kind}/{source}, with a secret, a hint or both behind it.</summary>
    public async Task TakeAsync(HttpContext context, string kind, string source, string? one, string? two)
    {
        var secret = one is null || Hints.Contains(one) ? null : one;
        var hint = two ?? (secret is null ? one : null) ?? "";
        var gate = await gates.ByKeyAsync(kind, source, context.RequestAborted);
        if (gate is null)
        {
            metrics.Refused("secret");
            await TypedResults.NotFound().ExecuteAsync(context);
            return;
        }

        secret ??= Secret(context.Request);
        var known = secret is not null && gate.Opens(NetworkGates.HashOf(secret), time.GetUtcNow());
        if (await RefusesAsync(context, known ? gate : null, gate.Id) is not null)
        {
            await TakeAsync(context, gate, hint, sensor: "", StatusCodes.Status204NoContent);
        }
    }

    private async ValueTask<NetworkGate?> DataGateAsync(HttpContext context, CancellationToken cancellationToken) =>
        Secret(context.Request) switch
        {
            null => options.Value.OpenIngest ? await gates.OpenAsync(cancellationToken) : null,
            { } token when token.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) => await gates.ByTokenAsync(
                token,
                cancellationToken
            ),
            { } secret => await gates.BySecretAsync(secret, cancellationToken),
        };

    /// <summary>"Bearer …", the password of "Basic …", the header's value alone, or ?key=…</summary>
    private static string? Secret(HttpRequest request) =>
        Credentials.Of(request) ?? (request.Query["key"].ToString() is { Length: > 0 } key ? key : null);

    /// <returns>The gate; null: it stays shut, and the answer is written.</returns>
    private async ValueTask<NetworkGate?> RefusesAsync(HttpContext context, NetworkGate? gate, string? refusedBy = null)
    {
        if (gate is not null && gate.Admits(context))
        {
            return gate;
        }

        metrics.Refused("secret");
        if (refusedBy is not null)
        {
            await RememberAsync(refusedBy, context.RequestAborted);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        await ProblemAsync(
            context,
            StatusCodes.Status401Unauthorized,
            "Send the secret of the network as \"Authorization: Bearer …\", as the password of Basic, or as ?key=…"
        );
        return null;
    }

    private async Task TakeAsync(HttpContext context, NetworkGate gate, string hint, string sensor, int thanks)
    {
        var body = await IntakeBody.ReadAsync(context, context.RequestAborted);
        if (!body.IsWhole)
        {
            metrics.Refused("body");
            await ProblemAsync(context, StatusCodes.Status413PayloadTooLarge, "The body is larger than 1 MiB.");
            return;
        }

        var arrival = new Arrival(
            gate.Id,
            time.GetUtcNow(),
            hint,
            sensor,
            context.Request.ContentType ?? "",
            QueryOf(context.Request),
            Encoding.UTF8.GetString(body.Bytes).Replace("\0", "", StringComparison.Ordinal)
        );
        var read = DeviceBody.Read(gate.Kind, arrival.ToRequest());
        if (WhyNot(read, sensor) is { } problem)
        {
            metrics.Refused("body");
            await ProblemAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        if (!await KeepsAsync(arrival))
        {
            context.Response.Headers.RetryAfter = RetryAfter;
            await ProblemAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "Scout cannot keep this at the moment. Send it again."
            );
            return;
        }

        await ThankAsync(context, gate, read, thanks);
    }

    /// <summary>
    /// Null: something of it can be used, or it holds nothing at all. What a network sends and nobody understands is kept for
    /// a person to look at: asking for it again would bring the same.
    /// </summary>
    private static string? WhyNot(DeviceBody read, string sensor) =>
        !read.IsReadable ? read.Problem
        : sensor.Length > 0 && read.Messages.IsEmpty && !read.Refused.IsEmpty ? Words(read)
        : null;

    public static string Words(DeviceBody read) =>
        string.Join(
            ' ',
            read.Refused.Take(5).Select(part => part.Where.Length == 0 ? part.Problem : $"{part.Where}: {part.Problem}")
        );

    private async Task<bool> KeepsAsync(Arrival arrival)
    {
        if (!queue.TryKeep(arrival, out var kept))
        {
            metrics.Refused("full");
            return false;
        }

        try
        {
            await kept;
            return true;
        }
        catch (Exception exception)
            when (exception is DbException or StorageException or TimeoutException or OperationCanceledException)
        {
            metrics.Refused("storage");
            return false;
        }
    }

    /// <summary>Only whoever asks for a downlink waits for more than the commit.</summary>
    private async Task ThankAsync(HttpContext context, NetworkGate gate, DeviceBody read, int thanks)
    {
        var answer = read.Messages.Any(message => message.WantsDownlink)
            ? await DownlinksAsync(gate, read, context.RequestAborted)
            : null;
        if (answer is null)
        {
            context.Response.StatusCode = thanks;
            context.Response.ContentLength = thanks == StatusCodes.Status204NoContent ? null : 0;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    // What came is kept already: that its answer cannot be known must not make the network send it again.
    private async Task<string?> DownlinksAsync(NetworkGate gate, DeviceBody read, CancellationToken cancellationToken)
    {
        try
        {
            return await downlinks.AnswerAsync(gate.Id, read.Messages, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or StorageException or TimeoutException)
        {
            LogNoDownlink(exception);
            return null;
        }
    }

    /// <summary>The query without what is secret.</summary>
    private static string QueryOf(HttpRequest request)
    {
        var query = request.QueryString.Value;
        return string.IsNullOrEmpty(query) ? ""
            : !query.Contains("key=", StringComparison.OrdinalIgnoreCase) ? query[1..]
            : string.Join(
                '&',
                query[1..].Split('&').Where(pair => !pair.StartsWith("key=", StringComparison.OrdinalIgnoreCase))
            );
    }

    private static Task ProblemAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: "Nothing was kept").ExecuteAsync(context);

    private async Task RememberAsync(string network, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await database.WriteAsync(
                session =>
                    session.ExecuteAsync(
                        "update networks set refused_at = @now where id = @network and coalesce(refused_at, 0) < @now - 60000",
                        new { network, now }
                    ),
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is DbException or StorageException or TimeoutException)
        {
            LogNoDownlink(exception);
        }
    }

    [LoggerMessage(3412, LogLevel.Warning, "A request of a device was answered without what the database knows")]
    private partial void LogNoDownlink(Exception exception);
}
