using Microsoft.Extensions.Options;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Hosting.Health;
using Scout.Server.OnCall;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Pumps;
using Scout.Server.Pages.Shown;
using Scout.Server.Sources.Tandem;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Status;

/// <summary>Reads what home shows to one account, in one consistent picture. Writes nothing.</summary>
internal sealed class StatusQueries(
    Database database,
    Checkup health,
    IOptions<TandemOptions> tandem,
    TimeProvider time
)
{
    /// <summary>Alerts that are over stay in sight for a day.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    private const int MostPast = 5;

    public async Task<StatusView> LoadAsync(Me me, CancellationToken cancellationToken)
    {
        var report = await health.LookAsync(cancellationToken);
        return await database.ReadAsync(session => LoadAsync(session, me, report), cancellationToken);
    }

    /// <summary>Watches that the account sees, the most urgent first, each with its open alerts.</summary>
    public async Task<IReadOnlyList<WatchCard>> WatchesAsync(Me me, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                var watches = await WatchesAsync(session, me, now);
                var rows = await AlertsAsync(session, me, since: now);
                var names = await session.NamesAsync(me);
                return People(
                    watches,
                    [.. rows.Where(row => row.ClosedAt is null).Select(row => row.ToCard(me, names, [], now))]
                );
            },
            cancellationToken
        );

    /// <summary>A watch that the account sees, as home shows it; null: it is not there.</summary>
    public async Task<WatchCard?> FindWatchAsync(Me me, string watch, CancellationToken cancellationToken) =>
        (await WatchesAsync(me, cancellationToken)).FirstOrDefault(card => card.Id == watch);

    private async Task<StatusView> LoadAsync(Session session, Me me, HealthReport report)
    {
        var now = time.GetUtcNow();
        var watches = await WatchesAsync(session, me, now);
        var rows = await AlertsAsync(session, me, now - Recent);
        var names = await session.NamesAsync(me);
        AlertCard[] open = [.. rows.Where(row => row.ClosedAt is null).Select(row => row.ToCard(me, names, [], now))];
        Shortcoming[] missing = [.. Shortcomings.Of(watches, report, me.RunsInstance)];
        var people = People(watches, open);
        var pumps = (await session.PumpsAsync(me.Account))
            .Select(row => PumpView.Of(row, tandem.Value))
            .Select(pump => new PumpCard(pump, [.. open.Where(alert => alert.WatchId == pump.Id)]))
            .ToList();
        return new StatusView(
            HeadlineText.Of(people, open, missing, [.. pumps.Select(card => card.Pump)]),
            people,
            [
                .. open.Where(alert =>
                    people.All(watch => watch.Id != alert.WatchId) && pumps.All(card => card.Pump.Id != alert.WatchId)
                ),
            ],
            [
                .. rows.Where(row => row.ClosedAt is not null)
                    .Take(MostPast)
                    .Select(row => row.ToCard(me, names, [], now)),
            ],
            missing
        )
        {
            Duties = await DutiesAsync(session, me, now),
            Pumps = pumps,
            Clock = Clock.In(me.Zone, now),
        };
    }

    private static async Task<IReadOnlyList<DutyNow>> DutiesAsync(Session session, Me me, DateTimeOffset now)
    {
        var rosters = await session.RostersAsync(me.Account);
        if (rosters.Count == 0)
        {
            return [];
        }

        var people = await session.DutyPeopleAsync(me.Account);
        return [.. rosters.SelectMany(roster => DutyNow.Of(roster, people, now))];
    }

    private static WatchCard[] People(IReadOnlyList<WatchCard> watches, IReadOnlyList<AlertCard> open) =>
        [
            .. watches
                .Where(watch => watch.HasSource)
                .Select(watch => watch with { Open = [.. open.Where(alert => alert.WatchId == watch.Id)] })
                .OrderBy(HeadlineText.RankOf),
        ];

    /// <summary>Open ones, and those that ended since then.</summary>
    private static Task<IReadOnlyList<AlertRow>> AlertsAsync(Session session, Me me, DateTimeOffset since) =>
        session.QueryAsync<AlertRow>(
            $"""
            select {AlertRow.Columns}
            from alerts a
            join watches w on w.id = a.watch_id
            where w.removed_at is null and (a.closed_at is null or a.closed_at >= @since) and {AccessStore.Sees}
            order by a.opened_at desc, a.id desc
            """,
            new { account = me.Account, since = since.ToUnixTimeMilliseconds() }
        );

    private static async Task<List<WatchCard>> WatchesAsync(Session session, Me me, DateTimeOffset now)
    {
        var account = me.Account;
        var watches = await session.QueryAsync<WatchRow>(
            $"""
            select w.id, w.name, w.source_id, w.settings, w.paused_until,
                   case
                       when w.account_id = @account or w.kind = 'self' then 'Own'
                       else (select k.may from carers k
                             where k.watch_id = w.id and k.account_id = @account) end as May,
                   s.failure, s.failing_since, s.contact_at,
                   t.kind as gate, t.last_at,
                   case when t.kind is null then 0 else (
                       select count(*) from intake i where i.watch_id = w.id and i.state = 'Quarantine') end as unread,
                   r.ts, r.value, r.trend, r.received_at
            from watches w
            left join sources s on s.id = w.source_id
            left join intake_gates t on t.watch_id = w.id
            left join series g on g.watch_id = w.id and g.field = 'glucose'
            left join readings r on r.series_id = g.id and r.ts = g.last_at
            where w.removed_at is null and {AccessStore.Sees}
            order by w.created_at, w.id
            """,
            new { account }
        );
        var reach = (
            await session.QueryAsync<ReachRow>(
                $"""
                select m.watch_id, c.name
                from watch_contacts m
                join contacts c on c.id = m.contact_id
                join watches w on w.id = m.watch_id
                where w.removed_at is null and c.opted_out_at is null and {ContactStore.IsReachable}
                  and {AccessStore.Sees}
                order by m.watch_id, m.position
                """,
                new { account }
            )
        ).ToLookup(row => row.WatchId);
        var points = (
            await session.QueryAsync<PointRow>(
                $"""
                select g.watch_id, r.ts, r.value
                from watches w
                join series g on g.watch_id = w.id
                join readings r on r.series_id = g.id
                where g.field = 'glucose' and r.ts >= @from and w.removed_at is null and {AccessStore.Sees}
                order by r.ts
                """,
                new { account, from = (now - Trace.Span).ToUnixTimeMilliseconds() }
            )
        ).ToLookup(row => row.WatchId, row => row.ToReading());
        var sensors = await session.SensorStatesAsync(account, now);
        return
        [
            .. watches.Select(row =>
                Card(row, me, reach[row.Id], points[row.Id], now) is var card
                && sensors.GetValueOrDefault(row.Id) is { } sensor
                    ? card with
                    {
                        Sensor = sensor.WatchedFirst(ScoutJson.ReadSettings(row.Settings).Sensor),
                        HasSource = true,
                    }
                    : card
            ),
        ];
    }

    private static WatchCard Card(
        WatchRow row,
        Me me,
        IEnumerable<ReachRow> reach,
        IEnumerable<Reading> points,
        DateTimeOffset now
    ) =>
        new(
            row.Id,
            row.Name,
            me.Unit,
            Clock.In(me.Zone, now),
            row.Latest,
            row.Health,
            [.. reach.Select(contact => contact.Name)],
            row.PausedAt(now)
        )
        {
            HasSource = row.SourceId is not null || row.Gate is not null,
            Project = row.Project,
            May = row.May ?? "",
            MayChange = AccessStore.ReadGrant(row.May) >= Grant.Change,
            IsOwn = AccessStore.ReadGrant(row.May) is Grant.Own,
            Trace = new Trace([.. points], ScoutJson.ReadSettings(row.Settings), now),
        };
}
