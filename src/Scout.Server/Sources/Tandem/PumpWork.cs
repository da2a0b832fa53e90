using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>A pump's account is to be looked at. The key is the watch.</summary>
internal sealed class PumpWork(Database database, PumpDesk desk, TimeProvider time) : IDueWork
{
    public const string WorkKind = "pump";

    /// <summary>After everything that may reach somebody.</summary>
    public const long Rank = 5;

    public string Kind => WorkKind;

    public int Concurrency => 8;

    public TimeSpan Lease => TimeSpan.FromSeconds(60);

    public async Task PlanAsync(Session session, DateTimeOffset now)
    {
        if (session.Engine is Engine.Sqlite)
        {
            await session.InheritPumpTurnsAsync(now);
        }

        var watches = await session.QueryAsync<string>(
            "select p.watch_id from pumps p join watches w on w.id = p.watch_id and w.removed_at is null"
        );
        foreach (var watch in watches)
        {
            await session.AddAsync(WorkKind, watch, now, Rank);
        }
    }

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        if (await desk.LookAsync(row.Key, cancellationToken) is not { } next)
        {
            return;
        }

        await database.WriteAsync(
            async session =>
            {
                // Somebody may have asked meanwhile: then the row was set anew, and is to be done at once.
                if (await session.FindPumpAsync(row.Key) is not null && await session.FinishAsync(row))
                {
                    await session.SetAsync(WorkKind, row.Key, next > time.GetUtcNow() ? next : time.GetUtcNow(), Rank);
                }
            },
            cancellationToken
        );
    }
}
