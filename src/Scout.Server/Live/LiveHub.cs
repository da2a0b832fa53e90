using System.Collections.Concurrent;

namespace Scout.Server.Live;

/// <summary>What pages may want to draw again.</summary>
[Flags]
internal enum Changed
{
    None = 0,
    Watch = 1,
    Alert = 2,
    Phones = 4,
}

/// <summary>
/// Tells open pages of this node that something changed: names only, never what. Publish after a commit
/// (<see cref="Storage.Session.AfterCommit"/>). Pages of other nodes look again by themselves every few seconds.
/// </summary>
internal sealed class LiveHub
{
    private readonly ConcurrentDictionary<LiveListener, byte> _listeners = [];

    public void Publish(Changed changed)
    {
        if (changed is Changed.None)
        {
            return;
        }

        foreach (var listener in _listeners.Keys)
        {
            listener.Tell(changed);
        }
    }

    public LiveListener Listen()
    {
        var listener = new LiveListener(gone => _listeners.TryRemove(gone, out _));
        _listeners.TryAdd(listener, 0);
        return listener;
    }
}
