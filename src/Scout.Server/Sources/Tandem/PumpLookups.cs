using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Events;
using Scout.Core.Nightscout;
using Scout.Server.Sources.Nightscout;

namespace Scout.Server.Sources.Tandem;

/// <summary>Asks a site which of a pump's documents it holds.</summary>
internal sealed class PumpLookups(IOptions<TandemOptions> options)
{
    /// <summary>Of one question; a batch spans a few hours.</summary>
    private const int MostRows = 2_000;

    /// <summary>Those of the documents that the site holds, with whatever content.</summary>
    public async Task<HashSet<DocumentRow>> ThereAsync(
        PumpSite site,
        IReadOnlyList<DocumentRow> rows,
        CancellationToken cancellationToken
    )
    {
        var there = new HashSet<DocumentRow>();
        foreach (var near in Near(rows))
        {
            var collection = near[0].Collection;
            var isEntry = collection == "entries";
            var author = isEntry || collection == "devicestatus" ? "device" : "enteredBy";
            var find =
                DateFilter.Is(author, options.Value.Author)
                + (
                    isEntry
                        ? DateFilter.Of("date", $"{near[0].StandsAt}", $"{near[^1].StandsAt}")
                        : DateFilter.Of("created_at", Text(near[0].StandsAt), Text(near[^1].StandsAt))
                );
            var found = await site.Writer.FindAsync(site.Access, collection, MostRows, find, cancellationToken);
            if (found is SiteRows.Failed failed)
            {
                throw new SiteFailedException(failed.Answer);
            }

            there.UnionWith(near.Where(row => ((SiteRows.Found)found).Rows.Any(one => IsSame(row, one, isEntry))));
        }

        return there;
    }

    // A question spans a day at most, so that its answer stays small.
    private static IEnumerable<IReadOnlyList<DocumentRow>> Near(IEnumerable<DocumentRow> rows)
    {
        var near = new List<DocumentRow>();
        foreach (var row in rows.OrderBy(row => row.StandsAt))
        {
            if (near.Count > 0 && row.StandsAt - near[0].StandsAt > TimeSpan.MillisecondsPerDay)
            {
                yield return near;
                near = [];
            }

            near.Add(row);
        }

        yield return near;
    }

    private static bool IsSame(DocumentRow row, JsonElement found, bool isEntry)
    {
        if (found.TextOf("identifier") == row.Identifier)
        {
            return true;
        }

        if (isEntry)
        {
            return found.WholeOf("date") == row.At;
        }

        using var body = JsonDocument.Parse(row.Body);
        return found.TextOf("identifier").Length == 0
            && found.TextOf("eventType") == body.RootElement.TextOf("eventType")
            && found.TimeOf("created_at")?.ToUnixTimeMilliseconds() == row.StandsAt;
    }

    private static string Text(long at) => DateFilter.Text(DateTimeOffset.FromUnixTimeMilliseconds(at));
}
