using System.Collections.Concurrent;

namespace Scout.Server.Live;

/// <summary>
/// Tells open pages that something changed: names only, never what. Publish after a commit
/// (<see cref="Storage.Session.AfterCommit"/>). Pages of other nodes hear it through <see cref="LiveRelay"/>, and look
/// again by themselves every few seconds.
/// </summary>
internal sealed class LiveHub
{
    private readonly ConcurrentDictionary<LiveListener, byte> _listeners = [];

    /// <summary>Who carries changes of this node to the others.</summary>
    public Action<LiveChange>? Outgoing { get; set; }

    public void Publish(LiveChange change)
    {
        Hear(change);
        Outgoing?.Invoke(change);
    }

    /// <summary>A change of another node.</summary>
    public void Hear(LiveChange change)
    {
        foreach (var listener in _listeners.Keys)
        {
            listener.Tell(change);
        }
    }

    /// <summary>Another node had more to say than it could name.</summary>
    public void HearEverything()
    {
        foreach (var listener in _listeners.Keys)
        {
            listener.TellEverything();
        }
    }

    public LiveListener Listen()
    {
        var listener = new LiveListener(gone => _listeners.TryRemove(gone, out _));
        _listeners.TryAdd(listener, 0);
        return listener;
    }
}
