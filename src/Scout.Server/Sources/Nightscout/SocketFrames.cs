using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace Scout.Server.Sources.Nightscout;

/// <summary>Reads text frames. A site's first picture may be megabytes of it; of such a frame only the head is kept.</summary>
internal sealed class SocketFrames(WebSocket socket)
{
    private const int Kept = 256 * 1024;
    private const int Longest = 32 * 1024 * 1024;

    // Large enough to be a push with values in it, too large to read: read the site instead.
    private const string LargeUpdate = "42[\"dataUpdate\",{\"sgvs\":[0]}]";

    /// <summary>Null: the site closed, or talks too much.</summary>
    public async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4 * 1024);
        try
        {
            int kept = 0,
                length = 0;
            while (true)
            {
                if (kept == buffer.Length && kept < Kept)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(Kept, buffer.Length * 4));
                    buffer.AsSpan(0, kept).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                // Past the limit the last kilobytes are overwritten again and again.
                var at = kept < buffer.Length ? kept : buffer.Length / 2;
                var part = await socket.ReceiveAsync(buffer.AsMemory(at), cancellationToken);
                if (part.MessageType is WebSocketMessageType.Close)
                {
                    return null;
                }

                length += part.Count;
                kept = Math.Max(kept, at + part.Count);
                if (length > Longest)
                {
                    return null;
                }

                if (part.EndOfMessage)
                {
                    var head = Encoding.UTF8.GetString(buffer, 0, Math.Min(kept, 32));
                    return length <= kept ? Encoding.UTF8.GetString(buffer, 0, length)
                        : head.StartsWith("42[\"dataUpdate\"", StringComparison.Ordinal) ? LargeUpdate
                        : head[..2];
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
