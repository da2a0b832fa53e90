using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scout.Core.Tandem;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>What is printed, with everything of the person replaced.</summary>
internal sealed partial class CheckSheet(TandemOptions options)
{
    private readonly List<string> _lines = [];
    private readonly List<(string Secret, string Name)> _names =
    [
        .. new[]
        {
            (options.Email?.Trim(), "[TCONNECT_EMAIL]"),
            (options.Password, "[TCONNECT_PASSWORD]"),
            (options.NightscoutUrl?.Trim(), "[NS_URL]"),
            (options.SiteSecret, "[NS_SECRET]"),
        }
            .Where(one => one.Item1 is { Length: > 3 })
            .Select(one => (one.Item1!, one.Item2)),
    ];
    private readonly Dictionary<string, string> _descriptions = new(StringComparer.Ordinal);

    [GeneratedRegex("tandem:[0-9a-fA-F-]{36}:", RegexOptions.None, 1_000)]
    private static partial Regex OwnIdentifier();

    public bool HasErrors { get; private set; }

    public string Text => string.Concat(_lines.Select(line => Clean(line) + "\n"));

    public void Say(string line) => _lines.Add(line);

    public void Fail(string line)
    {
        HasErrors = true;
        Say(line);
    }

    public void Describe(JsonElement pumper, ImmutableArray<Pump> pumps)
    {
        var rows = pumps.Length == 0 ? [] : pumper.GetProperty("pumps").EnumerateArray().ToArray();
        for (var i = 0; i < pumps.Length; i++)
        {
            _names.Add((pumps[i].SerialNumber, $"[PUMP_SERIAL_{i}]"));
            _names.Add((pumps[i].AssignmentId, $"[TCONNECT_DEVICE_ID_{i}]"));
            _descriptions[pumps[i].AssignmentId] = DescriptionOf(rows[i]);
        }
    }

    public string DescriptionOf(Pump pump) => _descriptions.GetValueOrDefault(pump.AssignmentId, "{}");

    // Settings tell of the body.
    private static string DescriptionOf(JsonElement pump) =>
        "{"
        + string.Join(
            ", ",
            pump.EnumerateObject()
                .Select(one =>
                    $"{PythonText.Of(one.Name)}: {(one is { Name: "settings", Value.ValueKind: JsonValueKind.Object } ? "{...}" : PythonText.Of(one.Value))}"
                )
        )
        + "}";

    // The pump's id stands in what Scout wrote, and Tandem may not have said which id that is.
    private string Clean(string line) => OwnIdentifier().Replace(Named(line), "tandem:[TCONNECT_DEVICE_ID]:");

    private string Named(string line) =>
        _names
            .Where(one => one.Secret.Length > 0)
            .OrderByDescending(one => one.Secret.Length)
            .Aggregate(line, (text, one) => text.Replace(one.Secret, one.Name, StringComparison.Ordinal));

    /// <summary>As Python writes a time.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
