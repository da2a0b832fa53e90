using System.Collections.Immutable;
using System.Globalization;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>Asks a site for its glucose values, and once more where ten rows do not tell enough.</summary>
internal sealed class SiteReader(NightscoutClient client)
{
    /// <summary>Answered from the site's memory, survives rows of the future, covers 50 minutes.</summary>
    private const int Rows = 10;
    private const int MostRows = 300;
    private const int MostBackFillTries = 3;
    private const string Path = "api/v1/entries/sgv.json?count=";

    public async Task<SiteNews> ReadAsync(
        SourceState source,
        SiteMemory memory,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var answer = await client.GetAsync(memory.Access, Path + Rows, memory.ETag, cancellationToken);
        switch (answer)
        {
            case SiteAnswer.Failed failed:
                return new SiteNews { Failure = failed.Failure, Detail = failed.Detail };
            case SiteAnswer.NotModified:
                return new SiteNews { IsUnchanged = true };
        }

        var content = (SiteAnswer.Content)answer;
        var entries = NightscoutEntries.Parse(content.Body, now);
        var readings = entries.Readings;
        if (entries is { IsWellFormed: true, Rows: 0 })
        {
            readings = await LastEverAsync(memory, now, cancellationToken);
        }
        else if (readings.IsEmpty && !entries.Future.IsEmpty)
        {
            readings = await BehindTheFutureAsync(memory, now, cancellationToken);
        }
        else if (entries.Rows >= Rows && !readings.IsEmpty)
        {
            readings = await BackFilledAsync(source, memory, readings, now, cancellationToken);
        }

        return new SiteNews
        {
            Failure = entries.IsWellFormed ? SourceFailure.None : SourceFailure.BadJson,
            Detail = entries.IsWellFormed ? "" : "the answer is no list of readings, or breaks off",
            Readings = readings,
            NewestFuture = entries.Future.IsEmpty ? null : entries.Future[0].At,
            IsEmpty = entries is { IsWellFormed: true, Rows: 0 },
            // Rows of the future come true without the answer changing, so they are read again every time.
            ETag = entries.IsWellFormed && entries.Future.IsEmpty ? content.ETag : null,
        };
    }

    // No data for four days looks empty; any condition on the date lifts that window.
    private async Task<ImmutableArray<Reading>> LastEverAsync(
        SiteMemory memory,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (memory.AskedForLast)
        {
            return [];
        }

        var answer = await client.GetAsync(memory.Access, Path + "1&find[date][$gte]=0", null, cancellationToken);
        return ReadingsOf(answer, now) ?? [];
    }

    private async Task<ImmutableArray<Reading>> BehindTheFutureAsync(
        SiteMemory memory,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var horizon = (now + NightscoutEntries.FutureTolerance).ToUnixTimeMilliseconds();
        var path = Path + Rows.ToString(CultureInfo.InvariantCulture) + $"&find[date][$lte]={horizon}";
        return ReadingsOf(await client.GetAsync(memory.Access, path, null, cancellationToken), now) ?? [];
    }

    // After our own downtime, an outage of the site, or an uploader that catches up: what lies before the ten rows.
    private async Task<ImmutableArray<Reading>> BackFilledAsync(
        SourceState source,
        SiteMemory memory,
        ImmutableArray<Reading> readings,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var known = memory.Known.IsEmpty ? source.KnownUntil : memory.Known[0].At;
        if (readings[^1].At <= known || memory.BackFillTries >= MostBackFillTries)
        {
            return readings;
        }

        var count = known is null
            ? MostRows
            : Math.Min(MostRows, (int)Math.Ceiling((now - known.Value).TotalMinutes) + 5);
        if (count <= Rows)
        {
            return readings;
        }

        // The newest rows do not wait for the older ones to succeed.
        var answer = await client.GetAsync(
            memory.Access,
            Path + count.ToString(CultureInfo.InvariantCulture),
            null,
            cancellationToken
        );
        if (ReadingsOf(answer, now) is not { } more)
        {
            memory.BackFillTries++;
            return readings;
        }

        memory.BackFillTries = 0;
        return [.. readings.Concat(more).DistinctBy(reading => reading.At).OrderByDescending(reading => reading.At)];
    }

    private static ImmutableArray<Reading>? ReadingsOf(SiteAnswer answer, DateTimeOffset now) =>
        answer is SiteAnswer.Content content ? NightscoutEntries.Parse(content.Body, now).Readings : null;
}
