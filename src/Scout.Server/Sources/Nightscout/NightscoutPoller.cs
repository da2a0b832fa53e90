using Microsoft.Extensions.Options;
using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Nightscout;

/// <summary>Hands an input to a watch; durable when it returns.</summary>
internal delegate Task TakeTurn(string watch, WatchInput input, CancellationToken cancellationToken);

/// <summary>Reads a site when its slot comes, and tells its watches what is new. The due row's key is the source.</summary>
internal sealed partial class NightscoutPoller(
    Database database,
    SiteReader reader,
    SiteMemories memories,
    SiteBook book,
    PollFigures figures,
    IOptions<NightscoutOptions> options,
    TimeProvider time,
    ILogger<NightscoutPoller> logger
) : IDueWork
{
    public const string PollKind = "poll";

    /// <summary>A refused credential rests this long: every wrong try slows the site down for everybody here.</summary>
    public static readonly TimeSpan RefusalRest = TimeSpan.FromMinutes(15);

    public string Kind => PollKind;

    public int Concurrency => options.Value.Concurrency;

    // The claim itself moves a periodic row on.
    public TimeSpan Lease => TimeSpan.Zero;

    public Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        figures.Began(now - DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt), now);
        return PollAsync(row.Key, (memory) => memory.TryEnter(), cancellationToken);
    }

    /// <summary>Reads the site now, or once more when it is just being read. Throws nothing.</summary>
    public async Task PollSoonAsync(string source, CancellationToken cancellationToken)
    {
        try
        {
            await PollAsync(source, (memory) => memory.TryEnterOrAskAgain(), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        catch (Exception exception) // the rim: nobody waits for this task
        {
            LogHintFailed(source, exception);
        }
    }

    private async Task PollAsync(string id, Func<SiteMemory, bool> enter, CancellationToken cancellationToken)
    {
        var source = await FindAsync(id, cancellationToken);
        if (source is null)
        {
            return;
        }

        var memory = memories.Of(source);
        if (!enter(memory))
        {
            figures.Skipped();
            return;
        }

        var inside = true;
        try
        {
            while (true)
            {
                await ReadAsync(source, memory, cancellationToken);
                inside = !memory.TryLeave();
                if (!inside)
                {
                    return;
                }

                source = await FindAsync(id, cancellationToken);
                if (source is null)
                {
                    return;
                }
            }
        }
        finally
        {
            if (inside)
            {
                memory.Leave();
            }
        }
    }

    private async Task ReadAsync(SourceState source, SiteMemory memory, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (source.Failure is SourceFailure.Unauthorized && now < source.Facts.RefusedAt + RefusalRest)
        {
            return;
        }

        // A watch that came later has none of what the others have.
        if (!memory.Served.IsEmpty && source.Watches.Any(watch => !memory.Served.Contains(watch)))
        {
            memory.Forget();
        }

        var news = await reader.ReadAsync(source, memory, now, cancellationToken);
        figures.Ended(news.Failure);
        await book.KeepAsync(source, memory, news, now, cancellationToken);
        if (!news.IsFailure)
        {
            await book.KeepStatusAsync(source, memory, now, cancellationToken);
        }
    }

    private async Task<SourceState?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var source = await database.ReadAsync(session => session.FindSourceAsync(id), cancellationToken);
        if (source is null)
        {
            // The last watch on it was removed. Declaring it again sets its rows again.
            memories.Forget(id);
            await database.WriteAsync(
                async session =>
                {
                    if (await session.FindSourceAsync(id) is null)
                    {
                        await session.DropAsync(PollKind, id);
                        await session.DropAsync(NightscoutPush.PushKind, id);
                    }
                },
                cancellationToken
            );
        }

        return source;
    }

    [LoggerMessage(3001, LogLevel.Error, "Source {Source} had news, and reading it failed in Scout itself")]
    private partial void LogHintFailed(string source, Exception exception);
}
