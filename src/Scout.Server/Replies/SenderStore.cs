using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Replies;

/// <summary>What Scout knows about a number that writes to it.</summary>
internal static class SenderStore
{
    private const string Known = $"c.removed_at is null and {ContactStore.IsReachable}";

    /// <summary>The contacts behind a number, oldest first. Empty: a stranger, or a number that nobody proved.</summary>
    public static async Task<ImmutableArray<Reader>> SendersAsync(this Session session, string phone) =>
        [
            .. (
                await session.QueryAsync<SenderRow>(
                    $"""
                    select c.id, c.language, c.zone, c.unit
                    from contacts c
                    where c.phone = @phone and {Known}
                    order by c.created_at, c.id
                    """,
                    new { phone }
                )
            ).Select(row => row.ToReader()),
        ];

    /// <summary>The alerts that the number was told about: open ones, and those that ended within a day.</summary>
    public static async Task<ImmutableArray<ToldAlert>> ToldAsync(
        this Session session,
        string phone,
        DateTimeOffset now
    )
    {
        var rows = await session.QueryAsync<ToldRow>(
            $"""
            select r.alert_id, r.code, a.state, a.watch_id, w.name as about, d.contact_id, max(t.sent_at) as paged_at
            from reply_codes r
            join alerts a on a.id = r.alert_id
            join watches w on w.id = a.watch_id
            join deliveries d on d.alert_id in (a.id, r.told_by) and d.phone = r.phone and d.purpose = 'Alert'
            join attempts t on t.delivery_id = d.id and t.state <> 'Failed'
            left join watch_contacts m on m.watch_id = a.watch_id and m.contact_id = d.contact_id
            join contacts c on c.id = d.contact_id and c.phone = r.phone
            where (m.contact_id is not null or w.plan is not null) and r.phone = @phone and (a.closed_at is null or a.closed_at > @freed) and w.removed_at is null
              and {Known}
            group by r.alert_id, r.code, a.state, a.watch_id, w.name, d.contact_id
            order by r.code
            """,
            new { phone, freed = ReplyCodeStore.FreedAt(now) }
        );
        return [.. rows.GroupBy(row => row.AlertId).Select(told => told.MaxBy(row => row.PagedAt)!.ToTold())];
    }

    /// <summary>The other alerts that the pages of this one spoke of, to this number.</summary>
    public static async Task<ImmutableArray<string>> FellowsAsync(this Session session, string phone, string alert)
    {
        var pages = await session.QueryAsync<string>(
            """
            select facts
            from deliveries d
            where d.alert_id = @alert and d.phone = @phone and d.purpose = 'Alert'
              and exists (select 1 from attempts t where t.delivery_id = d.id and t.state <> 'Failed')
            order by d.created_at desc
            limit 5
            """,
            new { phone, alert }
        );
        return
        [
            .. pages.SelectMany(facts => ScoutJson.ReadFacts(facts).Fellows ?? []).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of those who hold or ended these alerts.</summary>
    public static async Task<Dictionary<string, string>> NamesAsync(
        this Session session,
        params IEnumerable<Alert> alerts
    )
    {
        var names = new Dictionary<string, string>();
        foreach (var by in alerts.Select(ActorOf).OfType<string>().Distinct())
        {
            if (await session.NameOfAsync(by) is { } name)
            {
                names[by] = name;
            }
        }

        return names;
    }

    /// <summary>What the number's contacts are reached for: values and people.</summary>
    public static async Task<ImmutableArray<WatchSummary>> SummariesAsync(this Session session, string phone)
    {
        var people = await session.QueryAsync<PersonRow>(
            $"""
            select w.id as watch, w.name as about, m.role, p.name,
                   case when g.watch_id is null or exists (select 1 from series s where s.watch_id = w.id) then null else (
                       select count(*) from alerts a where a.watch_id = w.id and a.closed_at is null
                   ) end as problems
            from watches w
            join watch_contacts m on m.watch_id = w.id
            join contacts p on p.id = m.contact_id
            left join intake_gates g on g.watch_id = w.id
            where w.removed_at is null and w.kind <> 'self' and w.id in (
                select n.watch_id
                from watch_contacts n
                join contacts c on c.id = n.contact_id
                where c.phone = @phone and {Known})
            order by w.created_at, w.id, m.position
            """,
            new { phone }
        );
        var summaries = ImmutableArray.CreateBuilder<WatchSummary>();
        foreach (var team in people.GroupBy(row => row.Watch))
        {
            summaries.Add(
                new WatchSummary(
                    team.First().About,
                    team.FirstOrDefault(row => row.Role == nameof(ContactRole.Person))?.Name,
                    [.. team.Where(row => row.Role != nameof(ContactRole.Person)).Select(row => row.Name)],
                    await session.LatestAsync(team.Key)
                )
                {
                    Problems = (int?)team.First().Problems,
                }
            );
        }

        return summaries.ToImmutable();
    }

    public static string? ActorOf(Alert alert) =>
        (alert.State is AlertState.Clearing clearing ? clearing.Before : alert.State) switch
        {
            AlertState.Held held => held.By,
            AlertState.Snoozed snoozed => snoozed.By,
            AlertState.Closed closed => closed.By,
            _ => null,
        };

    private static async Task<Reading?> LatestAsync(this Session session, string watch) =>
        (
            await session.FirstOrDefaultAsync<ReadingRow>(
                """
                select ts, value, trend, received_at
                from readings
                where series_id = (select id from series where watch_id = @watch and field = 'glucose')
                order by ts desc
                limit 1
                """,
                new { watch }
            )
        )?.ToReading();

    private sealed record SenderRow
    {
        public required string Id { get; init; }

        public required string Language { get; init; }

        public required string Zone { get; init; }

        public required string Unit { get; init; }

        public Reader ToReader() =>
            new(Id, Language, Zone, Enum.TryParse<GlucoseUnit>(Unit, out var unit) ? unit : GlucoseUnit.MgDl);
    }

    private sealed record ToldRow
    {
        public required string AlertId { get; init; }

        public required int Code { get; init; }

        public required string State { get; init; }

        public required string WatchId { get; init; }

        public required string About { get; init; }

        public required string ContactId { get; init; }

        public required long PagedAt { get; init; }

        public ToldAlert ToTold() =>
            new(ScoutJson.ReadAlert(State), Code, DateTimeOffset.FromUnixTimeMilliseconds(PagedAt))
            {
                Watch = WatchId,
                About = About,
                Contact = ContactId,
            };
    }

    private sealed record PersonRow
    {
        public required string Watch { get; init; }

        public required string About { get; init; }

        public required string Role { get; init; }

        public required string Name { get; init; }

        public long? Problems { get; init; }
    }
}
