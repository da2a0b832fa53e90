using System.Globalization;
using System.Text.Json.Nodes;

namespace Scout.TestKit.Tandem;

/// <summary>A pump of a fake account: what it logged and what of that was uploaded. Times are its own clock's, without a zone.</summary>
public sealed class FakePump(string assignment, string serial)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(long Group, long Sequence), JsonObject> _events = [];
    private readonly Dictionary<(long Group, long Sequence), DateTime> _times = [];
    private long _sequence = 1_000;

    public string Assignment { get; } = assignment;

    public string Serial { get; } = serial;

    /// <summary>When the phone uploaded last, in UTC; null: never.</summary>
    public DateTimeOffset? UploadedAt { get; set; }

    /// <summary>In place of the newest event's time; null: that.</summary>
    public DateTime? MaxDate { get; set; }

    /// <summary>Profiles and limits, as Tandem sends them; null: none.</summary>
    public JsonObject? Settings { get; set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    /// <summary>Uploads one event; returns its sequence number.</summary>
    /// <param name="sequence">Null: the next one.</param>
    public long Log(int code, DateTime at, JsonObject properties, long? sequence = null, long group = 0)
    {
        lock (_lock)
        {
            var number = sequence ?? _sequence++;
            var text = at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            _events[(group, number)] = new JsonObject
            {
                ["deviceAssignmentId"] = Assignment,
                ["eventCode"] = code,
                ["sequenceGroup"] = group,
                ["sequenceNumber"] = number,
                ["pumpDateTime"] = text,
                ["eventProperties"] = properties,
                ["estimatedDateTime"] = text + "Z",
            };
            _times[(group, number)] = at;
            return number;
        }
    }

    /// <summary>Takes a number that an event will have that is uploaded late.</summary>
    public long SkipSequence() => _sequence++;

    internal string Logs(DateOnly first, DateOnly last, ISet<int>? codes)
    {
        lock (_lock)
        {
            var rows = _events
                .Where(pair =>
                    DateOnly.FromDateTime(_times[pair.Key]) is var day
                    && day >= first
                    && day <= last
                    && codes?.Contains((int)pair.Value["eventCode"]!) is not false
                )
                .Select(pair => pair.Value.ToJsonString());
            return $$"""{"events":[{{string.Join(',', rows)}}],"clockChanges":[]}""";
        }
    }

    internal JsonObject Describe()
    {
        lock (_lock)
        {
            var newest = MaxDate ?? (_times.Count == 0 ? (DateTime?)null : _times.Values.Max());
            var oldest = _times.Count == 0 ? (DateTime?)null : _times.Values.Min();
            return new JsonObject
            {
                ["algorithm"] = "Control-IQ",
                ["availableDataRange"] = new JsonObject { ["start"] = Naive(oldest), ["end"] = Naive(newest) },
                ["assignmentId"] = Assignment,
                ["lastUploadDate"] = UploadedAt?.UtcDateTime.ToString(
                    "yyyy-MM-ddTHH:mm:ss'Z'",
                    CultureInfo.InvariantCulture
                ),
                ["maxDateOfEvents"] = Naive(newest),
                ["modelNumber"] = "1000354",
                ["modelName"] = "t:slim X2™ Insulin Pump",
                ["partNumber"] = "1011979",
                ["serialNumber"] = Serial,
                ["softwareVersion"] = "7.8.0.0",
                ["lastUploadClientType"] = "mobile_tconnect",
                ["settings"] = Settings?.DeepClone(),
            };
        }
    }

    private static string? Naive(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
