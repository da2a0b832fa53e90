using System.Security.Cryptography;
using System.Text;
using Scout.Core.Tandem;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>What is known of a document that an event leads.</summary>
/// <param name="State">Seen | Waiting | Sending | Written | Gone | Refused.</param>
internal sealed record KnownDocument(string State, string Hash)
{
    public const string Seen = "Seen";
    public const string Waiting = "Waiting";
    public const string Sending = "Sending";
    public const string Written = "Written";

    /// <summary>Somebody deleted it at the site: it stays deleted.</summary>
    public const string Gone = "Gone";

    /// <summary>The site does not take it.</summary>
    public const string Refused = "Refused";
}

/// <summary>A document that the outbox does not know, or not with this content.</summary>
/// <param name="IsInDoubt">It may stand at the site already: the site is asked first.</param>
internal sealed record FreshDocument(PumpDocument Document, string Hash, bool IsInDoubt);

/// <summary>A document that is on its way to the site.</summary>
internal sealed record DocumentRow
{
    public required string Device { get; init; }
    public required long SeqGroup { get; init; }
    public required long Seq { get; init; }
    public required string Collection { get; init; }
    public required string Kind { get; init; }
    public required long At { get; init; }
    public required string State { get; init; }
    public required long Again { get; init; }
    public required string Hash { get; init; }
    public required string SentHash { get; init; }
    public required string Body { get; init; }
    public string? Replaces { get; init; }

    /// <summary>Milliseconds later than it happened, at a site that keeps one document of a kind for each time.</summary>
    public required long Shift { get; init; }

    public long StandsAt => At + Shift;

    /// <summary>It may stand at the site already, or not any more: the site is asked before it is written.</summary>
    public bool IsInDoubt => State is KnownDocument.Sending || Again == 1;

    public string Identifier => $"tandem:{Device}:{SeqGroup}:{Seq}";
}

/// <summary>Where a document stands.</summary>
internal sealed record DocumentPlace
{
    public required string Device { get; init; }
    public required long SeqGroup { get; init; }
    public required long Seq { get; init; }
    public required string Kind { get; init; }
    public required long At { get; init; }
    public required long Shift { get; init; }
}

/// <summary>What was written, and what is to be written: the outbox. Nothing is written that does not stand here first.</summary>
internal static class DocumentStore
{
    /// <summary>Readings that come late stand at the time they were taken.</summary>
    private static readonly TimeSpan Wide = TimeSpan.FromDays(2);

    private const int MostInOne = 50;

    // The watch comes from the rows too: SQLite would look for each of them among all documents of a watch it was told.
    private const string IsNamed = """
        pump_documents.watch_id = r.watch_id and pump_documents.device = r.device
            and pump_documents.seq_group = r.seq_group and pump_documents.seq = r.seq
        """;

    private static readonly Rows Seen = new("seq_group bigint, seq bigint, kind text, at bigint");
    private static readonly Rows Kept = new(
        """
        seq_group bigint, seq bigint, collection text, kind text, at bigint, state text, hash text, sent text, body text,
        replaces text
        """
    );
    private static readonly Rows Named = new("watch_id text, device text, seq_group bigint, seq bigint, was text");
    private static readonly Rows Shifted = new(
        "watch_id text, device text, seq_group bigint, seq bigint, was text, shift bigint"
    );

