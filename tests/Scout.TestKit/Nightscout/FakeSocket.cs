using System.Net.WebSockets;
using System.Text;

namespace Scout.TestKit.Nightscout;

/// <summary>The site's end of a socket.</summary>
internal sealed class FakeSocket(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1);
    private readonly byte[] _buffer = new byte[16 * 1024];

    public void Abort() => socket.Abort();

    public async Task SendAsync(string frame)
    {
        await _sending.WaitAsync();
        try
        {
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(frame),
                WebSocketMessageType.Text,
                endOfMessage: true,
                CancellationToken.None
            );
        }
        catch (WebSocketException)
        {
            // Gone; the receiving side notices.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Null: the other side closed.</summary>
    public async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }

    public void Dispose()
    {
        _sending.Dispose();
        socket.Dispose();
    }
}
