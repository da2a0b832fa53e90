using Scout.Core.Events;
using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Heartbeats;

/// <summary>A heartbeat should have come by now, or has come back. The key is the watch.</summary>
internal sealed class HeartbeatWork(Database database, Turn turn, LiveHub live, TimeProvider time) : IDueWork
{
    public const string WorkKind = "beat";

    /// <summary>As what came from outside: somebody may have to be reached.</summary>
    public const long Rank = -8;

    public string Kind => WorkKind;

    public int Concurrency => 8;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public Task DoAsync(DueRow row, CancellationToken cancellationToken) =>
        database.WriteAsync(session => LookAsync(session, row.Key), cancellationToken);

    private async Task LookAsync(Session session, string watch)
    {
        // One order of locks: the watch first.
        var isWatched = await session.FirstOrDefaultAsync<string>(
            $"select id from watches where id = @watch and removed_at is null {session.ForUpdate}",
            new { watch }
        );
        if (isWatched is null || await session.FindHeartbeatAsync(watch) is not { } heartbeat)
        {
            return;
        }

        var now = time.GetUtcNow();
        var news = heartbeat.At(now);
        var next = news switch
        {
            HeartbeatNews.Missing => heartbeat with { MissingAt = now, SparedUntil = null },
            HeartbeatNews.Back => heartbeat with { MissingAt = null },
            HeartbeatNews.Spare => heartbeat with { SparedUntil = heartbeat.SpareUntil(now) },
            _ => heartbeat,
        };
        await session.SaveAsync(watch, next);
        await session.WaitAsync(watch, next, now);
        if (news is HeartbeatNews.Missing or HeartbeatNews.Back)
        {
            var told = heartbeat.Tell(news, watch, now);
            await turn.TakeAsync(session, watch, new WatchInput.EventsArrived([told]));
            session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
        }
    }
}
