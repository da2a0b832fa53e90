using NodaTime;
using Scout.Core.Escalation;
using Scout.Core.Readings;
using Scout.Core.Simulation;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Shown;
using Scout.Server.Readings;
using Scout.Server.Readings.Points;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Watch;

/// <summary>What an address asks of the page of a watch.</summary>
/// <param name="Whole">False: only what changes by itself, for a page that is open already.</param>
internal sealed record WatchQuestion(Me Me, string Watch, IQueryCollection Query, bool Whole)
{
    public Viewer Viewer => new(Me.Account, Me.RunsInstance);
}

/// <summary>Reads what the page of a watch shows, in one consistent picture. Writes nothing.</summary>
internal sealed class WatchQueries(Database database, TimeProvider time)
{
    private const int PastShown = 8;
    private const int RowsShown = 100;
    private const string Field = "glucose";

    /// <summary>Null: there is no such watch for this account.</summary>
    public async Task<WatchView?> FindAsync(WatchQuestion question, CancellationToken cancellationToken)
    {
        var loaded = await database.ReadAsync(session => LoadAsync(session, question), cancellationToken);
        // Played outside the transaction: it needs a processor and no database.
        return loaded is null ? null
            : question.Whole ? loaded.View with { History = HistoryOf(loaded, question) }
            : loaded.View;
    }

    /// <summary>The watch without its people, its alerts and its history: for what stands beside its page.</summary>
    /// <returns>Null: there is no such watch for this account.</returns>
    public Task<WatchView?> FindFrameAsync(WatchQuestion question, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
                await FindRowAsync(session, question.Viewer, question.Watch) is { } row
                    ? await FrameAsync(session, question, row)
                    : null,
            cancellationToken
        );

    /// <summary>The watch's row, if the account sees it.</summary>
    private static Task<WatchRow?> FindRowAsync(Session session, Viewer viewer, string watch) =>
        session.FirstOrDefaultAsync<WatchRow>(
            $"""
            select w.id, w.name, w.settings, w.source_id, w.person_id, w.paused_until, p.zone,
                s.failure, s.failing_since, s.contact_at, g.id as series_id,
                r.ts, r.value, r.trend, r.received_at
            from watches w
            left join contacts p on p.id = w.person_id
            left join sources s on s.id = w.source_id
            left join series g on g.watch_id = w.id and g.field = '{Field}'
            left join readings r on r.series_id = g.id and r.ts = g.last_at
            where w.id = @watch and w.removed_at is null and {AccessStore.Sees}
            """,
            new { watch, account = viewer.Account }
        );

    private async Task<Loaded?> LoadAsync(Session session, WatchQuestion question)
    {
        if (await FindRowAsync(session, question.Viewer, question.Watch) is not { } row)
        {
            return null;
        }

        var people = await session.QueryAsync<PersonRow>(
            $"""
            select c.id, c.name, wc.role, c.opted_out_at,
                   case when {ContactStore.IsReachable} then 1 else 0 end as may_be_reached
            from watch_contacts wc
            join contacts c on c.id = wc.contact_id
            where wc.watch_id = @Id
            order by wc.position
            """,
            new { row.Id }
        );
        var alerts = await session.QueryAsync<KeptAlertRow>(
            """
            select state, closed_at
            from alerts
            where watch_id = @Id
            order by case when closed_at is null then 0 else 1 end, opened_at desc
            limit @most
            """,
            new { row.Id, most = (long)PastShown + 12 }
        );
        var view = (await FrameAsync(session, question, row)) with
        {
            People =
            [
                .. people.Select(person => new Reached(
                    person.Name,
                    person.Role == "Person",
                    person.MayBeReached == 1,
                    person.OptedOutAt is not null
                )),
            ],
        };
        var names = await session.NamesAsync(question.Me);
        var cards = alerts.ToLookup(alert => alert.ClosedAt is null, alert => Card(view, alert, names, question.Me));
        view = view with { Open = [.. cards[true]], Past = [.. cards[false].Take(PastShown)] };
        var team = new Team(
            row.PersonId ?? "",
            [.. people.Where(person => person.Role != "Person").Select(person => person.Id)]
        );
        return question.Whole
            ? await WithReadingsAsync(session, new Loaded(view, row, team), question.Query)
            : new Loaded(view, row, team);
    }

