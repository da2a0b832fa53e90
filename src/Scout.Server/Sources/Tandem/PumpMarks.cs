using System.Text.Json;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>What a class had at the site when Scout first wrote of it: a site that tconnectsync filled is not filled twice.</summary>
/// <param name="At">The newest document of the author; null: there was none.</param>
/// <param name="From">Where the first run began: older events are taken as seen for good.</param>
/// <param name="IsDone">The first run was complete: from then on what is new is written, however late it comes.</param>
internal sealed record PumpMark(PumpClass Class, DateTimeOffset? At, DateTimeOffset From, bool IsDone)
{
    public IReadOnlyList<OpenDocument> Adopted { get; init; } = [];

    /// <summary>The site could not be asked, and its owner wants to go on all the same: each document is asked about before it is written.</summary>
    public bool IsUnasked { get; init; }

    public bool HasSeen(DateTimeOffset at) => At is { } mark && at <= mark && (!IsDone || at < From);
}

/// <summary>Asks the site about classes that were never written, and remembers what it says before anything is.</summary>
internal sealed class PumpMarks(Database database)
{
    /// <summary>However long the pump's owner used another program.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(3650);

    /// <param name="isKept">False: nothing will be written, and another program may go on writing.</param>
    /// <exception cref="SiteFailedException">The site does not say.</exception>
    public async Task<IReadOnlyList<PumpMark>> OfAsync(
        string watch,
        PumpSite site,
        SyncInput input,
        DateTimeOffset from,
        bool isKept,
        CancellationToken cancellationToken
    )
    {
        var known = await database.ReadAsync(
            session => ReadAsync(session, watch, input.AssignmentId),
            cancellationToken
        );
        var questions = FirstRun.Lookups(input).Where(one => known.All(mark => mark.Class != one.Class)).ToList();
        if (questions.Count == 0)
        {
            return known;
        }

        var answers = new List<LookupAnswer>();
        var unasked = new HashSet<PumpClass>();
        foreach (var question in questions)
        {
            if (unasked.Count > 0)
            {
                unasked.Add(question.Class); // one silence is enough
            }
            else if (await AskAsync(site, question, input.Author, unasked, cancellationToken) is { } found)
            {
                answers.Add(new LookupAnswer(question, found));
            }
        }

        var marks = FirstRun.Watermarks(answers);
        PumpMark[] fresh =
        [
            .. questions
                .Select(question => question.Class)
                .Where(kind => !unasked.Contains(kind))
                .Distinct()
                .Select(kind => new PumpMark(kind, marks.TryGetValue(kind, out var at) ? at : null, from, IsDone: false)
                {
                    Adopted = [.. FirstRun.Adopted(answers.Where(answer => answer.Lookup.Class == kind))],
                }),
        ];
        if (isKept)
        {
            await database.WriteAsync(
                session => SaveAsync(session, watch, input.AssignmentId, fresh),
                cancellationToken
            );
        }

        var open = unasked.Select(kind => new PumpMark(kind, At: null, from, IsDone: false) { IsUnasked = true });
        return [.. known, .. fresh, .. open];
    }

    private static async Task<JsonElement?> AskAsync(
        PumpSite site,
        NightscoutLookup question,
        string author,
        HashSet<PumpClass> unasked,
        CancellationToken cancellationToken
    )
    {
        var (since, until) = (DateFilter.Text(question.From - Back), DateFilter.Text(question.To));
        var (collection, field, find) = question.Entity switch
        {
            NightscoutEntity.Entries => ("entries", "dateString", "device"),
            NightscoutEntity.DeviceStatus => ("devicestatus", "created_at", "device"),
            _ => ("treatments", "created_at", "enteredBy"),
        };
        var conditions =
            DateFilter.Is(find, author)
            + DateFilter.Is("eventType", question.EventType)
            + DateFilter.Of(field, since, until);
        var rows = await site.Writer.FindAsync(site.Access, collection, 1, conditions, cancellationToken);
        if (rows is SiteRows.Failed { Answer: var why } && site.Ignores(why))
        {
            unasked.Add(question.Class);
            return null;
        }

        return rows switch
        {
            SiteRows.Found { Rows: [var first, ..] } => first,
            SiteRows.Failed failed => throw new SiteFailedException(failed.Answer),
            _ => null,
        };
    }

    /// <summary>Those that count: of a class of which nothing was written yet, the site is asked again.</summary>
    private static async Task<IReadOnlyList<PumpMark>> ReadAsync(Session session, string watch, string device) => [.. (
                await session.QueryAsync<Row>(
                    """
                    select m.kind, m.mark_at, m.from_at, m.adopted, m.done_at
                    from pump_marks m
                    where m.watch_id = @watch and m.device = @device and (m.done_at is not null or exists (
                        select 1 from pump_documents d
                        where d.watch_id = m.watch_id and d.device = m.device and d.kind = m.kind
                          and d.state in ('Sending', 'Written', 'Gone')))
                    """,
                    new { watch, device }
                )
            ).Where(row => Enum.TryParse<PumpClass>(row.Kind, out _)).Select(row => new PumpMark(Enum.Parse<PumpClass>(row.Kind), PumpRow.Time(row.MarkAt), DateTimeOffset.FromUnixTimeMilliseconds(row.FromAt), row.DoneAt is not null) { Adopted = row.Adopted.Length == 0 ? [] : JsonSerializer.Deserialize(row.Adopted, MarkJson.Default.OpenDocumentArray) ?? [] })];

    private static async Task SaveAsync(Session session, string watch, string device, IEnumerable<PumpMark> marks)
    {
        foreach (var mark in marks)
        {
            await session.ExecuteAsync(
                """
                insert into pump_marks (watch_id, device, kind, mark_at, from_at, adopted)
                values (@watch, @device, @kind, @at, @from, @adopted)
                on conflict (watch_id, device, kind) do update set
                    mark_at = excluded.mark_at, from_at = excluded.from_at, adopted = excluded.adopted
                """,
                new
                {
                    watch,
                    device,
                    kind = mark.Class.ToString(),
                    at = mark.At?.ToUnixTimeMilliseconds(),
                    from = mark.From.ToUnixTimeMilliseconds(),
                    adopted = mark.Adopted.Count == 0
                        ? ""
                        : JsonSerializer.Serialize([.. mark.Adopted], MarkJson.Default.OpenDocumentArray),
                }
            );
        }
    }

    private sealed record Row
    {
        public required string Kind { get; init; }
        public long? MarkAt { get; init; }
        public required long FromAt { get; init; }
        public required string Adopted { get; init; }
        public long? DoneAt { get; init; }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(OpenDocument[]))]
internal sealed partial class MarkJson : System.Text.Json.Serialization.JsonSerializerContext;

/// <summary>The site did not take or give what it should.</summary>
internal sealed class SiteFailedException(SiteAnswer.Failed answer)
    : Exception($"{Core.Nightscout.NightscoutFailure.Sentence(answer.Failure)} ({answer.Detail})")
{
    public SiteAnswer.Failed Answer => answer;
}
