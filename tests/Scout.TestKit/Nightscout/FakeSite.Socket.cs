using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Scout.TestKit.Nightscout;

public sealed partial class FakeSite
{
    private readonly ConcurrentDictionary<FakeSocket, bool> _sockets = new();

    /// <summary>How many sockets may read.</summary>
    public int Listeners => _sockets.Count(socket => socket.Value);

    /// <summary>Called with every frame that a socket sends.</summary>
    public Action<string>? OnFrame { get; set; }

    /// <summary>Called when a socket was told what it may do.</summary>
    public Action<bool>? OnAuthorized { get; set; }

    /// <summary>Tells every listener that there is a new value, as Nightscout does after a write.</summary>
    public Task PushAsync(double mgDl, DateTimeOffset at) =>
        PushAsync(
            $$"""42["dataUpdate",{"delta":true,"sgvs":[{"mgdl":{{mgDl}},"mills":{{at.ToUnixTimeMilliseconds()}},"scaled":{{mgDl}}}]}]"""
        );

    /// <summary>Sends a raw frame to every listener.</summary>
    public async Task PushAsync(string frame)
    {
        foreach (var socket in _sockets.Where(socket => socket.Value))
        {
            await socket.Key.SendAsync(frame);
        }
    }

    /// <summary>Drops every socket without a word.</summary>
    public void CutSockets()
    {
        foreach (var socket in _sockets.Keys)
        {
            socket.Abort();
        }
    }

    private async Task ListenAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || Fault is not FakeFault.None)
        {
            context.Response.StatusCode = 503;
            return;
        }

        using var socket = new FakeSocket(await context.WebSockets.AcceptWebSocketAsync());
        _sockets[socket] = false;
        try
        {
            await socket.SendAsync(
                IsOld
                    ? """0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":5000}"""
                    : """0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"""
            );
            if (IsOld)
            {
                await socket.SendAsync("40");
            }

            while (await socket.ReceiveAsync(context.RequestAborted) is { } frame)
            {
                OnFrame?.Invoke(frame);
                await AnswerFrameAsync(socket, frame);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // Cut.
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
        }
    }

    private async Task AnswerFrameAsync(FakeSocket socket, string frame)
    {
        if (frame == "40" && !IsOld)
        {
            await socket.SendAsync("""40{"sid":"y"}""");
        }
        else if (frame == "2")
        {
            await socket.SendAsync("3");
        }
        else if (frame.StartsWith("420[\"authorize\"", StringComparison.Ordinal))
        {
            await AuthorizeAsync(socket, frame[3..]);
        }
    }

    private async Task AuthorizeAsync(FakeSocket socket, string json)
    {
        using var document = JsonDocument.Parse(json);
        var asked = document.RootElement[1];
        var who = _credentials.AskSocket(
            asked.TryGetProperty("secret", out var secret) ? secret.GetString() : null,
            asked.TryGetProperty("token", out var token) ? token.GetString() : null
        );
        if (who is FakeCredentials.Who.Wrong && !IsOld)
        {
            await socket.SendAsync("41");
            OnAuthorized?.Invoke(false);
            return;
        }

        var reads = !IsDenied || who is FakeCredentials.Who.Owner or FakeCredentials.Who.Reader;
        _sockets[socket] = reads;
        if (reads)
        {
            await socket.SendAsync(
                """42["dataUpdate",{"devicestatus":[],"sgvs":[{"mgdl":100,"mills":1}],"cals":[]}]"""
            );
        }

        var word = reads ? "true" : "false";
        await socket.SendAsync($$"""430[{"read":{{word}},"write":false,"write_treatment":false}]""");
        OnAuthorized?.Invoke(reads);
    }
}
