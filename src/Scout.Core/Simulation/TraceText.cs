using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Scout.Core.Nightscout;
using Scout.Core.Readings;

namespace Scout.Core.Simulation;

/// <summary>
/// Reads a trace from a file: Nightscout entries as JSON, or CSV with a time and a value column.
/// Times are ISO, Unix milliseconds, or minutes since the start; values mg/dL, or mmol/L when the header says so.
/// </summary>
public static class TraceText
{
    /// <param name="start">Where "minutes since the start" begins.</param>
    public static bool TryRead(
        string text,
        DateTimeOffset start,
        [NotNullWhen(true)] out Trace? trace,
        [NotNullWhen(false)] out string? error
    )
    {
        (trace, error) = (null, null);
        var body = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        var readings = body.StartsWith('[') ? FromJson(body) : FromCsv(body, start);
        if (readings.Count == 0)
        {
            error =
                "No readings were found: expected Nightscout entries (JSON), or CSV with a time and a value column.";
            return false;
        }

        trace = Trace.Of(readings);
        return true;
    }

    private static List<Reading> FromJson(string text) =>
        [
            .. NightscoutEntries
                .Parse(Encoding.UTF8.GetBytes(text), DateTimeOffset.MaxValue.AddDays(-1))
                .Readings.Select(reading => reading with { ReceivedAt = reading.At }),
        ];

    private static List<Reading> FromCsv(string text, DateTimeOffset start)
    {
        var readings = new List<Reading>();
        var columns = new Columns(0, 1, IsMmol: false);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split([',', ';', '\t'], StringSplitOptions.TrimEntries);
            if (readings.Count == 0 && Columns.Find(cells) is { } named)
            {
                columns = named;
            }
            else if (Read(cells, columns, start) is { } reading)
            {
                readings.Add(reading);
            }
        }

        return readings;
    }

    private static Reading? Read(string[] cells, Columns columns, DateTimeOffset start)
    {
        if (
            cells.Length <= Math.Max(columns.Time, columns.Value)
            || Time(cells[columns.Time].Trim('"'), start) is not { } at
            || !double.TryParse(cells[columns.Value].Trim('"'), CultureInfo.InvariantCulture, out var value)
        )
        {
            return null;
        }

        var mgDl = columns.IsMmol ? Glucose.ToMgDl(value) : value;
        return Glucose.Classify(mgDl) is GlucoseKind.None or GlucoseKind.Malformed
            ? null
            : new Reading(at, mgDl, Trend.Unknown, at);
    }

    private static DateTimeOffset? Time(string cell, DateTimeOffset start)
    {
        if (double.TryParse(cell, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            // Fewer minutes than a century has, or milliseconds since 1970.
            return Math.Abs(number) < 60_000_000 ? start.AddTicks((long)Math.Round(number * TimeSpan.TicksPerMinute))
                : number is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)number)
                : null;
        }

        return DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }

    private readonly record struct Columns(int Time, int Value, bool IsMmol)
    {
        private static readonly string[] Times = ["minutes", "time", "date"];
        private static readonly string[] Values = ["sgv", "mgdl", "mg/dl", "glucose", "mmol", "value", "reading", "gl"];

        public static Columns? Find(string[] cells)
        {
            var names = Array.ConvertAll(cells, cell => cell.Trim('"').ToLowerInvariant());
            var (time, value) = (Find(names, Times), Find(names, Values));
            return time >= 0 && value >= 0 && time != value
                ? new Columns(time, value, names[value].Contains("mmol", StringComparison.Ordinal))
                : null;
        }

        private static int Find(string[] names, string[] words) =>
            Array.FindIndex(names, name => words.Any(word => name.Contains(word, StringComparison.Ordinal)));
    }
}
