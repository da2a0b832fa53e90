using Scout.Server.Due;
using Scout.Server.Sources.Tandem;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>How a watch ends.</summary>
internal static class WatchEnd
{
    /// <summary>What is still queued for it is not sent, calls that ring end, its alerts close. Its history stays.</summary>
    public static async Task EndWatchAsync(this Session session, string watch, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update watches set removed_at = @now where id = @watch and removed_at is null;
            delete from intake_secrets where watch_id = @watch;
            delete from source_tokens where watch_id = @watch;
            delete from due where kind = 'source-act' and key in (select alert_id from source_acts where watch_id = @watch)
            """,
            new { watch, now = now.ToUnixTimeMilliseconds() }
        );
        await session.EndAlertsAsync(watch, now);
        await session.DropAsync(Turn.Kind, watch);
        await session.DropAsync(Sources.Intake.IntakeWork.WorkKind, watch);
        await session.DropAsync(Sources.Heartbeats.HeartbeatWork.WorkKind, watch);
        await session.EndPumpAsync(watch);
    }

    /// <summary>The same for its alerts alone: the watch stays, and is quiet.</summary>
    public static async Task EndAlertsAsync(this Session session, string watch, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update deliveries
            set state = 'Cancelled', said = 'no longer watched', finished_at = @now
            where watch_id = @watch and state = 'Queued' and finished_at is null;

            update deliveries set expires_at = 0 where watch_id = @watch and finished_at is null;

            update alerts set closed_at = @now where watch_id = @watch and closed_at is null
            """,
            new { watch, now = now.ToUnixTimeMilliseconds() }
        );
        var ringing = await session.QueryAsync<string>(
            """
            select a.id
            from attempts a
            join deliveries d on d.id = a.delivery_id
            where d.watch_id = @watch and d.channel = 'Call' and d.finished_at is null
              and a.state in ('Sending', 'Doubt', 'Accepted')
            """,
            new { watch }
        );
        foreach (var attempt in ringing)
        {
            await session.SetAsync(
                Deliveries.HangUpWork.WorkKind,
                attempt,
                now,
                Scout.Core.Deliveries.QueueOrder.UnderWay
            );
        }
    }

    /// <summary>Readings, alerts and what was said about them go. The row itself stays, without a name, for what refers to it.</summary>
    public static Task<int> ForgetWatchAsync(this Session session, string watch) =>
        session.ExecuteAsync(
            """
            delete from readings where series_id in (select id from series where watch_id = @watch);
            delete from rollups where series_id in (select id from series where watch_id = @watch);
            delete from series where watch_id = @watch;
            delete from ledger where alert_id in (select id from alerts where watch_id = @watch);
            delete from alerts where watch_id = @watch;
            delete from reports where attempt_id in (
                select a.id from attempts a join deliveries d on d.id = a.delivery_id
                where d.watch_id = @watch and d.finished_at is not null);
            delete from attempts where delivery_id in (
                select id from deliveries where watch_id = @watch and finished_at is not null);
            delete from deliveries where watch_id = @watch and finished_at is not null;
            delete from source_acts where watch_id = @watch;
            delete from intake where watch_id = @watch;
            delete from heartbeats where watch_id = @watch;
            delete from intake_topics where watch_id = @watch;
            delete from intake_gates where watch_id = @watch;
            delete from carers where watch_id = @watch;
            delete from watch_contacts where watch_id = @watch;
            update watches set name = '', person_id = null, source_id = null where id = @watch
            """,
            new { watch }
        );
}
