using Microsoft.Extensions.Options;
using Scout.Server.Hosting;
using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>Do devices come through, and could anybody make some up?</summary>
internal sealed class DeviceLook(Database database, IOptions<ScoutOptions> options, TimeProvider time) : IHealthLook
{
    private const string Name = "devices";

    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Row>(
                    """
                    select
                        (select count(*) from devices d join networks n on n.id = d.network_id
                         where n.removed_at is null and d.state in ('Active', 'Muted')) as active,
                        (select count(*) from devices d join networks n on n.id = d.network_id
                         where n.removed_at is null and d.state = 'Quarantine') as waiting,
                        (select count(*) from networks where removed_at is null and refused_at > @lately) as refused,
                        (select count(*) from arrivals where problem <> '') as unread
                    """,
                    new { lately = (time.GetUtcNow() - Lately).ToUnixTimeMilliseconds() }
                ),
            cancellationToken
        );
        return [.. Find(row!)];
    }

    private IEnumerable<HealthFinding> Find(Row row)
    {
        if (options.Value.OpenIngest)
        {
            yield return HealthFinding.Warning(
                $"{Name}-open",
                Say.It("Anybody may send values to /data. Take SCOUT_OPEN_INGEST away and give devices a secret.")
            );
        }

        if (row.Refused > 0)
        {
            yield return HealthFinding.Warning(
                $"{Name}-secret",
                Say.It(
                    "Within the last hour somebody came with a wrong secret. If it was a network of yours, give it the right one."
                )
            );
        }

        if (row.Unread > 0)
        {
            yield return HealthFinding.Warning(
                $"{Name}-unread",
                Say.Count(
                    row.Unread,
                    "{0} request of a device could not be used.",
                    "{0} requests of devices could not be used."
                )
            );
        }

        if (row.Waiting > 0)
        {
            yield return HealthFinding.Warning(
                $"{Name}-new",
                Say.Count(
                    row.Waiting,
                    "{0} new device waits until somebody takes it in.",
                    "{0} new devices wait until somebody takes them in."
                )
            );
        }

        if (row is { Active: > 0, Unread: 0, Refused: 0 })
        {
            yield return HealthFinding.Fine(
                Name,
                Say.Count(row.Active, "{0} device sends values.", "{0} devices send values.")
            );
        }
    }

    private sealed record Row(long Active, long Waiting, long Refused, long Unread);
}
