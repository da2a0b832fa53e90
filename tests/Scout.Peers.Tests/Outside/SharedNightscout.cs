using Scout.Peers.Tests.Nightscout;

namespace Scout.Peers.Tests.Outside;

/// <summary>One real Nightscout for the stories of a class, which are told one after another.</summary>
public sealed class SharedNightscout : IAsyncDisposable
{
    private NightscoutPeer? _peer;

    /// <summary>Started by the first story that asks, so that a missing peer skips stories and fails none.</summary>
    public async Task<NightscoutPeer> OpenAsync() =>
        _peer ??= await NightscoutPeer.StartAsync("readable", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null)
        {
            await _peer.DisposeAsync();
        }
    }
}
