using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Playwright;
using Scout.Server.Due;
using Scout.Server.Hosting;
using Scout.Server.Storage;

namespace Scout.Browser.Tests;

/// <summary>Scout on a real port of this machine, with the sandbox's telephones and nothing outside.</summary>
public sealed class ScoutSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentBag<IBrowserContext> _visitors = [];

    private ScoutSite(WebApplication app, DirectoryInfo folder)
    {
        _app = app;
        _folder = folder;
    }

    public const string SetupToken = "let-me-in-please";

    public string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The same by its name, for what a browser does not do for a number.</summary>
    public string Named => Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public IServiceProvider Services => _app.Services;

    internal Database Database => _app.Services.GetRequiredService<Database>();

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="alive">True: due work happens by itself. False: when the test says so.</param>
    /// <param name="settings">As on the command line.</param>
    public static async Task<ScoutSite> StartAsync(
        CancellationToken cancellationToken,
        bool alive = false,
        params string[] settings
    )
    {
        var folder = Directory.CreateTempSubdirectory("scout-browser-");
        var builder = ScoutHost.CreateBuilder([
            $"--Scout:Data={folder.FullName}",
            $"--Scout:SetupToken={SetupToken}",
            $"--Scout:Due:Loop={alive}",
            .. settings,
        ]);
        builder.AddScout();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.PrepareAsync();
        app.MapScout();
        await app.StartAsync(cancellationToken);
        return new ScoutSite(app, folder);
    }

    /// <summary>Does all work that is due now, what it makes due included.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => Get<DueLoop>().RunDueAsync(cancellationToken);

    /// <summary>Whose pages end with the site: they would go on asking for it while other tests want the machine.</summary>
    public void IsVisitedBy(IBrowserContext visitor) => _visitors.Add(visitor);

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.CloseAsync();
        }

        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
