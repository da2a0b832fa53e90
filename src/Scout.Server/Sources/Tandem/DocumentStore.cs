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

    /// <summary>It may stand at the site already, or not any more: the site is asked before it is written.</summary>
    public bool IsInDoubt => State is KnownDocument.Sending || Again == 1;

    public string Identifier => $"tandem:{Device}:{SeqGroup}:{Seq}";
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
    public static void KeepDocument(
        this Session session,
        string watch,
        string device,
        PumpDocument document,
        string hash,
        DateTimeOffset now
    ) =>
        session.Later(
            """
            insert into pump_documents (
                watch_id, device, seq_group, seq, collection, kind, at, state, hash, body, replaces, changed_at)
            values (@watch, @device, @group, @number, @collection, @kind, @at, 'Waiting', @hash, @Json, @Replaces, @now)
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
            select device, seq_group, seq, collection, kind, at, state, again, hash, sent_hash, body, replaces
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
