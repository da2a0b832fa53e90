using System.Text.Json.Serialization;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Server.Alerts;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Parts;
using Scout.Server.Pages.Status;
using Scout.Server.Readings.Points;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Watch;

/// <summary>An alert as a chart shows it.</summary>
/// <param name="Tone">"alarm" or "warning".</param>
/// <param name="From">Opened, Unix ms.</param>
/// <param name="To">Over, Unix ms; null while it is open.</param>
internal sealed record AlertMark(string Id, string Tone, string Title, long From, long? To, IReadOnlyList<Mark> Marks);

/// <summary>Something that happened to an alert.</summary>
/// <param name="At">Unix ms.</param>
/// <param name="Kind">opened, called, acknowledged, resolved.</param>
internal sealed record Mark(long At, string Kind, string Words);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<AlertMark>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class MarksJson : JsonSerializerContext;

/// <summary>The alerts of a watch in a stretch of time.</summary>
internal static class MarkStore
{
    /// <summary>A chart of more alerts than this shows the newest.</summary>
    private const int MostAlerts = 200;

    /// <summary>Beyond this a chart is too small for single calls.</summary>
    private static readonly TimeSpan Detailed = TimeSpan.FromDays(31);

    public static async Task<IReadOnlyList<AlertMark>> LoadMarksAsync(
        this Session session,
        WatchView watch,
        TimeRange range
    )
    {
        var arguments = new
        {
            watch.Id,
            from = range.FromMs,
            to = range.ToMs,
            most = (long)MostAlerts,
        };
        const string Alerts = """
            select id, state, opened_at, closed_at
            from alerts
            where watch_id = @Id and opened_at < @to and (closed_at is null or closed_at >= @from)
            order by opened_at desc
            limit @most
            """;
        var alerts = await session.QueryAsync<AlertRow>(Alerts, arguments);
        var lines =
            range.Length > Detailed
                ? []
                : await session.QueryAsync<LineRow>(
                    $"""
                    select l.alert_id, l.line
                    from ({Alerts}) as a
                    join ledger l on l.alert_id = a.id
                    order by l.alert_id, l.position
                    """,
                    arguments
                );
        var byAlert = lines.ToLookup(line => line.AlertId, line => ScoutJson.ReadLine(line.Line));
        return [.. alerts.Select(row => Of(row, byAlert[row.Id], watch))];
    }

    private static AlertMark Of(AlertRow row, IEnumerable<LedgerLine> lines, WatchView watch)
    {
        var card = new AlertCard(
            ScoutJson.ReadAlert(row.State),
            watch.Id,
            watch.Name,
            watch.Unit,
            watch.Clock,
            new Dictionary<string, string>(StringComparer.Ordinal),
            []
        );
        var marks = lines
            .Where(line => line.Entry is not LedgerEntry.Opened)
            .Select(Of)
            .OfType<Mark>()
            .Prepend(new Mark(row.OpenedAt, "opened", Say.It("alert opened")));
        return new AlertMark(
            row.Id,
            HeadlineText.ToneOf(card.Alert) is Tone.Alarm ? "alarm" : "warning",
            AlertText.Title(card),
            row.OpenedAt,
            row.ClosedAt,
            [.. marks]
        );
    }

    private static Mark? Of(LedgerLine line) =>
        line.Entry switch
        {
            LedgerEntry.Left when line.Channel is Channel.Call => new Mark(Ms(line), "called", Say.It("called")),
            LedgerEntry.Acknowledged => new Mark(Ms(line), "acknowledged", Say.It("taken")),
            LedgerEntry.Resolved or LedgerEntry.Closed => new Mark(Ms(line), "resolved", Say.It("over")),
            _ => null,
        };

    private static long Ms(LedgerLine line) => line.At.ToUnixTimeMilliseconds();

    private sealed record AlertRow
    {
        public required string Id { get; init; }

        public required string State { get; init; }

        public required long OpenedAt { get; init; }

        public long? ClosedAt { get; init; }
    }

    private sealed record LineRow
    {
        public required string AlertId { get; init; }

        public required string Line { get; init; }
    }
}
