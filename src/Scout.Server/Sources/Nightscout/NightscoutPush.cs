using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Nightscout;

/// <summary>
/// Keeps one socket to a site open, so that it is read the moment it has news. Only an accelerator: what it says is
/// never evaluated, and without it the polls go on unchanged. The due row's key is the source; its lease lasts as long as the socket.
/// </summary>
internal sealed partial class NightscoutPush(
    Database database,
    NightscoutClient client,
    SiteConnector http,
    NightscoutPoller poller,
    SiteMemories memories,
    IOptions<NightscoutOptions> options,
    TimeProvider time,
    ILogger<NightscoutPush> logger
) : IDueWork
{
    public const string PushKind = "push";

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(60);

    public string Kind => PushKind;

    public int Concurrency => options.Value.PushLimit;

    public TimeSpan Lease => TimeSpan.FromSeconds(60);

    public bool IsOpenEnded => true;

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var source = await database.ReadAsync(session => session.FindSourceAsync(row.Key), cancellationToken);
            if (source is null || !options.Value.Push)
            {
                return;
            }

            var end = await ListenAsync(source, cancellationToken);
            if (end is SocketEnd.Refused)
            {
                LogRefused(source.Id);
                var again = time.GetUtcNow() + NightscoutPoller.RefusalRest;
                await database.WriteAsync(
                    session => session.SetAsync(PushKind, source.Id, again, rank: 1),
                    cancellationToken
                );
                return;
            }

            failures = end is SocketEnd.Listened ? 0 : failures + 1;
            await Task.Delay(Rest(failures), time, cancellationToken);
        }
    }

    /// <summary>1, 2, 4 … 60 s, each up to a fifth longer, so that a restarted site is not met by everybody at once.</summary>
    internal static TimeSpan Rest(int failures)
    {
        var seconds = Math.Min(LongestRest.TotalSeconds, Math.Pow(2, Math.Clamp(failures - 1, 0, 6)));
        return TimeSpan.FromSeconds(seconds * (1 + (Random.Shared.NextDouble() / 5)));
    }

    private async Task<SocketEnd> ListenAsync(SourceState source, CancellationToken cancellationToken)
    {
        if (
            source.Failure is SourceFailure.Unauthorized
            && time.GetUtcNow() < source.Facts.RefusedAt + NightscoutPoller.RefusalRest
        )
        {
            return SocketEnd.Refused;
        }

        var access = memories.Of(source).Access;
        if (await client.AuthorizeAsync(access, cancellationToken) is { } failed)
        {
            return failed.Failure is SourceFailure.Unauthorized ? SocketEnd.Refused : SocketEnd.Failed;
        }

        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan; // the dialogue has pings of its own
        try
        {
            await ConnectAsync(socket, access.Site, cancellationToken);
            var secret = (access.Credential as NightscoutCredential.Secret)?.Hash;
            var talk = new SocketTalk(socket, new SocketIoDialogue(secret, access.Jwt?.Value), time);
            return await talk.RunAsync(() => _ = poller.PollSoonAsync(source.Id, cancellationToken), cancellationToken);
        }
        catch (Exception exception)
            when (exception is WebSocketException or HttpRequestException or IOException or ObjectDisposedException)
        {
            return SocketEnd.Failed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SocketEnd.Failed;
        }
    }

    private async Task ConnectAsync(ClientWebSocket socket, Uri site, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(new Uri(site, "socket.io/?EIO=4&transport=websocket"))
        {
            Scheme = site.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
        };
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await socket.ConnectAsync(address.Uri, http, both.Token);
    }

    [LoggerMessage(3010, LogLevel.Warning, "The socket of source {Source} is refused; it is tried again in 15 minutes")]
    private partial void LogRefused(string source);
}

/// <summary>How a socket ended.</summary>
internal enum SocketEnd
{
    /// <summary>It never got as far as listening.</summary>
    Failed,

    /// <summary>It listened, and then the line went.</summary>
    Listened,

    /// <summary>The credential is refused or may not read.</summary>
    Refused,
}
