using System.Text.Json;
using Scout.Core.Events;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>
/// Writes what waits in the outbox. What is about to be written is marked first; after a crash the site is asked about
/// what was marked, and about everything that it has had before: what somebody deleted there is not written again.
/// </summary>
internal sealed class PumpOutbox(Database database, PumpClashes clashes, PumpLookups lookups, TimeProvider time)
{
    /// <param name="goOn">Before every request: keeps the turn.</param>
    /// <exception cref="SiteFailedException">The site does not take anything now; what waits goes on waiting.</exception>
    public async Task FlushAsync(
        string watch,
        PumpSite site,
        PumpTally tally,
        Func<Task> goOn,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.NextDocumentsAsync(watch, NightscoutWriter.MostAtOnce),
                cancellationToken
            );
            if (rows.Count == 0)
            {
                return;
            }

            await goOn();
            await WriteAsync(watch, site, rows, tally, cancellationToken);
        }
    }

    private async Task WriteAsync(
        string watch,
        PumpSite site,
        IReadOnlyList<DocumentRow> rows,
        PumpTally tally,
        CancellationToken cancellationToken
    )
    {
        var doubted = rows.Where(row => row.IsInDoubt).ToList();
        var there = doubted.Count == 0 ? [] : await lookups.ThereAsync(site, doubted, cancellationToken);
        var gone = doubted.Where(row => row.Again == 1 && !there.Contains(row)).ToList();
        var arrived = doubted
            .Where(row => row.State is KnownDocument.Sending && row.SentHash == row.Hash && there.Contains(row))
            .ToList();
        var posts = rows.Except(gone).Except(arrived).ToList();
        await database.WriteAsync(
            session =>
            {
                var now = time.GetUtcNow();
                session.EndDocuments(watch, gone, KnownDocument.Gone, now);
                session.EndDocuments(watch, arrived, KnownDocument.Written, now);
                session.IntendDocuments(watch, posts);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        foreach (var row in posts.Where(row => row.Replaces is not null && row.Again == 0))
        {
            Check(await site.Writer.DeleteAsync(site.Access, row.Collection, row.Replaces!, cancellationToken));
            tally.Deleted++;
        }

        if (posts.Count > 0)
        {
            await PostAsync(watch, site, posts, tally, cancellationToken);
        }

        foreach (var row in arrived)
        {
            Count(tally, row);
        }
    }

    private async Task PostAsync(
        string watch,
        PumpSite site,
        List<DocumentRow> posts,
        PumpTally tally,
        CancellationToken cancellationToken
    )
    {
        posts = await clashes.GiveWayAsync(watch, posts, cancellationToken);
        var answer = await site.Writer.PostAsync(
            site.Access,
            posts[0].Collection,
            [.. posts.Select(PumpClashes.BodyOf)],
            cancellationToken
        );
        if (answer is SiteWrite.Taken { Count: var taken } && taken >= posts.Count)
        {
            var lost = await LostAsync(site, posts, cancellationToken);
            var written = posts.Except(lost).ToList();
            await EndAsync(watch, written, KnownDocument.Written, cancellationToken);
            foreach (var row in written)
            {
                Count(tally, row);
            }

            if (lost.Count > 0)
            {
                var moved = await clashes.MoveAsync(watch, lost, cancellationToken);
                await PostAsync(watch, site, moved, tally, cancellationToken);
            }

            return;
        }

        if (
            answer is SiteWrite.Failed failed
            && (failed.Answer.IsPassing || failed.Answer.Status is null or 401 or 403)
        )
        {
            throw new SiteFailedException(failed.Answer);
        }

        if (posts.Count > 1)
        {
            // One of them is not to the site's liking: each for itself.
            foreach (var row in posts)
            {
                await PostAsync(watch, site, [row], tally, cancellationToken);
            }

            return;
        }

        await EndAsync(watch, posts, KnownDocument.Refused, cancellationToken);
        tally.Warnings.Add($"Nightscout does not take a document of the kind {posts[0].Kind}.");
    }

    /// <summary>What one second held twice is looked up: an old site has kept one of them.</summary>
    private async Task<IReadOnlyList<DocumentRow>> LostAsync(
        PumpSite site,
        IReadOnlyList<DocumentRow> taken,
        CancellationToken cancellationToken
    )
    {
        var doubles = PumpClashes.Of(taken);
        if (doubles.Count == 0)
        {
            return [];
        }

        var there = await lookups.ThereAsync(site, doubles, cancellationToken);
        return [.. doubles.Where(row => !there.Contains(row))];
    }

    private Task EndAsync(
        string watch,
        IReadOnlyList<DocumentRow> rows,
        string state,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            session =>
            {
                session.EndDocuments(watch, rows, state, time.GetUtcNow());
                return Task.CompletedTask;
            },
            cancellationToken
        );

    private static void Check(SiteWrite answer)
    {
        // Not there any more: as it should be.
        if (answer is SiteWrite.Failed { Answer: var failed } && failed.Status is not (404 or 500))
        {
            throw new SiteFailedException(failed);
        }
    }

    private static void Count(PumpTally tally, DocumentRow row)
    {
        tally.Written++;
        using var body = JsonDocument.Parse(row.Body);
        tally.Count(WordOf(body.RootElement, row.Collection));
    }

    /// <summary>What Nightscout calls it.</summary>
    public static string WordOf(JsonElement document, string collection) =>
        document.TextOf("eventType") is { Length: > 0 } type ? type
        : collection == "entries" ? "sgv"
        : collection;
}
