using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Scout.Server.Hosting;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Commands.Demo;

/// <summary>Tells the onlooker where to look, and the simulated person to eat something once somebody acted.</summary>
internal sealed class DemoDirector(
    Database database,
    IOptions<PersonOptions> person,
    IHostApplicationLifetime lifetime,
    IServer server,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan JuiceTakes = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var starting = lifetime.ApplicationStarted.Register(started.SetResult);
        using var stopping = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        try
        {
            await started.Task;
            await InviteAsync();
            using var site = new HttpClient { BaseAddress = new Uri(person.Value.NightscoutUrl!) };
            while (true)
            {
                await Task.Delay(Look, time, stoppingToken);
                if (await SomebodyActedAsync(stoppingToken))
                {
                    await Task.Delay(JuiceTakes, time, stoppingToken);
                    using var answer = await site.PostAsync(DemoSite.RecoverPath, null, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The demo is over.
        }
    }

    private Task InviteAsync()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        var address = LocalAddress.Reachable(bound);
        return Console.Out.WriteLineAsync(
            $"""

            Demo: open {new Uri(address, "phones")}
            Sam's glucose is falling; in about half a minute Sam's phone rings there. Pick up and press 1, and it
            is held. Leave it alone, and Alex, Robin and Kim get texts. Later there is an all-clear, and it begins anew.
            A freezer has a sensor: its door stays open now and then, and Sam gets a text.
            Nothing of this leaves your machine. Ctrl+C ends it.

            """
        );
    }

    // Held or snoozed: the words that open the stored state.
    private async Task<bool> SomebodyActedAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session =>
                session.ScalarAsync<long>(
                    """
                    select count(*)
                    from alerts
                    where closed_at is null and kind = 'Low'
                      and (state like '%"is":"held"%' or state like '%"is":"snoozed"%')
                    """
                ),
            cancellationToken
        ) > 0;
}
