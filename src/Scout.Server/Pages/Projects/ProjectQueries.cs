using Scout.Core.Events;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Status;
using Scout.Server.Pages.Watch;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Projects;

/// <summary>Reads what the pages of a project show. Writes nothing.</summary>
internal sealed class ProjectQueries(Database database, StatusQueries status)
{
    private const string Columns = "id, received_at, size, kind, words, outcome, problem, alert_id, copies";
    private const int Shown = 20;

    /// <summary>Null: no project with this id is there for this account.</summary>
    public async Task<ProjectView?> FindAsync(WatchQuestion question, CancellationToken cancellationToken)
    {
        var me = question.Me;
        var isProject = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    "select watch_id from intake_gates where watch_id = @Watch",
                    new { question.Watch }
                ),
            cancellationToken
        );
        if (isProject is null || await status.FindWatchAsync(me, question.Watch, cancellationToken) is not { } card)
        {
            return null;
        }

        return await database.ReadAsync(session => LoadAsync(session, me, card), cancellationToken);
    }

    /// <summary>A webhook of a project with its body; null: there is none.</summary>
    public async Task<(ProjectDelivery Delivery, byte[] Body)?> FindDeliveryAsync(
        string watch,
        long delivery,
        CancellationToken cancellationToken
    )
    {
        var (row, body) = await database.ReadAsync(
            async session =>
                (
                    await session.FirstOrDefaultAsync<ProjectDelivery>(
                        $"select {Columns} from intake where id = @delivery and watch_id = @watch",
                        new { watch, delivery }
                    ),
                    await session.FirstOrDefaultAsync<string>(
                        "select body from intake where id = @delivery and watch_id = @watch",
                        new { watch, delivery }
                    )
                ),
            cancellationToken
        );
        return row is null ? null : (row, Convert.FromBase64String(body ?? ""));
    }

    private static async Task<ProjectView> LoadAsync(Session session, Me me, WatchCard card)
    {
        var names = await session.NamesAsync(me);
        var past = await session.QueryAsync<AlertRow>(
            $"""
            select {AlertRow.Columns}
            from alerts a
            join watches w on w.id = a.watch_id
            where a.watch_id = @Id and a.closed_at is not null
            order by a.closed_at desc
            limit 8
            """,
            new { card.Id, account = me.Account }
        );
        var settings = await session.FirstOrDefaultAsync<string>(
            "select settings from watches where id = @Id",
            new { card.Id }
        );
        var test = await session.ScalarAsync<long?>(
            "select max(received_at) from intake where watch_id = @Id and outcome = @test",
            new { card.Id, test = nameof(EventOutcome.Test) }
        );
        return new ProjectView(
            card,
            ScoutJson.ReadSettings(settings!).Problems ?? new(),
            [.. past.Select(row => row.ToCard(me, names, [], card.Clock.Now))],
            await DeliveriesAsync(session, card.Id, "state <> 'Quarantine'"),
            await DeliveriesAsync(session, card.Id, "state = 'Quarantine'"),
            test is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null
        )
        {
            Kind = (
                await session.FirstOrDefaultAsync<string>(
                    "select kind from intake_gates where watch_id = @Id",
                    new { card.Id }
                )
            )!,
            Heartbeat = await session.FindHeartbeatAsync(card.Id),
        };
    }

    private static Task<IReadOnlyList<ProjectDelivery>> DeliveriesAsync(Session session, string watch, string which) =>
        session.QueryAsync<ProjectDelivery>(
            $"select {Columns} from intake where watch_id = @watch and {which} order by id desc limit {Shown}",
            new { watch }
        );
}
