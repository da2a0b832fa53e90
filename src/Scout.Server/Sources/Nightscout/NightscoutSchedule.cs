using Scout.Server.Storage;

namespace Scout.Server.Sources.Nightscout;

/// <summary>At the start: sees that every watched site has its rows of due work, and that they follow the settings of today.</summary>
internal sealed class NightscoutSchedule(Database database, SourceStore sources, TimeProvider time) : IHostedService
{
    private const int Chunk = 500;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var watched = await database.ReadAsync(session => session.WatchedSourcesAsync(), cancellationToken);
        foreach (var chunk in watched.Chunk(Chunk))
        {
            await database.WriteAsync(
                async session =>
                {
                    foreach (var source in chunk)
                    {
                        await sources.ScheduleAsync(session, source, time.GetUtcNow());
                    }
                },
                cancellationToken
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
