using System.Collections.Immutable;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches.Sensors;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Pages.Watch;

namespace Scout.Server.Pages.Graph;

/// <summary>What the graph shows: of one sensor, or of all that the viewer sees.</summary>
/// <param name="Sensor">As the address names it; null: all of them.</param>
public sealed record GraphView(
    string? Sensor,
    ImmutableArray<GraphLine> Lines,
    GraphRange Range,
    string Zone,
    Clock Clock
)
{
    /// <summary>The one that measured last; null: none ever did.</summary>
    public GraphLine? Newest => Lines.Where(line => line.Last is not null).MaxBy(line => line.Last!.Value.At);

    public string Path => Sensor is null ? "/graph" : $"/graph/{Uri.EscapeDataString(Sensor)}";
}

/// <summary>A line of the graph: a series of a device.</summary>
/// <param name="Device">Its name, typed or sent by strangers.</param>
/// <param name="Path">Of the graph of its sensor.</param>
/// <param name="Label">What is measured.</param>
/// <param name="Unit">Empty: none is known.</param>
/// <param name="Decimals">Null: as many as matter.</param>
/// <param name="Readings">The newest ten, oldest first.</param>
/// <param name="Interval">How far apart its readings usually are; null: nobody knows yet.</param>
public sealed record GraphLine(
    long Series,
    string Device,
    string Path,
    string Label,
    string Unit,
    int? Decimals,
    ImmutableArray<Reading> Readings,
    TimeSpan? Interval
)
{
    public Reading? Last => Readings.IsEmpty ? null : Readings[^1];

    /// <summary>It should have been replaced long ago: the last value is no longer what is there now.</summary>
    public bool IsStale(DateTimeOffset now) => Last is { } last && last.AgeAt(now) >= Silence.After(Interval);

    /// <summary>"-18.4 °C".</summary>
    public string Written(double value) => DeviceMessages.Amount(value, Decimals, Unit, Say.Language);
}

/// <summary>The stretch of time that a graph shows.</summary>
/// <param name="Name">"ten": the newest ten readings; else as of <see cref="ChartRange"/>.</param>
public sealed record GraphRange(string Name)
{
    public const string Ten = "ten";

    public static IReadOnlyList<string> Names { get; } = [Ten, .. ChartRange.Names];

    /// <summary>What nobody can read is the newest ten.</summary>
    public static GraphRange Read(IQueryCollection query) =>
        new(Names.Contains($"{query["range"]}", StringComparer.Ordinal) ? $"{query["range"]}" : Ten);

    public static string Label(string name) => name is Ten ? Say.It("Last ten readings") : ChartRange.Label(name);
}
