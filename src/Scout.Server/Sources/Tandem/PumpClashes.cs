using System.Text.Json;
using System.Text.Json.Nodes;
using Scout.Core.Events;
using Scout.Core.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>
/// Old sites know a treatment by its time and type alone: of two of one type in one second the later takes the other's
/// place. There the other one stands a millisecond later. Sites that know identifiers keep both as they are.
/// </summary>
internal sealed class PumpClashes(Database database)
{
    /// <summary>
    /// Gives way to what stands at the site already: that can be written anew, but no longer be seen to be lost.
    /// </summary>
    /// <returns>The same rows, those moved that must be.</returns>
    public async Task<List<DocumentRow>> GiveWayAsync(
        string watch,
        List<DocumentRow> rows,
        CancellationToken cancellationToken
    )
    {
        if (rows.Count == 0 || rows[0].Collection != "treatments")
        {
            return rows;
        }

        var standing = (
            await database.ReadAsync(
                session => session.StandingAsync(watch, rows.Min(row => row.At), rows.Max(row => row.At)),
                cancellationToken
            )
        ).ToLookup(row => (row.Kind, row.At));
        var moved = rows.Where(row =>
                row is { Again: 0, Shift: 0 } && standing[(row.Kind, row.At)].Any(other => !IsSame(other, row))
            )
            .ToDictionary(
                row => row,
                row => row with { Shift = 1 + standing[(row.Kind, row.At)].Max(one => one.Shift) }
            );
        return moved.Count == 0
            ? rows
            : await KeepAsync(watch, [.. rows.Select(row => moved.GetValueOrDefault(row, row))], cancellationToken);
    }

    /// <summary>Those of the rows that were just written in one second with another of their type.</summary>
    public static IReadOnlyList<DocumentRow> Of(IEnumerable<DocumentRow> written) =>
        [
            .. written
                .Where(row => row.Collection == "treatments")
                .GroupBy(row => row.StandsAt)
                .Where(second => second.Count() > 1)
                .SelectMany(second => second.GroupBy(TypeOf).Where(same => same.Count() > 1))
                .SelectMany(same => same),
        ];

    /// <summary>The lost ones, each at a time of its own.</summary>
    public Task<List<DocumentRow>> MoveAsync(
        string watch,
        IEnumerable<DocumentRow> lost,
        CancellationToken cancellationToken
    ) =>
        KeepAsync(
            watch,
            [
                .. lost.GroupBy(row => (row.StandsAt, TypeOf(row)))
                    .SelectMany(same => same.Select((row, i) => row with { Shift = row.Shift + i + 1 })),
            ],
            cancellationToken
        );

    /// <summary>The body as it is sent: at the time at which it shall stand there.</summary>
    public static string BodyOf(DocumentRow row)
    {
        if (row.Shift == 0)
        {
            return row.Body;
        }

        var body = JsonNode.Parse(row.Body)!.AsObject();
        body["created_at"] = DateFilter.Text(DateTimeOffset.FromUnixTimeMilliseconds(row.StandsAt));
        return body.ToJsonString();
    }

    private static bool IsSame(DocumentPlace one, DocumentRow other) =>
        (one.Device, one.SeqGroup, one.Seq) == (other.Device, other.SeqGroup, other.Seq);

    private static string TypeOf(DocumentRow row)
    {
        using var body = JsonDocument.Parse(row.Body);
        return body.RootElement.TextOf("eventType");
    }

    private async Task<List<DocumentRow>> KeepAsync(
        string watch,
        List<DocumentRow> rows,
        CancellationToken cancellationToken
    )
    {
        await database.WriteAsync(
            session =>
            {
                session.ShiftDocuments(watch, rows.Where(row => row.Shift > 0));
                return Task.CompletedTask;
            },
            cancellationToken
        );
        return rows;
    }
}
