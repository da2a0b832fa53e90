using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Scout.Server.Hosting;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Benchmarks;

/// <summary>The whole server on a port of loopback, with nothing due.</summary>
internal sealed class WebNode : IAsyncDisposable
{
    private const string Token = "benchmarks-may-look";

    private readonly WebApplication _app;

    private WebNode(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public string Address =>
        Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <param name="storage">Its second node: the first made the tables.</param>
    public static Task<WebNode> StartAsync(TestDatabase storage) =>
        StartAsync(
            storage.Settings.Where(setting => setting.Value is not null).Select(one => $"--{one.Key}={one.Value}")
        );

    public static async Task<WebNode> StartAsync(IEnumerable<string> settings)
    {
        var builder = ScoutHost.CreateBuilder([
            .. settings,
            $"--Scout:SetupToken={Token}",
            "--Scout:Due:Loop=false",
            "--urls=http://127.0.0.1:0",
        ]);
        builder.AddScout();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.PrepareAsync();
        app.MapScout();
        await app.StartAsync();
        return new WebNode(app);
    }

    public HttpClient Client() => ClientOf(Address);

    /// <summary>The owner's.</summary>
    public static HttpClient ClientOf(string address)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
