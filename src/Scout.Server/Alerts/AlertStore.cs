using Scout.Core.Alerts;
using Scout.Server.Storage;

namespace Scout.Server.Alerts;

/// <summary>Keeps alerts and their ledger.</summary>
internal static class AlertStore
{
    /// <summary>Room for the ledger lines of one generation.</summary>
    private const long LinesPerGeneration = 1000;

    /// <summary>An alert as it stands; null when there is none with this id.</summary>
    public static async Task<Alert?> FindAlertAsync(this Session session, string id) =>
        await session.FirstOrDefaultAsync<string>("select state from alerts where id = @id", new { id }) is { } state
            ? ScoutJson.ReadAlert(state)
            : null;

    /// <summary>Null: there is no such alert.</summary>
    public static Task<string?> WatchOfAsync(this Session session, string alert) =>
        session.FirstOrDefaultAsync<string>("select watch_id from alerts where id = @alert", new { alert });

    public static void SaveAlert(
        this Session session,
        string watch,
        Alert alert,
        long generation,
        DateTimeOffset now
    ) =>
        session.Later(
            """
            insert into alerts (id, watch_id, kind, topic, severity, state, generation, opened_at, closed_at)
            values (@Id, @watch, @kind, @Topic, @severity, @state, @generation, @opened, @closed)
            on conflict (id) do update set
                severity = excluded.severity, state = excluded.state,
                generation = excluded.generation, closed_at = excluded.closed_at
            """,
            new
            {
                alert.Id,
                watch,
                kind = alert.Kind.ToString(),
                alert.Topic,
                severity = alert.Latest.Severity.ToString(),
                state = ScoutJson.Write(alert),
                generation,
                opened = alert.OpenedAt.ToUnixTimeMilliseconds(),
                closed = alert.IsOpen ? (long?)null : ClosedAt(alert, now).ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>The lines of one save keep their order; the position tells the order of all.</summary>
    public static void AppendLedger(this Session session, string alert, long generation, int index, LedgerLine line) =>
        session.Later(
            """
            insert into ledger (alert_id, position, at, line)
            values (@alert, @position, @at, @line)
            """,
            new
            {
                alert,
                position = (generation * LinesPerGeneration) + index,
                at = line.At.ToUnixTimeMilliseconds(),
                line = ScoutJson.Write(line),
            }
        );

    private static DateTimeOffset ClosedAt(Alert alert, DateTimeOffset now) =>
        alert.State switch
        {
            AlertState.Resolved resolved => resolved.At,
            AlertState.Closed closed => closed.At,
            _ => now,
        };
}
