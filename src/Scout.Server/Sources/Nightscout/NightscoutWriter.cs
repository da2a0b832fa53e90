using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Scout.Core.Nightscout;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>
/// Writes to a site as its rules have it: entries are one for each time and type, treatments one for each identifier, and
/// what comes again replaces what was there; status rows and profiles have no such rule, and each post is a new one.
/// </summary>
internal sealed class NightscoutWriter(NightscoutClient client)
{
    /// <summary>A site on a small machine writes one after the other, and its answer holds them all again.</summary>
    public const int MostAtOnce = 100;

    /// <param name="collection">treatments, entries, devicestatus, profile.</param>
    /// <param name="documents">JSON objects; not none: old sites never answer to an empty list.</param>
    /// <returns>How many the site says it has taken; or why not.</returns>
    public async Task<SiteWrite> PostAsync(
        SiteAccess access,
        string collection,
        IReadOnlyList<string> documents,
        CancellationToken cancellationToken
    )
    {
        if (documents.Count == 0)
        {
            return new SiteWrite.Taken(0);
        }

        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartArray();
            foreach (var document in documents)
            {
                json.WriteRawValue(document);
            }

            json.WriteEndArray();
        }

        return Read(
            await client.AskAsync(
                access,
                new SiteRequest(HttpMethod.Post, $"api/v1/{collection}.json") { Body = body.WrittenMemory },
                cancellationToken
            ),
            documents.Count
        );
    }

    public async Task<SiteWrite> PutAsync(
        SiteAccess access,
        string collection,
        string document,
        CancellationToken cancellationToken
    ) =>
        Read(
            await client.AskAsync(
                access,
                new SiteRequest(HttpMethod.Put, $"api/v1/{collection}.json")
                {
                    Body = System.Text.Encoding.UTF8.GetBytes(document),
                },
                cancellationToken
            ),
            sent: 1
        );

    /// <param name="id">The site's own _id.</param>
    public async Task<SiteWrite> DeleteAsync(
        SiteAccess access,
        string collection,
        string id,
        CancellationToken cancellationToken
    ) =>
        Read(
            await client.AskAsync(
                access,
                new SiteRequest(HttpMethod.Delete, $"api/v1/{collection}/{Uri.EscapeDataString(id)}"),
                cancellationToken
            ),
            sent: 0
        );

    /// <summary>The rows that a question finds.</summary>
    /// <param name="find">As <see cref="DateFilter"/> makes it.</param>
    public async Task<SiteRows> FindAsync(
        SiteAccess access,
        string collection,
        int count,
        string find,
        CancellationToken cancellationToken
    )
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"api/v1/{collection}.json?count={count}{find}");
        var answer = await client.GetAsync(access, path, etag: null, cancellationToken);
        if (answer is not SiteAnswer.Content content)
        {
            return new SiteRows.Failed(answer as SiteAnswer.Failed ?? Damaged());
        }

        try
        {
            using var document = JsonDocument.Parse(content.Body);
            return document.RootElement.ValueKind is JsonValueKind.Array
                ? new SiteRows.Found([
                    .. document
                        .RootElement.EnumerateArray()
                        .Where(row => row.ValueKind is JsonValueKind.Object)
                        .Select(row => row.Clone()),
                ])
                : new SiteRows.Failed(Damaged());
        }
        catch (JsonException)
        {
            return new SiteRows.Failed(Damaged());
        }
    }

    private static SiteWrite Read(SiteAnswer answer, int sent)
    {
        if (answer is not SiteAnswer.Content content)
        {
            return new SiteWrite.Failed(answer as SiteAnswer.Failed ?? Damaged());
        }

        try
        {
            using var document = JsonDocument.Parse(content.Body);
            var taken =
                document.RootElement.ValueKind is JsonValueKind.Array
                    ? document.RootElement.GetArrayLength()
                    : Math.Min(sent, 1);
            return new SiteWrite.Taken(taken);
        }
        catch (JsonException)
        {
            return new SiteWrite.Failed(Damaged());
        }
    }

    private static SiteAnswer.Failed Damaged() => new(SourceFailure.BadJson, "the answer cannot be read");
}

/// <summary>What became of a write.</summary>
internal abstract record SiteWrite
{
    private SiteWrite() { }

    /// <param name="Count">As many as were sent, or the site has kept some to itself.</param>
    internal sealed record Taken(int Count) : SiteWrite;

    internal sealed record Failed(SiteAnswer.Failed Answer) : SiteWrite;
}

/// <summary>What a question found.</summary>
internal abstract record SiteRows
{
    private SiteRows() { }

    internal sealed record Found(IReadOnlyList<JsonElement> Rows) : SiteRows;

    internal sealed record Failed(SiteAnswer.Failed Answer) : SiteRows;
}
