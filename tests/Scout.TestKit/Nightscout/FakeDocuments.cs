using System.Globalization;
using System.Text.Json.Nodes;

namespace Scout.TestKit.Nightscout;

/// <summary>What was written to a fake site, kept as the real one keeps it: by identifier, by time and type, or each for itself.</summary>
internal sealed class FakeDocuments
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<JsonObject>> _collections = new(StringComparer.Ordinal);
    private int _number;

    public int Writes { get; private set; }

    public bool IsKept { get; set; } = true;

    public IReadOnlyList<JsonObject> All(string collection)
    {
        lock (_lock)
        {
            return [.. Of(collection).Select(document => document.DeepClone().AsObject())];
        }
    }

    /// <summary>Returns it as it is kept now, with its _id.</summary>
    public JsonObject Post(string collection, JsonObject posted, bool keepsIdentifiers)
    {
        lock (_lock)
        {
            Writes++;
            if (!IsKept)
            {
                return posted.DeepClone().AsObject();
            }

            var rows = Of(collection);
            var document = posted.DeepClone().AsObject();
            if (TimeOf(document, "created_at") is { } at)
            {
                document["created_at"] = Text(at);
            }

            if (TimeOf(document, "dateString") is { } taken)
            {
                document["dateString"] = Text(taken);
            }

            var before = collection is "treatments" or "entries"
                ? rows.Find(row => IsSame(collection, row, document, keepsIdentifiers))
                : null;
            document["_id"] = before?["_id"]?.DeepClone() ?? $"{++_number:x24}";
            if (before is not null)
            {
                rows.Remove(before);
            }

            rows.Add(document);
            return document.DeepClone().AsObject();
        }
    }

    public void Put(string collection, JsonObject document)
    {
        lock (_lock)
        {
            Writes++;
            Of(collection).RemoveAll(row => $"{row["_id"]}" == $"{document["_id"]}");
            Of(collection).Add(document.DeepClone().AsObject());
        }
    }

    public int Delete(string collection, string id)
    {
        lock (_lock)
        {
            return Of(collection).RemoveAll(row => $"{row["_id"]}" == id);
        }
    }

    /// <param name="find">Conditions as Nightscout writes them: "find[created_at][$gte]".</param>
    public IReadOnlyList<JsonObject> Find(string collection, IEnumerable<KeyValuePair<string, string>> find, int count)
    {
        var conditions = find.Where(pair => pair.Key.StartsWith("find[", StringComparison.Ordinal)).ToList();
        lock (_lock)
        {
            return
            [
                .. Of(collection)
                    .Where(row => conditions.TrueForAll(pair => Matches(row, pair.Key, pair.Value)))
                    .OrderByDescending(SortOf)
                    .Take(count)
                    .Select(row => row.DeepClone().AsObject()),
            ];
        }
    }

    private List<JsonObject> Of(string collection)
    {
        if (!_collections.TryGetValue(collection, out var rows))
        {
            _collections[collection] = rows = [];
        }

        return rows;
    }

    private static bool IsSame(string collection, JsonObject one, JsonObject other, bool keepsIdentifiers) =>
        collection == "entries" ? Same(one, other, "dateString") && Same(one, other, "type")
        : keepsIdentifiers && other["identifier"] is not null ? Same(one, other, "identifier")
        : Same(one, other, "created_at") && Same(one, other, "eventType");

    private static bool Same(JsonObject one, JsonObject other, string name) => $"{one[name]}" == $"{other[name]}";

    private static bool Matches(JsonObject row, string key, string value)
    {
        var parts = key["find[".Length..^1].Split("][");
        var kept = $"{row[parts[0]]}";
        if (parts.Length == 1)
        {
            return kept == value;
        }

        var order = double.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? double.Parse(kept, CultureInfo.InvariantCulture).CompareTo(number)
            : TimeOf(row, parts[0])
                ?.CompareTo(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
                ?? -1;
        return parts[1] switch
        {
            "$gte" => order >= 0,
            "$lte" => order <= 0,
            _ => false,
        };
    }

    private static string SortOf(JsonObject row) => $"{row["created_at"] ?? row["dateString"] ?? row["startDate"]}";

    private static DateTimeOffset? TimeOf(JsonObject row, string name) =>
        DateTimeOffset.TryParse(
            $"{row[name]}",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
