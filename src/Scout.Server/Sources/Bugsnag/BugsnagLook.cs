using Microsoft.Extensions.Options;
using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>Do errors come in, and could somebody else send them?</summary>
internal sealed class BugsnagLook(Database database, IOptions<BugsnagOptions> options) : IHealthLook
{
    private const string Name = "bugsnag";

    /// <summary>A secret shorter than this can be guessed: 128 bits take 22 letters and digits.</summary>
    private const int ShortestSecret = 22;

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Row>(
                    """
                    select
                        (select count(*) from intake_gates g
                         join watches w on w.id = g.watch_id and w.removed_at is null) as Gates,
                        (select count(*) from intake where state = 'Quarantine') as Unread,
                        (select count(*) from source_tokens where dead_at is not null) as Dead
                    """
                ),
            cancellationToken
        );
        return [.. Find(row!)];
    }

    private IEnumerable<HealthFinding> Find(Row row)
    {
        if (row.Dead > 0)
        {
            yield return HealthFinding.Warning(
                $"{Name}-token",
                Say.Count(
                    row.Dead,
                    "Bugsnag refuses the token of {0} project: nothing is closed or snoozed there. Type a new one.",
                    "Bugsnag refuses the tokens of {0} projects: nothing is closed or snoozed there. Type new ones."
                )
            );
        }

        if (options.Value.IsOpen)
        {
            yield return HealthFinding.Warning(
                Name,
                Say.It(
                    "Anybody may send errors to /bugsnag. Set SCOUT_BUGSNAG_SECRET and put it into the webhook's address."
                )
            );
        }
        else if (options.Value.Secret?.Trim() is { Length: > 0 and < ShortestSecret })
        {
            yield return HealthFinding.Warning(
                Name,
                Say.It(
                    "SCOUT_BUGSNAG_SECRET is short enough to be guessed. Use {0} letters and digits or more.",
                    ShortestSecret
                )
            );
        }
        else if (row is { Gates: > 0, Unread: > 0 })
        {
            yield return HealthFinding.Warning(
                Name,
                Say.Count(
                    row.Unread,
                    "{0} webhook could not be read. It is on the page of its project.",
                    "{0} webhooks could not be read. They are on the page of their project."
                )
            );
        }
        else if (row.Gates > 0)
        {
            yield return HealthFinding.Fine(
                Name,
                Say.Count(row.Gates, "Errors of {0} project come in.", "Errors of {0} projects come in.")
            );
        }
    }

    private sealed record Row(long Gates, long Unread, long Dead);
}
