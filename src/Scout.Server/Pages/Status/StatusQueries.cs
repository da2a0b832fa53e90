using Scout.Core.Readings;
using Scout.Server.Alerts;
using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Status;

/// <summary>Reads what the status and alert pages show, in one consistent picture. Writes nothing.</summary>
internal sealed class StatusQueries(Database database, Checkup health, TimeProvider time)
{
    /// <summary>Alerts that are over stay in sight for a day.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>Ledger lines of an alert on the status page; its own page has all.</summary>
    private const int LinesShown = 5;

    private const string Watches = """
        select w.id, w.name, w.kind, w.source_id, w.settings, w.paused_until, p.unit, p.zone,
               s.failure, s.failing_since, s.contact_at,
               r.ts, r.value, r.trend, r.received_at
        from watches w
        left join contacts p on p.id = w.person_id
        left join sources s on s.id = w.source_id
        left join series g on g.watch_id = w.id and g.field = 'glucose'
        left join readings r on r.series_id = g.id and r.ts = g.last_at
        """;

    public async Task<StatusView> LoadAsync(CancellationToken cancellationToken)
    {
        var report = await health.LookAsync(cancellationToken);
        Shortcoming[] missing =
        [
            .. report
                .Findings.Where(finding => finding.Level is not HealthLevel.Fine)
                .Select(finding => new Shortcoming(finding.Level is HealthLevel.Failing, finding.Sentence)),
        ];
        return await database.ReadAsync(session => LoadAsync(session, missing), cancellationToken);
    }

    /// <summary>An alert with its whole ledger; null: there is none with this id.</summary>
    public Task<AlertCard?> FindAlertAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAlertAsync(session, id), cancellationToken);

    /// <summary>The watch of an alert, for acting on it.</summary>
    public Task<string?> WatchOfAsync(string alert, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>("select watch_id from alerts where id = @alert", new { alert }),
            cancellationToken
        );

    private async Task<StatusView> LoadAsync(Session session, IReadOnlyList<Shortcoming> missing)
    {
        var now = time.GetUtcNow();
        var since = (now - Recent).ToUnixTimeMilliseconds();
        var watches = await session.QueryAsync<WatchRow>(
            $"""
            {Watches}
            where w.removed_at is null
            order by w.created_at, w.id
            """
        );
        var reach = (
            await session.QueryAsync<ReachRow>(
                """
                select wc.watch_id, c.name, c.opted_out_at
                from watch_contacts wc
                join contacts c on c.id = wc.contact_id
                order by wc.watch_id, wc.position
                """
            )
        ).ToLookup(row => row.WatchId);
        var points = (
            await session.QueryAsync<PointRow>(
                """
                select g.watch_id, r.ts, r.value
                from series g
                join readings r on r.series_id = g.id
                where g.field = 'glucose' and r.ts >= @from
                order by r.ts
                """,
                new { from = (now - Trace.Span).ToUnixTimeMilliseconds() }
            )
        ).ToLookup(row => row.WatchId, row => row.ToReading());
        var alerts = await session.QueryAsync<AlertRow>(
            """
            select id, watch_id, state, closed_at
            from alerts
            where closed_at is null or closed_at >= @since
            order by opened_at desc
            limit 60
            """,
            new { since }
        );
        var ledgers = (
            await session.QueryAsync<LedgerRow>(
                """
                select l.alert_id, l.line
                from ledger l
                join alerts a on a.id = l.alert_id
                where a.closed_at is null or a.closed_at >= @since
                order by l.alert_id, l.position
                """,
                new { since }
            )
        ).ToLookup(row => row.AlertId);
        var names = await NamesAsync(session);
        var byId = watches.ToDictionary(row => row.Id);
        var cards = alerts
            .Where(alert => byId.ContainsKey(alert.WatchId))
            .Select(alert => (alert.ClosedAt, Card: Card(alert, byId[alert.WatchId], ledgers[alert.Id], names, now)))
            .ToList();
        var open = cards.Where(entry => entry.ClosedAt is null).Select(entry => entry.Card).ToList();
        var shown = watches.Select(row => Card(row, reach[row.Id], points[row.Id], now)).ToList();
        return new StatusView(
            HeadlineText.Of(shown, open, missing),
            shown,
            open,
            [.. cards.Where(entry => entry.ClosedAt is not null).Select(entry => entry.Card).Take(5)],
            missing
        );
    }

    private async Task<AlertCard?> FindAlertAsync(Session session, string id)
    {
        var alert = await session.FirstOrDefaultAsync<AlertRow>(
            "select id, watch_id, state, closed_at from alerts where id = @id",
            new { id }
        );
        if (alert is null)
        {
            return null;
        }

        var watch = await session.FirstOrDefaultAsync<WatchRow>($"{Watches} where w.id = @WatchId", alert);
        var ledger = await session.QueryAsync<LedgerRow>(
            "select alert_id, line from ledger where alert_id = @id order by position",
            new { id }
        );
        return Card(alert, watch!, ledger, await NamesAsync(session), time.GetUtcNow(), int.MaxValue);
    }

    private static async Task<IReadOnlyDictionary<string, string>> NamesAsync(Session session) =>
        (await session.QueryAsync<NameRow>("select id, name from contacts")).ToDictionary(
            row => row.Id,
            row => row.Name,
            StringComparer.Ordinal
        );

    private static WatchCard Card(
        WatchRow row,
        IEnumerable<ReachRow> reach,
        IEnumerable<Reading> points,
        DateTimeOffset now
    ) =>
        new(
            row.Id,
            row.Name,
            row.GlucoseUnit,
            Clock.In(row.Zone, now),
            row.Latest,
            row.Health,
            [.. reach.Where(contact => contact.OptedOutAt is null).Select(contact => contact.Name)],
            row.PausedUntilTime > now ? row.PausedUntilTime : null
        )
        {
            HasSource = row.SourceId is not null,
            Trace = new Trace([.. points], ScoutJson.ReadSettings(row.Settings), now),
        };

    private static AlertCard Card(
        AlertRow alert,
        WatchRow watch,
        IEnumerable<LedgerRow> ledger,
        IReadOnlyDictionary<string, string> names,
        DateTimeOffset now,
        int lines = LinesShown
    ) =>
        new(
            ScoutJson.ReadAlert(alert.State),
            watch.Id,
            watch.Name,
            watch.GlucoseUnit,
            Clock.In(watch.Zone, now),
            names,
            [.. ledger.TakeLast(lines).Select(row => ScoutJson.ReadLine(row.Line))]
        );
}
