using System.Security.Cryptography;
using Scout.Core.Events;
using Scout.Server.Alerts;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Intake;

/// <summary>A delivery that waits to be read.</summary>
internal sealed record IntakeRow
{
    public required long Id { get; init; }

    public required long ReceivedAt { get; init; }

    public required long Size { get; init; }

    public required string Body { get; init; }

    /// <summary>The source's own name for it; empty: none.</summary>
    public required string Mark { get; init; }

    /// <summary>How many of its events were taken, and what those did.</summary>
    public required long Done { get; init; }

    public required string Outcome { get; init; }

    public string? AlertId { get; init; }

    public byte[] Bytes => Convert.FromBase64String(Body);
}

/// <summary>Keeps what sources sent, and what is remembered of it.</summary>
internal static class IntakeStore
{
    /// <summary>Keeps a delivery before anybody looks at it, and orders that somebody does. Durable with the commit.</summary>
    /// <returns>Its id.</returns>
    public static async Task<long> KeepAsync(this Session session, string watch, IntakeBody body, DateTimeOffset now)
    {
        var id = await session.ScalarAsync<long>(
            """
            insert into intake (watch_id, received_at, size, body, mark, state)
            values (@watch, @now, @Size, @body, @Mark, 'Waiting')
            returning id
            """,
            new
            {
                body.Mark,
                watch,
                now = now.ToUnixTimeMilliseconds(),
                body.Size,
                body = Convert.ToBase64String(body.Bytes),
            }
        );
        await session.SetAsync(IntakeWork.WorkKind, watch, now, IntakeWork.Rank);
        return id;
    }

    /// <summary>The oldest that waits; null: none does.</summary>
    public static Task<IntakeRow?> NextAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<IntakeRow>(
            """
            select id, received_at, size, body, mark, done, outcome, alert_id from intake
            where watch_id = @watch and state = 'Waiting'
            order by id
            limit 1
            """,
            new { watch }
        );

    /// <summary>Too large, or unreadable: a person looks at it. Only its beginning is kept.</summary>
    public static void Quarantine(this Session session, IntakeRow row, string problem) =>
        session.Later(
            "update intake set state = 'Quarantine', problem = @problem, body = @body where id = @Id",
            new
            {
                row.Id,
                problem,
                body = row.Bytes is { Length: > IntakeBody.Kept } bytes
                    ? Convert.ToBase64String(bytes.AsSpan(..IntakeBody.Kept))
                    : row.Body,
            }
        );

    /// <summary>When the same events last came to the watch and were no copies.</summary>
    public static async Task<Dictionary<string, DateTimeOffset>> SeenAsync(
        this Session session,
        string watch,
        IReadOnlyCollection<string> identities
    ) =>
        (
            await session.QueryAsync<SeenRow>(
                $"""
                select identity, max(received_at) as at
                from intake
                where watch_id = @watch and identity in {session.OneOf("identities")}
                group by identity
                """,
                new { watch, identities = Session.Words(identities) }
            )
        ).ToDictionary(row => row.Identity, row => DateTimeOffset.FromUnixTimeMilliseconds(row.At));

    /// <summary>A second copy is counted with the first; the same bytes need not be kept twice.</summary>
    public static void Count(this Session session, string watch, IntakeRow copy, string identity)
    {
        session.Later("delete from intake where id = @Id", new { copy.Id });
        session.Later(
            """
            update intake set copies = copies + 1
            where id = (
                select id from intake
                where watch_id = @watch and identity = @identity
                order by received_at desc, id desc
                limit 1)
            """,
            new { watch, identity }
        );
    }

    /// <summary>Some of its events are taken, the others wait.</summary>
    public static void TookSome(this Session session, IntakeRow row, long done, EventOutcome outcome, string? alert) =>
        session.Later(
            "update intake set done = @done, outcome = @outcome, alert_id = @alert where id = @Id",
            new
            {
                row.Id,
                done,
                outcome = outcome.ToString(),
                alert,
            }
        );

    public static void Took(
        this Session session,
        IntakeRow row,
        SourceEvent told,
        EventOutcome outcome,
        string? alert
    ) =>
        session.Later(
            """
            update intake set
                state = 'Taken', identity = @Identity, kind = @Kind, words = @Words, topic = @Topic, outcome = @outcome,
                alert_id = @alert
            where id = @Id
            """,
            new
            {
                row.Id,
                told.Identity,
                told.Kind,
                told.Words,
                told.Topic,
                outcome = outcome.ToString(),
                alert,
            }
        );

    public static async Task<Dictionary<string, TopicMemory>> MemoriesAsync(
        this Session session,
        string watch,
        IReadOnlyCollection<string> topics
    ) =>
        (
            await session.QueryAsync<MemoryRow>(
                $"select topic, memory from intake_topics where watch_id = @watch and topic in {session.OneOf("topics")}",
                new { watch, topics = Session.Words(topics) }
            )
        ).ToDictionary(row => row.Topic, row => ScoutJson.ReadMemory(row.Memory));

    public static void Remember(
        this Session session,
        string watch,
        string topic,
        TopicMemory memory,
        DateTimeOffset now
    ) =>
        session.Later(
            """
            insert into intake_topics (watch_id, topic, memory, updated_at)
            values (@watch, @topic, @memory, @now)
            on conflict (watch_id, topic) do update set memory = excluded.memory, updated_at = excluded.updated_at
            """,
            new
            {
                watch,
                topic,
                memory = ScoutJson.Write(memory),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    public static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private sealed record MemoryRow(string Topic, string Memory);

    private sealed record SeenRow
    {
        public required string Identity { get; init; }

        public required long At { get; init; }
    }
}
