using Scout.Core.Tandem;
using Scout.Server.Accounts;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>Reads and writes the rows of pumps, and whose turn it is.</summary>
internal static class PumpStore
{
    /// <summary>Longer than any one request to Tandem may take.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    /// <summary>Null: there is none, or it is no longer watched.</summary>
    public static Task<PumpRow?> FindPumpAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<PumpRow>(
            $"""
            select {PumpRow.Columns}
            from pumps p join watches w on w.id = p.watch_id
            where p.watch_id = @watch and w.removed_at is null
            """,
            new { watch }
        );

    /// <summary>The pumps that the account sees, in the order in which they were added.</summary>
    public static Task<IReadOnlyList<PumpRow>> PumpsAsync(this Session session, string account) =>
        session.QueryAsync<PumpRow>(
            $"""
            select {PumpRow.Columns}
            from pumps p join watches w on w.id = p.watch_id
            where w.removed_at is null and {AccessStore.Sees}
            order by w.created_at, w.id
            """,
            new { account }
        );

    /// <summary>One run at a time for each account, on whichever node. False: somebody else's turn.</summary>
    public static async Task<bool> TakePumpTurnAsync(
        this Session session,
        string watch,
        string token,
        DateTimeOffset now
    ) =>
        await session.ExecuteAsync(
            """
            update pumps set run_token = @token, run_until = @until
            where watch_id = @watch and (run_until <= @now or run_token = @token)
            """,
            new
            {
                watch,
                token,
                now = now.ToUnixTimeMilliseconds(),
                until = (now + Turn).ToUnixTimeMilliseconds(),
            }
        ) == 1;

    public static Task<int> EndPumpTurnAsync(this Session session, string watch, string token) =>
        session.ExecuteAsync(
            "update pumps set run_token = '', run_until = 0 where watch_id = @watch and run_token = @token",
            new { watch, token }
        );

    /// <summary>The only process that may use the database has just begun: nobody else has a turn.</summary>
    public static Task<int> InheritPumpTurnsAsync(this Session session, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            update pumps set run_token = '', run_until = 0 where run_until > 0;
            update pump_runs set state = 'Broken', ended_at = @now, problem = 'Scout was stopped in the middle'
            where state = 'Running'
            """,
            new { now = now.ToUnixTimeMilliseconds() }
        );

    /// <summary>Tandem answered.</summary>
    public static Task<int> KeepPumpLookAsync(
        this Session session,
        string watch,
        Pump? pump,
        DateTimeOffset? newest,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            """
            update pumps set
                failure = 'None', detail = '', failing_since = null, failures = 0, next_at = 0, seen_at = @now,
                device = coalesce(@device, device), device_serial = coalesce(@serial, device_serial),
                device_model = coalesce(@model, device_model), uploaded_at = @uploaded, newest_at = @newest
            where watch_id = @watch
            """,
            new
            {
                watch,
                device = pump?.AssignmentId,
                serial = pump?.SerialNumber,
                model = pump?.ModelName,
                uploaded = (pump?.LastUpload ?? newest)?.ToUnixTimeMilliseconds(),
                newest = newest?.ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <param name="next">Not before.</param>
    public static Task<int> KeepPumpFailureAsync(
        this Session session,
        string watch,
        TandemException exception,
        AutoUpdate state,
        DateTimeOffset next,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            """
            update pumps set
                failure = @failure, detail = @detail, failing_since = coalesce(failing_since, @now),
                failures = @failures, next_at = @next
            where watch_id = @watch
            """,
            new
            {
                watch,
                failure = exception.Failure.ToString(),
                detail = exception.Message,
                failures = (long)state.Failures,
                next = next.ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>A sync was complete: what is newest is there.</summary>
    /// <param name="from">
    /// Where it began: one that does not reach back to where the last one ended leaves a gap, which the next one in the
    /// schedule closes.
    /// </param>
    public static Task<int> KeepPumpSyncAsync(
        this Session session,
        string watch,
        DateTimeOffset from,
        DateTimeOffset? newest,
        DateTimeOffset? lastEvent,
        bool isBackfill,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            """
            update pumps set
                synced_newest = coalesce(@newest, synced_newest),
                last_event_at = case when last_event_at < @from then last_event_at else coalesce(@last, last_event_at) end,
                backfilled_at = case when @backfill = 1 then @now else backfilled_at end, synced_at = @now,
                site_failure = '', site_failing_since = null
            where watch_id = @watch;
            update pump_marks set done_at = @now where watch_id = @watch and done_at is null
            """,
            new
            {
                watch,
                from = from.ToUnixTimeMilliseconds(),
                newest = newest?.ToUnixTimeMilliseconds(),
                last = lastEvent?.ToUnixTimeMilliseconds(),
                backfill = isBackfill ? 1L : 0L,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    public static Task<int> KeepSiteFailureAsync(
        this Session session,
        string watch,
        string problem,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            """
            update pumps set site_failure = @problem, site_failing_since = coalesce(site_failing_since, @now)
            where watch_id = @watch
            """,
            new
            {
                watch,
                problem,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>The account is no longer asked: password, tokens and what was written of it are forgotten.</summary>
    public static async Task EndPumpAsync(this Session session, string watch)
    {
        await session.DropAsync(PumpWork.WorkKind, watch);
        await session.ExecuteAsync(
            """
            delete from pump_documents where watch_id = @watch;
            delete from pump_marks where watch_id = @watch;
            delete from pump_runs where watch_id = @watch;
            delete from pump_alarms where watch_id = @watch;
            delete from pumps where watch_id = @watch
            """,
            new { watch }
        );
    }
}