    private async Task<WatchView> FrameAsync(Session session, WatchQuestion question, WatchRow row)
    {
        var now = time.GetUtcNow();
        return new WatchView
        {
            Id = row.Id,
            Name = row.Name,
            Clock = Clock.In(row.Zone, now),
            Zone =
                row.Zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(row.Zone) is not null
                    ? row.Zone
                    : "UTC",
            Unit = question.Query["unit"].ToString() switch
            {
                "mgdl" => GlucoseUnit.MgDl,
                "mmol" => GlucoseUnit.MmolL,
                _ => question.Me.Unit,
            },
            Settings = ScoutJson.ReadSettings(row.Settings),
            MayChange = await session.GrantAsync(question.Viewer, row.Id) >= Grant.Change,
            HasSource = row.SourceId is not null,
            Health = row.Health,
            PausedUntil = row.PausedAt(now),
            Latest = row.Latest,
        };
    }

    private static async Task<Loaded> WithReadingsAsync(Session session, Loaded loaded, IQueryCollection query)
    {
        var now = loaded.View.Clock.Now;
        var firsts = await session.FirstAsync([loaded.Row.SeriesId ?? -1]);
        DateTimeOffset? first = firsts.Count > 0 ? firsts.Values.First() : null;
        var range = ChartRange.Read(query, first, now);
        var recent = await session.LoadRangeAsync(loaded.Row.Id, Field, now - WatchShares.Length, now.AddMinutes(1));
        var rows = await RowsAsync(session, loaded.Row.SeriesId ?? -1, range.Range);
        return loaded with { First = first, Range = range, Recent = recent, Rows = rows };
    }

    private static async Task<IReadOnlyList<Reading>> RowsAsync(Session session, long series, TimeRange range)
    {
        var rows = await session.QueryAsync<ReadingRow>(
            """
            select ts, value, trend, received_at
            from readings
            where series_id = @series and ts >= @from and ts < @to
            order by ts desc
            limit @most
            """,
            new
            {
                series,
                from = range.FromMs,
                to = range.ToMs + 1,
                most = (long)RowsShown,
            }
        );
        return [.. rows.Select(row => row.ToReading())];
    }

    private static WatchHistory HistoryOf(Loaded loaded, WatchQuestion question)
    {
        var view = loaded.View;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.Zone) ?? DateTimeZone.Utc;
        var form = PreviewForm.Read(question.Query, view.Settings, view.Unit);
        if (form.Limits is var (low, high))
        {
            var tried = Preview.WithLimits(view.Settings, low, high);
            form = form with { Tried = Preview.Of(loaded.Recent, tried, loaded.Team, zone) };
        }

        return new WatchHistory(
            loaded.Row.SeriesId,
            loaded.First,
            loaded.Range!,
            [.. loaded.Rows],
            WatchShares.Of(loaded.Recent, loaded.First, view.Clock.Now),
            Preview.Of(loaded.Recent, view.Settings, loaded.Team, zone),
            form
        );
    }

    private static AlertCard Card(
        WatchView view,
        KeptAlertRow alert,
        IReadOnlyDictionary<string, string> names,
        Me me
    ) =>
        new(ScoutJson.ReadAlert(alert.State), view.Id, view.Name, view.Unit, view.Clock, names, [])
        {
            You = NameBook.You(me),
        };

    private sealed record Loaded(WatchView View, WatchRow Row, Team Team)
    {
        public DateTimeOffset? First { get; init; }

        public ChartRange? Range { get; init; }

        /// <summary>Of the last 14 days.</summary>
        public IReadOnlyList<Reading> Recent { get; init; } = [];

        public IReadOnlyList<Reading> Rows { get; init; } = [];
    }
}
