using System.Collections.Immutable;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Nightscout;

/// <summary>Keeps what polls found: readings through turns, the site's health and facts on its row. Writes nothing when there is nothing new.</summary>
internal sealed partial class SiteBook(
    Database database,
    NightscoutClient client,
    TakeTurn take,
    ILogger<SiteBook> logger
)
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromHours(1);

    public async Task KeepAsync(
        SourceState source,
        SiteMemory memory,
        SiteNews news,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var facts = FactsAfter(source, news, now);
        if (news.Failure != source.Failure || facts != source.Facts)
        {
            await database.WriteAsync(
                session => KeepHealthAsync(session, source, memory, news, facts, now),
                cancellationToken
            );
            if (news.Failure != source.Failure)
            {
                LogHealth(source.Id, news.Failure, news.Detail);
            }
        }

        // Rows before a break in a damaged answer are good rows.
        await HandOutAsync(source, memory, news.Readings, cancellationToken);
        if (news.IsFailure)
        {
            memory.ETag = null;
            return;
        }

        memory.ContactAt = now;
        if (!news.IsUnchanged)
        {
            memory.AskedForLast = news.IsEmpty;
            memory.ETag = news.ETag;
            memory.Known = news.Readings;
            memory.Served = source.Watches;
        }
    }

    /// <summary>The site's version, unit and clock, once an hour. Proves nothing about data, so its failure means nothing.</summary>
    public async Task KeepStatusAsync(
        SourceState source,
        SiteMemory memory,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var last =
            source.Facts.StatusAt > memory.StatusTriedAt
                ? source.Facts.StatusAt
                : memory.StatusTriedAt ?? source.Facts.StatusAt;
        if (now < last + StatusEvery)
        {
            return;
        }

        memory.StatusTriedAt = now;
        var answer = await client.GetAsync(memory.Access, "api/v1/status.json", null, cancellationToken);
        if (answer is not SiteAnswer.Content content || NightscoutStatus.Parse(content.Body) is not { } status)
        {
            return;
        }

        await database.WriteAsync(
            async session =>
            {
                // Read again: this poll may have written facts of its own.
                if (await session.FindSourceAsync(source.Id) is { } current)
                {
                    var facts = current.Facts with
                    {
                        StatusAt = now,
                        Version = status.Version,
                        Unit = status.Unit,
                        ClockAheadSeconds = (long?)status.SkewAt(now)?.TotalSeconds,
                    };
                    await session.KeepSourceFactsAsync(source.Id, facts, now);
                }
            },
            cancellationToken
        );
    }

    private static async Task KeepHealthAsync(
        Session session,
        SourceState source,
        SiteMemory memory,
        SiteNews news,
        SiteFacts facts,
        DateTimeOffset now
    )
    {
        if (facts != source.Facts)
        {
            await session.KeepSourceFactsAsync(source.Id, facts, memory.ContactAt);
        }

        if (news.Failure == source.Failure)
        {
            return;
        }

        if (news.IsFailure)
        {
            await session.FailSourceAsync(source, news.Failure, memory.ContactAt, now);
        }
        else
        {
            await session.RecoverSourceAsync(source, now);
        }
    }

    private static SiteFacts FactsAfter(SourceState source, SiteNews news, DateTimeOffset now)
    {
        var facts = source.Facts with { RefusedAt = news.Failure is SourceFailure.Unauthorized ? now : null };
        return news.IsFailure || news.IsUnchanged
            ? facts
            : facts with
            {
                FutureAt = news.NewestFuture,
                NoRecentData = news.IsEmpty ? true : null,
            };
    }

    private async Task HandOutAsync(
        SourceState source,
        SiteMemory memory,
        ImmutableArray<Reading> readings,
        CancellationToken cancellationToken
    )
    {
        var known = memory.Known.Select(reading => (reading.At, reading.Value)).ToHashSet();
        ImmutableArray<Reading> fresh =
        [
            .. readings.Where(reading => !known.Contains((reading.At, reading.Value))).Reverse(),
        ];
        if (fresh.IsEmpty)
        {
            return;
        }

        List<Exception>? failures = null;
        foreach (var watch in source.Watches)
        {
            try
            {
                await take(watch, new WatchInput.ReadingsArrived(fresh), cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The other watches on the site do not wait for this one.
                LogTurnFailed(source.Id, watch, exception);
                (failures ??= []).Add(exception);
            }
        }

        if (failures is not null)
        {
            // Nothing is remembered of this answer, so the next poll brings it again.
            throw new AggregateException("A turn failed; the readings are read again at the next poll.", failures);
        }
    }

    [LoggerMessage(3002, LogLevel.Information, "Source {Source} is now {Failure} {Detail}")]
    private partial void LogHealth(string source, SourceFailure failure, string detail);

    [LoggerMessage(
        3003,
        LogLevel.Error,
        "Watch {Watch} could not take readings of source {Source}: a fault of Scout, not of the site"
    )]
    private partial void LogTurnFailed(string source, string watch, Exception exception);
}
