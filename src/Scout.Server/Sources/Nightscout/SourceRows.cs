using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>Reads and writes the rows of sources.</summary>
internal static class SourceRows
{
    /// <summary>Of every source that a watch reads.</summary>
    public static Task<IReadOnlyList<string>> WatchedSourcesAsync(this Session session) =>
        session.QueryAsync<string>(
            """
            select distinct s.id
            from sources s
            join watches w on w.source_id = s.id and w.removed_at is null
            where s.kind = @kind
            """,
            new { kind = SourceStore.Kind }
        );

    /// <summary>Null: no watch reads it any more.</summary>
    public static async Task<SourceState?> FindSourceAsync(this Session session, string id)
    {
        var rows = await session.QueryAsync<Row>(
            """
            select s.address as Address, s.credential as Credential, s.failure as Failure,
                   s.failing_since as FailingSince, s.contact_at as ContactAt, s.facts as Facts,
                   w.id as Watch, r.last_at as LastAt
            from sources s
            join watches w on w.source_id = s.id and w.removed_at is null
            left join series r on r.watch_id = w.id and r.field = 'glucose'
            where s.id = @id
            """,
            new { id }
        );
        if (rows.Count == 0)
        {
            return null;
        }

        var first = rows[0];
        return new SourceState
        {
            Id = id,
            Site = new Uri(first.Address),
            Sealed = first.Credential,
            Failure = Enum.TryParse<SourceFailure>(first.Failure, out var failure) ? failure : SourceFailure.None,
            FailingSince = Time(first.FailingSince),
            ContactAt = Time(first.ContactAt),
            Facts = SiteFacts.Of(first.Facts),
            Watches = [.. rows.Select(row => row.Watch)],
            // The watch that knows least decides how far back to read.
            KnownUntil = rows.Any(row => row.LastAt is null) ? null : Time(rows.Min(row => row.LastAt)),
        };
    }

    /// <summary>A failure begins or changes its class. Every watch takes a turn, in the same unit: nothing is lost on the way.</summary>
    public static async Task FailSourceAsync(
        this Session session,
        SourceState source,
        SourceFailure failure,
        DateTimeOffset? contact,
        DateTimeOffset now
    )
    {
        await session.ExecuteAsync(
            """
            update sources
            set failure = @failure,
                failing_since = coalesce(failing_since, @now),
                contact_at = coalesce(@contact, contact_at)
            where id = @id
            """,
            new
            {
                id = source.Id,
                failure = failure.ToString(),
                contact = contact?.ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await NudgeAsync(session, source, now);
    }

    public static async Task RecoverSourceAsync(this Session session, SourceState source, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "update sources set failure = 'None', failing_since = null, contact_at = @now where id = @id",
            new { id = source.Id, now = now.ToUnixTimeMilliseconds() }
        );
        await NudgeAsync(session, source, now);
    }

    public static Task KeepSourceFactsAsync(
        this Session session,
        string source,
        SiteFacts facts,
        DateTimeOffset? contact
    ) =>
        session.ExecuteAsync(
            "update sources set facts = @facts, contact_at = coalesce(@contact, contact_at) where id = @source",
            new
            {
                source,
                facts = facts.Text,
                contact = contact?.ToUnixTimeMilliseconds(),
            }
        );

    private static async Task NudgeAsync(Session session, SourceState source, DateTimeOffset now)
    {
        foreach (var watch in source.Watches)
        {
            await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
        }
    }

    private static DateTimeOffset? Time(long? ms) =>
        ms is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private sealed record Row
    {
        public required string Address { get; init; }
        public string? Credential { get; init; }
        public required string Failure { get; init; }
        public long? FailingSince { get; init; }
        public long? ContactAt { get; init; }
        public required string Facts { get; init; }
        public required string Watch { get; init; }
        public long? LastAt { get; init; }
    }
}
