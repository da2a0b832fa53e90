using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Scout.Server.Sources.Nightscout;

/// <summary>When each site is read: at PollAt of every period of the clock, or up to Spread later.</summary>
internal sealed class PollPlan(NightscoutOptions options)
{
    private readonly long _period = (long)options.PollEvery.TotalMilliseconds;
    private readonly long _spread = (long)options.Spread.TotalMilliseconds;
    private readonly long _offset = options.PollSecond is { } second
        ? second * 1000L
        : (long)options.PollAt.TotalMilliseconds;

    /// <summary>The first slot after now.</summary>
    public DateTimeOffset NextSlot(string source, DateTimeOffset now)
    {
        var phase = Phase(source);
        var ms = now.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(((((ms - phase) / _period) + 1) * _period) + phase);
    }

    public bool IsOnPlan(string source, long dueAt, long period) =>
        period == _period && dueAt % _period == Phase(source);

    // The same place after every restart and on every node, so not string.GetHashCode.
    private long Phase(string source)
    {
        var hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(source)));
        var spread = _spread == 0 ? 0 : hash % _spread;
        return (_offset + spread) % _period;
    }
}
