using System.Collections.Concurrent;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>
/// The networks whose messages are being read. Who keeps one more of them need not ring: it will be seen. Only where
/// one unit of work runs after the other, so that the reader's look and its going to sleep are one moment; elsewhere
/// nobody is ever known to be awake, and everybody rings.
/// </summary>
internal sealed class AwakeDesks(Database database)
{
    private readonly ConcurrentDictionary<string, bool> _awake = new(StringComparer.Ordinal);

    public bool IsAwake(string network) => _awake.ContainsKey(network);

    /// <summary>It holds the network's due row, and will look at what waits at least once more.</summary>
    public void Wakes(string network)
    {
        if (database.Engine is Engine.Sqlite)
        {
            _awake[network] = true;
        }
    }

    /// <summary>In the unit of work that saw nothing more; or it ends for another reason, and its due row stays.</summary>
    public void Sleeps(string network) => _awake.TryRemove(network, out _);
}
