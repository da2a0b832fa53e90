using Scout.Core.Events;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Heartbeats;

/// <summary>When heartbeats are expected and when they came. Every deadline is a row of due work.</summary>
internal static class HeartbeatStore
{
    /// <summary>A sign of life, now. Of a watch that expects none nothing changes.</summary>
    public static async Task BeatAsync(this Session session, string watch, DateTimeOffset now)
    {
        var row = await session.FirstOrDefaultAsync<HeartbeatRow>(
            $"""
            update heartbeats
            set last_at = case when last_at > @now then last_at else @now end, spared_until = null
            where watch_id = @watch
            returning {HeartbeatRow.Columns}
            """,
            new { watch, now = now.ToUnixTimeMilliseconds() }
        );
        if (row is not null)
        {
            await session.WaitAsync(watch, row.Heartbeat, now);
        }
    }

    /// <summary>Somebody looks at the deadline, or at once where an absence is over.</summary>
    public static Task WaitAsync(this Session session, string watch, Heartbeat heartbeat, DateTimeOffset now)
    {
        var at = heartbeat.At(now) is HeartbeatNews.Nothing ? heartbeat.Deadline : now;
        return at is { } due
            ? session.SetAsync(HeartbeatWork.WorkKind, watch, due, HeartbeatWork.Rank)
            : Task.CompletedTask;
    }

    /// <param name="every">Zero: none is expected.</param>
    public static async Task ExpectAsync(
        this Session session,
        string watch,
        TimeSpan every,
        TimeSpan grace,
        DateTimeOffset now
    )
    {
        if (every <= TimeSpan.Zero)
        {
            await session.ExecuteAsync("delete from heartbeats where watch_id = @watch", new { watch });
            await session.DropAsync(HeartbeatWork.WorkKind, watch);
            return;
        }

        await session.ExecuteAsync(
            """
            insert into heartbeats (watch_id, every_ms, grace_ms) values (@watch, @every, @grace)
            on conflict (watch_id) do update set every_ms = excluded.every_ms, grace_ms = excluded.grace_ms
            """,
            new
            {
                watch,
                every = (long)every.TotalMilliseconds,
                grace = (long)grace.TotalMilliseconds,
            }
        );
        if (await session.FindHeartbeatAsync(watch) is { } heartbeat)
        {
            await session.WaitAsync(watch, heartbeat, now);
        }
    }

    public static async Task<Heartbeat?> FindHeartbeatAsync(this Session session, string watch) =>
        (
            await session.FirstOrDefaultAsync<HeartbeatRow>(
                $"select {HeartbeatRow.Columns} from heartbeats where watch_id = @watch",
                new { watch }
            )
        )?.Heartbeat;

    public static Task<int> SaveAsync(this Session session, string watch, Heartbeat heartbeat) =>
        session.ExecuteAsync(
            "update heartbeats set missing_at = @missing, spared_until = @spared where watch_id = @watch",
            new
            {
                watch,
                missing = heartbeat.MissingAt?.ToUnixTimeMilliseconds(),
                spared = heartbeat.SparedUntil?.ToUnixTimeMilliseconds(),
            }
        );

    private sealed record HeartbeatRow
    {
        public const string Columns = "every_ms, grace_ms, last_at, missing_at, spared_until";

        public required long EveryMs { get; init; }

        public required long GraceMs { get; init; }

        public long? LastAt { get; init; }

        public long? MissingAt { get; init; }

        public long? SparedUntil { get; init; }

        public Heartbeat Heartbeat =>
            new(TimeSpan.FromMilliseconds(EveryMs), TimeSpan.FromMilliseconds(GraceMs))
            {
                LastAt = Time(LastAt),
                MissingAt = Time(MissingAt),
                SparedUntil = Time(SparedUntil),
            };

        private static DateTimeOffset? Time(long? at) =>
            at is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }
}
