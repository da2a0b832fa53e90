using System.Net.WebSockets;
using System.Text;
using Scout.Core.Nightscout;

namespace Scout.Server.Sources.Nightscout;

/// <summary>Moves frames between a socket and the dialogue, pings where the client must, and gives up on silence.</summary>
internal sealed class SocketTalk(ClientWebSocket socket, SocketIoDialogue dialogue, TimeProvider time)
{
    private static readonly TimeSpan HintTime = TimeSpan.FromSeconds(2);
    private readonly SocketFrames _frames = new(socket);
    private DateTimeOffset _heardAt = time.GetUtcNow();

    public async Task<SocketEnd> RunAsync(Action pollNow, CancellationToken cancellationToken)
    {
        var receiving = _frames.ReceiveAsync(cancellationToken);
        var isFirst = true;
        while (true)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var tick = Task.Delay(isFirst ? HintTime : dialogue.PingInterval, time, wait.Token);
            if (await Task.WhenAny(receiving, tick) == tick)
            {
                await tick;
                if (!await TickAsync(isFirst, cancellationToken))
                {
                    return End();
                }

                isFirst = false;
                continue;
            }

            await wait.CancelAsync();
            var frame = await receiving;
            if (frame is null)
            {
                return End();
            }

            _heardAt = time.GetUtcNow();
            var step = dialogue.Take(frame);
            if (step.Refused)
            {
                return SocketEnd.Refused;
            }

            if (step.Over)
            {
                return End();
            }

            if (step.PollNow)
            {
                pollNow();
            }

            if (step.Send is { } answer)
            {
                await SendAsync(answer, cancellationToken);
            }

            receiving = _frames.ReceiveAsync(cancellationToken);
        }
    }

    /// <summary>False: nothing has been heard for too long.</summary>
    private async Task<bool> TickAsync(bool isFirst, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _heardAt > dialogue.Silence)
        {
            return false;
        }

        var say = isFirst ? dialogue.Waited().Send : null;
        if (!isFirst && dialogue.ClientPings)
        {
            say = "2";
        }

        if (say is not null)
        {
            await SendAsync(say, cancellationToken);
        }

        return true;
    }

    private SocketEnd End() => dialogue.IsListening ? SocketEnd.Listened : SocketEnd.Failed;

    private ValueTask SendAsync(string frame, CancellationToken cancellationToken) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes(frame).AsMemory(),
            WebSocketMessageType.Text,
            endOfMessage: true,
            cancellationToken
        );
}
