using Scout.Server.Contacts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Is there somebody to reach, and does what is meant for them leave?</summary>
internal sealed class PeopleLook(Database database, TimeProvider time) : IHealthLook
{
    private static readonly TimeSpan Waiting = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WaitingTooLong = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Row>(
                    $"""
                    select
                        (select count(*) from watches where removed_at is null and kind <> 'self') as Watches,
                        (select count(*) from watches
                         where removed_at is null and kind <> 'self' and paused_until > @now) as Paused,
                        (select count(*)
                         from watches w
                         where w.removed_at is null and w.kind <> 'self'
                           and not exists (
                               select 1
                               from watch_contacts m
                               join contacts c on c.id = m.contact_id
                               where m.watch_id = w.id and {ContactStore.IsReachable} and c.opted_out_at is null
                           )) as Nobody,
                        (select count(*)
                         from watches w
                         where w.removed_at is null and w.kind <> 'self'
                           and (select count(*) from watch_contacts m where m.watch_id = w.id) = 1) as Alone,
                        (select count(*) from deliveries where finished_at is null and not_before <= @late
                           and state = 'Queued' and channel <> 'Push') as Waiting,
                        (select min(not_before) from deliveries where finished_at is null and state = 'Queued'
                           and channel <> 'Push') as Oldest
                    """,
                    new { now = now.ToUnixTimeMilliseconds(), late = (now - Waiting).ToUnixTimeMilliseconds() }
                ),
            cancellationToken
        );
        return [.. People(row!), Backlog(row!, now)];
    }

    private static IEnumerable<HealthFinding> People(Row row)
    {
        if (row.Nobody > 0)
        {
            yield return HealthFinding.Failing(
                "contacts",
                Say.It("{0} of the watches have nobody who may be called. Set SCOUT_PHONE.", row.Nobody)
            ) with
            {
                Impairs = new Impairment("contacts", Say.It("Somebody who is watched has nobody who may be called.")),
            };
        }
        else if (row.Alone > 0)
        {
            yield return HealthFinding.Warning(
                "contacts",
                Say.It(
                    "Only one person is reached when something is wrong. Set SCOUT_EMERGENCY_CONTACT for somebody else."
                )
            );
        }
        else
        {
            yield return HealthFinding.Fine("contacts", Say.It("Everybody who is watched has somebody to reach."));
        }

        if (row.Paused > 0)
        {
            yield return HealthFinding.Warning(
                "paused",
                Say.It("{0} of the watches are paused for now.", row.Paused)
            ) with
            {
                Impairs =
                    row.Paused == row.Watches
                        ? new Impairment("paused", Say.It("Everybody is paused, so nothing rings."))
                        : null,
            };
        }
    }

    private static HealthFinding Backlog(Row row, DateTimeOffset now)
    {
        const string Name = "deliveries";
        if (row.Waiting == 0)
        {
            return HealthFinding.Fine(Name, Say.It("No call or text is waiting to leave."));
        }

        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(row.Oldest ?? now.ToUnixTimeMilliseconds());
        var sentence = Say.It(
            "{0} calls and texts wait to leave, the oldest for {1:0} s.",
            row.Waiting,
            age.TotalSeconds
        );
        if (age < WaitingTooLong)
        {
            return HealthFinding.Warning(Name, sentence);
        }

        var told = Say.It("Calls and texts have been waiting to leave for {0}.", SpanText.Of(age));
        return HealthFinding.Failing(Name, sentence) with { Impairs = new Impairment(Impairment.Deliveries, told) };
    }

    private sealed record Row
    {
        public required long Watches { get; init; }

        public required long Paused { get; init; }

        public required long Nobody { get; init; }

        public required long Alone { get; init; }

        public required long Waiting { get; init; }

        public long? Oldest { get; init; }
    }
}
