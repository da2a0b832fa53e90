using System.Globalization;
using System.Text;
using Scout.Core.Alerts;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Alerts;

/// <summary>Ledgers as a table for other programs: one line each, times in UTC, words of the code.</summary>
internal sealed class LedgerCsv(Database database)
{
    private const string Head =
        "alert,watch,kind,severity,opened,closed,at,entry,who,to,channel,carrier,detail,value_mg_dl,until,way,round,step";

    /// <summary>The newest lines; older ones come with "before".</summary>
    public const int MostLines = 100_000;

    /// <param name="alert">One alert only; null: all of the filter.</param>
    /// <returns>Null: the alert is not there for this account.</returns>
    public Task<string?> WriteAsync(Me me, AlertFilter filter, string? alert, CancellationToken cancellationToken) =>
        database.ReadAsync(session => WriteAsync(session, me, filter, alert), cancellationToken);

    private static async Task<string?> WriteAsync(Session session, Me me, AlertFilter filter, string? alert)
    {
        if (
            alert is not null
            && await session.GrantOfAlertAsync(new Viewer(me.Account, me.RunsInstance), alert) is null
        )
        {
            return null;
        }

        var rows = await session.QueryAsync<Row>(
            $"""
            select a.id, w.name as About, a.kind, a.severity, a.opened_at, a.closed_at, l.line
            from alerts a
            join watches w on w.id = a.watch_id
            join ledger l on l.alert_id = a.id
            where {AccessStore.Sees} {filter.Where} {(alert is null ? "" : "and a.id = @alert")}
            order by a.opened_at desc, a.id desc, l.position
            limit @MostLines
            """,
            new
            {
                account = me.Account,
                watch = filter.Watch,
                severity = filter.Severity?.ToString(),
                at = filter.Before?.At,
                id = filter.Before?.Id,
                alert,
                MostLines,
            }
        );
        var names = await session.NamesAsync(me);
        var lines = rows.Select(row => (Row: row, Line: ScoutJson.ReadLine(row.Line))).ToList();
        await session.LearnAsync(names, lines.Select(one => one.Line));
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var (row, line) in lines)
        {
            text.Append(Csv.Line(Cells(row, line, names)));
        }

        return text.ToString();
    }

    private static string?[] Cells(Row row, LedgerLine line, Dictionary<string, string> names) =>
        [
            row.Id,
            row.About,
            row.Kind,
            row.Severity,
            Csv.Time(row.OpenedAt),
            row.ClosedAt is { } closed ? Csv.Time(closed) : null,
            Csv.Time(line.At.ToUnixTimeMilliseconds()),
            line.Entry.ToString(),
            line.Contact is { } who ? names.GetValueOrDefault(who) : null,
            line.Target is { } target ? names.GetValueOrDefault(target) : null,
            line.Channel?.ToString(),
            line.Carrier,
            line.Detail,
            line.Reading?.Value.ToString("0.#", CultureInfo.InvariantCulture),
            line.Until is { } until ? Csv.Time(until.ToUnixTimeMilliseconds()) : null,
            line.Way?.ToString(),
            line.Round?.ToString(CultureInfo.InvariantCulture),
            line.Step?.ToString(CultureInfo.InvariantCulture),
        ];

    private sealed record Row
    {
        public required string Id { get; init; }

        public required string About { get; init; }

        public required string Kind { get; init; }

        public required string Severity { get; init; }

        public required long OpenedAt { get; init; }

        public long? ClosedAt { get; init; }

        public required string Line { get; init; }
    }
}
