using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Scout.TestKit.Nightscout;

/// <summary>The rows of a fake site, and what a read of them answers.</summary>
internal sealed class FakeEntries(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(4);
    private readonly Lock _lock = new();
    private readonly List<JsonObject> _rows = [];
    private readonly Dictionary<int, Answer> _answers = [];

    internal sealed record Answer(byte[] Body, string ETag);

    public void Add(JsonObject row)
    {
        lock (_lock)
        {
            // The same time and type is the same row.
            _rows.RemoveAll(old => DateOf(old) == DateOf(row) && TypeOf(old) == TypeOf(row));
            _rows.Add(row);
            _rows.Sort((a, b) => DateOf(b).CompareTo(DateOf(a)));
            _answers.Clear();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _rows.Clear();
            _answers.Clear();
        }
    }

    /// <param name="since">A condition on date; any lifts the four-day window.</param>
    public Answer Read(string? type, int count, double? since, double? until)
    {
        lock (_lock)
        {
            var cached = since is null && until is null && type == "sgv";
            if (cached && _answers.TryGetValue(count, out var known) && Oldest() >= Horizon())
            {
                return known;
            }

            var rows = _rows
                .Where(row => type is null || TypeOf(row) == type)
                .Where(row => DateOf(row) >= (since ?? (until is null ? Horizon() : 0)))
                .Where(row => until is null || DateOf(row) <= until)
                .Take(count)
                .Select(row => row.ToJsonString());
            var body = Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]");
            var answer = new Answer(
                body,
                $"W/\"{body.Length:x}-{Convert.ToBase64String(SHA256.HashData(body))[..27]}\""
            );
            if (cached)
            {
                _answers[count] = answer;
            }

            return answer;
        }
    }

    private double Horizon() => (time.GetUtcNow() - Window).ToUnixTimeMilliseconds();

    private double Oldest() => _rows.Count == 0 ? double.MaxValue : DateOf(_rows[^1]);

    private static string TypeOf(JsonObject row) => row["type"]?.ToString() ?? "sgv";

    private static double DateOf(JsonObject row) =>
        double.TryParse(row["date"]?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var date)
            ? date
            : 0;
}
