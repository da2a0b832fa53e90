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

    /// <summary>The first run found it at the site: it is never written.</summary>
    public static void SeeDocument(
        this Session session,
        string watch,
        string device,
        PumpEvent seen,
        DateTimeOffset now
    ) =>
        session.Later(
            """
            insert into pump_documents (watch_id, device, seq_group, seq, collection, kind, at, state, changed_at)
            values (@watch, @device, @group, @number, '', @kind, @at, 'Seen', @now)
            on conflict (watch_id, device, seq_group, seq) do nothing
            """,
            new
            {
                watch,
                device,
                group = (long)seen.Key.Group,
                number = (long)seen.Key.Number,
                kind = $"{seen.Kind?.Class}",
                at = seen.At.ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>It is to be written, or written anew. What people deleted stays as it is.</summary>
    /// <param name="isInDoubt">It may stand at the site already: the site is asked first.</param>
    public static void KeepDocument(
        this Session session,
        string watch,
        string device,
        PumpDocument document,
        string hash,
        DateTimeOffset now,
        bool isInDoubt = false
    ) =>
        session.Later(
            """
            insert into pump_documents (
                watch_id, device, seq_group, seq, collection, kind, at, state, hash, sent_hash, body, replaces, changed_at)
            values (@watch, @device, @group, @number, @collection, @kind, @at, @state, @hash, @sent, @Json, @Replaces,
                    @now)
            on conflict (watch_id, device, seq_group, seq) do update set
                again = case when pump_documents.state = 'Written' then 1 else pump_documents.again end,
                state = case when pump_documents.state = 'Sending' then 'Sending' else 'Waiting' end,
                hash = excluded.hash, body = excluded.body, at = excluded.at, changed_at = excluded.changed_at
            where pump_documents.state in ('Waiting', 'Sending', 'Written') and pump_documents.hash <> excluded.hash
            """,
            new
            {
                watch,
                device,
                group = (long)document.Leader.Group,
                number = (long)document.Leader.Number,
                collection = CollectionOf(document.Entity),
                kind = document.Class.ToString(),
                at = document.At.ToUnixTimeMilliseconds(),
                hash,
                state = isInDoubt ? KnownDocument.Sending : KnownDocument.Waiting,
                sent = isInDoubt ? hash : "",
                document.Json,
                document.Replaces,
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
    public static void IntendDocuments(this Session session, string watch, IEnumerable<DocumentRow> rows)
    {
        foreach (var row in rows)
        {
            session.Later(
                """
                update pump_documents set state = 'Sending', sent_hash = hash
                where watch_id = @watch and device = @Device and seq_group = @SeqGroup and seq = @Seq
                """,
                new
                {
                    watch,
                    row.Device,
                    row.SeqGroup,
                    row.Seq,
                }
            );
        }
    }

    public static void EndDocuments(
        this Session session,
        string watch,
        IEnumerable<DocumentRow> rows,
        string state,
        DateTimeOffset now
    )
    {
        foreach (var row in rows)
        {
            session.Later(
                """
                update pump_documents set state = @state, body = null, again = 0, changed_at = @now
                where watch_id = @watch and device = @Device and seq_group = @SeqGroup and seq = @Seq and hash = @Hash
                """,
                new
                {
                    watch,
                    row.Device,
                    row.SeqGroup,
                    row.Seq,
                    row.Hash,
                    state,
                    now = now.ToUnixTimeMilliseconds(),
                }
            );
        }
    }

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
    public static void ShiftDocuments(this Session session, string watch, IEnumerable<DocumentRow> rows)
    {
        foreach (var row in rows)
        {
            session.Later(
                """
                update pump_documents set shift = @Shift
                where watch_id = @watch and device = @Device and seq_group = @SeqGroup and seq = @Seq
                """,
                new
                {
                    watch,
                    row.Device,
                    row.SeqGroup,
                    row.Seq,
                    row.Shift,
                }
            );
        }
    }

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

    private sealed record KnownRow
    {
        public required long SeqGroup { get; init; }
        public required long Seq { get; init; }
        public required string State { get; init; }
        public required string Hash { get; init; }
    }
}