    public static string HashOf(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))[..16]);

    public static async Task<Dictionary<EventKey, KnownDocument>> KnownDocumentsAsync(
        this Session session,
        string watch,
        string device,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var rows = await session.QueryAsync<KnownRow>(
            """
            select seq_group, seq, state, hash from pump_documents
            where watch_id = @watch and device = @device and at between @from and @to
            """,
            new
            {
                watch,
                device,
                from = (from - Wide).ToUnixTimeMilliseconds(),
                to = (to + Wide).ToUnixTimeMilliseconds(),
            }
        );
        return rows.ToDictionary(
            row => new EventKey((int)row.SeqGroup, (uint)row.Seq),
            row => new KnownDocument(row.State, row.Hash)
        );
    }

    /// <summary>The first run found them at the site: they are never written.</summary>
    public static void SeeDocuments(
        this Session session,
        string watch,
        string device,
        IEnumerable<PumpEvent> seen,
        DateTimeOffset now
    ) =>
        InParts(
            session,
            $"""
            insert into pump_documents (watch_id, device, seq_group, seq, collection, kind, at, state, changed_at)
            select @watch, @device, r.seq_group, r.seq, '', r.kind, r.at, 'Seen', @now
            from {Seen.In(session)} as r where true
            on conflict (watch_id, device, seq_group, seq) do nothing
            """,
            seen,
            one => [(long)one.Key.Group, (long)one.Key.Number, $"{one.Kind?.Class}", one.At.ToUnixTimeMilliseconds()],
            rows => new
            {
                watch,
                device,
                rows,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>They are to be written, or written anew. What people deleted stays as it is.</summary>
    public static void KeepDocuments(
        this Session session,
        string watch,
        string device,
        IEnumerable<FreshDocument> documents,
        DateTimeOffset now
    ) =>
        InParts(
            session,
            $"""
            insert into pump_documents (
                watch_id, device, seq_group, seq, collection, kind, at, state, hash, sent_hash, body, replaces, changed_at)
            select @watch, @device, r.seq_group, r.seq, r.collection, r.kind, r.at, r.state, r.hash, r.sent, r.body, r.replaces,
                @now
            from {Kept.In(session)} as r where true
            on conflict (watch_id, device, seq_group, seq) do update set
                again = case when pump_documents.state = 'Written' then 1 else pump_documents.again end,
                state = case when pump_documents.state = 'Sending' then 'Sending' else 'Waiting' end,
                hash = excluded.hash, body = excluded.body, at = excluded.at, changed_at = excluded.changed_at
            where pump_documents.state in ('Waiting', 'Sending', 'Written') and pump_documents.hash <> excluded.hash
            """,
            documents,
            one =>
                [
                    (long)one.Document.Leader.Group,
                    (long)one.Document.Leader.Number,
                    CollectionOf(one.Document.Entity),
                    one.Document.Class.ToString(),
                    one.Document.At.ToUnixTimeMilliseconds(),
                    one.IsInDoubt ? KnownDocument.Sending : KnownDocument.Waiting,
                    one.Hash,
                    one.IsInDoubt ? one.Hash : "",
                    one.Document.Json,
                    one.Document.Replaces,
                ],
            rows => new
            {
                watch,
                device,
                rows,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>The next documents to write, all of one collection, the oldest first.</summary>
    public static async Task<IReadOnlyList<DocumentRow>> NextDocumentsAsync(
        this Session session,
        string watch,
        int count
    )
    {
        var rows = await session.QueryAsync<DocumentRow>(
            """
            select device, seq_group, seq, collection, kind, at, state, again, hash, sent_hash, body, replaces, shift
            from pump_documents
            where watch_id = @watch and state in ('Sending', 'Waiting')
            order by at, collection, device, seq_group, seq
            limit @count
            """,
            new { watch, count = (long)count }
        );
        return rows.Count == 0 ? rows : [.. rows.Where(row => row.Collection == rows[0].Collection)];
    }

    /// <summary>From now on each of them may stand at the site.</summary>
    public static void IntendDocuments(this Session session, string watch, IEnumerable<DocumentRow> rows) =>
        InParts(
            session,
            $"""
            update pump_documents set state = 'Sending', sent_hash = hash
            from {Named.In(session)} as r
            where {IsNamed}
            """,
            rows,
            row => NameOf(watch, row),
            some => new { rows = some }
        );

    public static void EndDocuments(
        this Session session,
        string watch,
        IEnumerable<DocumentRow> rows,
        string state,
        DateTimeOffset now
    ) =>
        InParts(
            session,
            $"""
            update pump_documents set state = @state, body = null, again = 0, changed_at = @now
            from {Named.In(session)} as r
            where {IsNamed} and hash = r.was
            """,
            rows,
            row => NameOf(watch, row),
            some => new
            {
                rows = some,
                state,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>What of a time was written to the site and stands there, as far as is known.</summary>
    public static Task<IReadOnlyList<DocumentPlace>> StandingAsync(
        this Session session,
        string watch,
        long from,
        long to
    ) =>
        session.QueryAsync<DocumentPlace>(
            """
            select device, seq_group, seq, kind, at, shift from pump_documents
            where watch_id = @watch and at between @from and @to and state = 'Written' and collection = 'treatments'
            """,
            new
            {
                watch,
                from,
                to,
            }
        );

    /// <summary>From now on they stand at the site a little later.</summary>
    public static void ShiftDocuments(this Session session, string watch, IEnumerable<DocumentRow> rows) =>
        InParts(
            session,
            $"""
            update pump_documents set shift = r.shift
            from {Shifted.In(session)} as r
            where {IsNamed}
            """,
            rows,
            row => [.. NameOf(watch, row), row.Shift],
            some => new { rows = some }
        );

    /// <summary>The documents that closed one that the first run found without an end.</summary>
    public static async Task<IReadOnlyList<string>> ReplacedAsync(this Session session, string watch) =>
        await session.QueryAsync<string>(
            "select replaces from pump_documents where watch_id = @watch and replaces is not null",
            new { watch }
        );

    public static string CollectionOf(NightscoutEntity entity) =>
        entity switch
        {
            NightscoutEntity.Entries => "entries",
            NightscoutEntity.DeviceStatus => "devicestatus",
            NightscoutEntity.Profile => "profile",
            _ => "treatments",
        };

    private static object?[] NameOf(string watch, DocumentRow row) =>
        [watch, row.Device, row.SeqGroup, row.Seq, row.Hash];

    /// <summary>One statement for so many rows that its text stays a small one.</summary>
    private static void InParts<T>(
        Session session,
        string sql,
        IEnumerable<T> all,
        Func<T, object?[]> row,
        Func<string, object> arguments
    )
    {
        foreach (var some in all.Chunk(MostInOne))
        {
            session.Later(sql, arguments(Rows.Of(some.Select(row))));
        }
    }

    private sealed record KnownRow
    {
        public required long SeqGroup { get; init; }
        public required long Seq { get; init; }
        public required string State { get; init; }
        public required string Hash { get; init; }
    }
}
