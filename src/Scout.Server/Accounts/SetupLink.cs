using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Scout.Server.Accounts;

/// <summary>Tells, once the server listens, where the owner finds it.</summary>
internal sealed class SetupLink(SetupToken setup, FirstOwner firstOwner, IConfiguration configuration, IServer server)
    : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await firstOwner.IsThereAsync(cancellationToken))
        {
            await Console.Out.WriteLineAsync($"Scout is at {Address()}. Sign in there.");
            return;
        }

        // On the console, not in the log: logs are sent elsewhere, and this opens everything.
        var token = Uri.EscapeDataString(await setup.GetAsync(cancellationToken));
        await Console.Out.WriteLineAsync($"Scout is at {Address()}. Set it up: {Address()}/setup?token={token}");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Address()
    {
        if (configuration["Scout:SiteUrl"] is { Length: > 0 } site)
        {
            return site.TrimEnd('/');
        }

        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        return bound
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal)
            .TrimEnd('/');
    }
}
