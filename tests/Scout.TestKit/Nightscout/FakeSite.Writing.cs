using System.Text.Json.Nodes;

namespace Scout.TestKit.Nightscout;

public sealed partial class FakeSite
{
    private readonly FakeDocuments _documents = new();

    /// <summary>How many documents were written, those of the same identity each time anew.</summary>
    public int Writes => _documents.Writes;

    /// <summary>Off where tens of thousands are written: they are counted, and every question finds nothing.</summary>
    public bool KeepsDocuments
    {
        get => _documents.IsKept;
        set => _documents.IsKept = value;
    }

    /// <summary>Every write answers so; null: as it should.</summary>
    public int? WriteFault { get; set; }

    /// <summary>The next writes are done, and their answers are lost on the way.</summary>
    public int LostAnswers { get; set; }

    /// <summary>The next questions for documents are not answered: the connection breaks.</summary>
    public int DroppedLookups { get; set; }

    /// <summary>Called before a write is done.</summary>
    public Action? OnWrite { get; set; }

    /// <summary>What stands in treatments, entries, devicestatus or profile, in the order written.</summary>
    public IReadOnlyList<JsonObject> Documents(string collection) => _documents.All(collection);

    public IReadOnlyList<JsonObject> Treatments(string eventType) =>
        [.. Documents("treatments").Where(row => $"{row["eventType"]}" == eventType)];

    /// <summary>Somebody else wrote it.</summary>
    public JsonObject Write(string collection, JsonObject document) =>
        _documents.Post(collection, document, keepsIdentifiers: !IsOld);

    /// <summary>Somebody deleted it by hand.</summary>
    public void Delete(string collection, string id) => _documents.Delete(collection, id);

    /// <summary>Null: the path is no collection's.</summary>
    private static string? CollectionOf(string path)
    {
        var name = path.StartsWith("/api/v1/", StringComparison.Ordinal) ? path["/api/v1/".Length..] : "";
        name = name.Split('/', '.')[0];
        return name is "treatments" or "devicestatus" or "profile" or "entries" ? name : null;
    }

    private async Task WriteAsync(HttpContext context, string collection, string path)
    {
        if (_credentials.Ask(context.Request) is not FakeCredentials.Who.Owner)
        {
            await RefuseAsync(context.Response);
            return;
        }

        if (WriteFault is { } status)
        {
            await WriteAsync(context.Response, status, Json, """{"status":0,"message":"no"}""");
            return;
        }

        OnWrite?.Invoke();
        var answer = new JsonArray();
        if (HttpMethods.IsDelete(context.Request.Method))
        {
            _documents.Delete(collection, path.Split('/')[^1]);
        }
        else
        {
            var body = await JsonNode.ParseAsync(context.Request.Body);
            foreach (var document in body is JsonArray list ? list.OfType<JsonObject>() : [body!.AsObject()])
            {
                if (HttpMethods.IsPut(context.Request.Method))
                {
                    _documents.Put(collection, document);
                }
                else if (collection != "entries" || document["date"] is not null)
                {
                    answer.Add(_documents.Post(collection, document, keepsIdentifiers: !IsOld));
                }
            }
        }

        if (LostAnswers > 0)
        {
            LostAnswers--;
            context.Abort();
            return;
        }

        await WriteAsync(context.Response, 200, Json, answer.ToJsonString());
    }

    private async Task FindAsync(HttpContext context, string collection, string path)
    {
        if (!await MayReadAsync(context))
        {
            return;
        }

        if (DroppedLookups > 0)
        {
            DroppedLookups--;
            context.Abort();
            return;
        }

        if (path.Contains("/current", StringComparison.Ordinal))
        {
            var current = _documents.Find(collection, [], 1);
            await WriteAsync(context.Response, 200, Json, current.Count == 0 ? "null" : current[0].ToJsonString());
            return;
        }

        var query = context.Request.Query;
        var count = int.TryParse(query["count"], out var asked) ? asked : 10;
        var found = _documents.Find(
            collection,
            query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())),
            count
        );
        await WriteAsync(
            context.Response,
            200,
            Json,
            new JsonArray([.. found.Select(row => (JsonNode)row)]).ToJsonString()
        );
    }
}
