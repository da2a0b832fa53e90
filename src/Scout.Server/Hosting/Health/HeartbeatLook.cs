using Microsoft.Extensions.Options;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Hosting.Health;

/// <summary>Does somebody outside notice when Scout falls silent?</summary>
internal sealed class HeartbeatLook(Heartbeat heartbeat, IOptions<ScoutOptions> scout, TimeProvider time) : IHealthLook
{
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(5);

    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthFinding>>([Finding()]);

    private HealthFinding Finding()
    {
        const string Name = "heartbeat";
        if (string.IsNullOrWhiteSpace(scout.Value.HeartbeatUrl))
        {
            return scout.Value.Demo
                ? HealthFinding.Fine(Name, Say.It("The demo has no heartbeat."))
                : HealthFinding.Warning(
                    Name,
                    Say.It("SCOUT_HEARTBEAT_URL is not set: nobody outside notices when this machine stops.")
                );
        }

        return heartbeat.HeardAt switch
        {
            { } heard when time.GetUtcNow() - heard <= Overdue => HealthFinding.Fine(
                Name,
                Say.It("The watcher outside hears the heartbeat.")
            ),
            null when heartbeat.TriedAt is null => HealthFinding.Fine(Name, Say.It("The first heartbeat is to come.")),
            _ => HealthFinding.Warning(
                Name,
                Say.It("The watcher outside (SCOUT_HEARTBEAT_URL) has not answered lately.")
            ),
        };
    }
}
