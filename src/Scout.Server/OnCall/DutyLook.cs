using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.OnCall;

/// <summary>Is somebody on duty, for the next 30 days?</summary>
internal sealed class DutyLook(Database database, TimeProvider time) : IHealthLook
{
    private const string Name = "on-call";

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var row = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Row>(
                    """
                    select count(*) as Rosters,
                           count(*) filter (where gap_until > @now) as Gaps,
                           count(*) filter (where gap_from <= @now and gap_until > @now) as Nobody
                    from rosters
                    where removed_at is null
                    """,
                    new { now }
                ),
            cancellationToken
        );
        return row switch
        {
            null or { Rosters: 0 } => [],
            { Nobody: > 0 } =>
            [
                HealthFinding.Warning(
                    Name,
                    Say.Count(
                        row.Nobody,
                        "In {0} roster nobody is on duty now: the fallback is reached. Fill the gap under On call.",
                        "In {0} rosters nobody is on duty now: the fallbacks are reached. Fill the gaps under On call."
                    )
                ),
            ],
            { Gaps: > 0 } =>
            [
                HealthFinding.Warning(
                    Name,
                    Say.Count(
                        row.Gaps,
                        "{0} roster has a time in the next 30 days when nobody is on duty. Fill the gap under On call.",
                        "{0} rosters have a time in the next 30 days when nobody is on duty. Fill the gaps under On call."
                    )
                ),
            ],
            _ => [HealthFinding.Fine(Name, Say.It("Somebody is on duty in every roster for the next 30 days."))],
        };
    }

    private sealed record Row
    {
        public required long Rosters { get; init; }
        public required long Gaps { get; init; }
        public required long Nobody { get; init; }
    }
}
