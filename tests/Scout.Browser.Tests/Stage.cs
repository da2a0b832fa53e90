using System.Collections.Concurrent;

namespace Scout.Browser.Tests;

/// <summary>One site per scene, for all tests of a class that only look.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ScoutSite>>> _sites = new(StringComparer.Ordinal);

    internal Task<ScoutSite> PlayAsync(string scene, CancellationToken cancellationToken) =>
        _sites.GetOrAdd(scene, _ => new Lazy<Task<ScoutSite>>(() => OpenAsync(scene, cancellationToken))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values)
        {
            await (await site.Value).DisposeAsync();
        }
    }

    private static async Task<ScoutSite> OpenAsync(string scene, CancellationToken cancellationToken)
    {
        string[] settings = scene is "sensors" ? [Sensors.Open] : [];
        var site = await ScoutSite.StartAsync(cancellationToken, settings: settings);
        await Scenes.PlayAsync(site, scene, cancellationToken);
        return site;
    }
}
