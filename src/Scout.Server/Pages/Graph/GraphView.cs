using System.Collections.Immutable;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Pages.Watch;
using Scout.Server.Readings.Points;

namespace Scout.Server.Pages.Graph;

/// <summary>What the graph shows: of one sensor, of all that the viewer sees, or of series that were chosen.</summary>
/// <param name="Sensor">As the address names it; null: all of them, or those that were chosen.</param>
/// <param name="Lines">In the order of their names; chosen ones in the order of the choice.</param>
public sealed record GraphView(
    string? Sensor,
    ImmutableArray<GraphLine> Lines,
    GraphRange Range,
    string Zone,
    Clock Clock,
    ShownUnits Units
)
{
    /// <summary>Series were chosen to stand together.</summary>
    public bool IsChosen { get; init; }

    /// <summary>How many of the chosen are not shown: too many, or not there for this viewer.</summary>
    public int LeftOut { get; init; }

    /// <summary>What can be chosen.</summary>
    public ImmutableArray<GraphChoice> Choices { get; init; } = [];

    /// <summary>Alerts are for who is signed in.</summary>
    public bool WithAlerts { get; init; }

    /// <summary>The one that measured last; null: none ever did.</summary>
    public GraphLine? Newest => Lines.Where(line => line.Last is not null).MaxBy(line => line.Last!.Value.At);

    /// <summary>What is said first: a value past its limit, as long as it is one of now, else the newest.</summary>
    public GraphLine? First =>
        Lines
            .Where(line => line.Last is { } last && line.LimitPast(last.Value) is not null && !line.IsStale(Clock.Now))
            .MaxBy(line => line.Last!.Value.At)
        ?? Newest;

    public string Path =>
        Sensor is not null ? $"/graph/{Uri.EscapeDataString(Sensor)}"
        : IsChosen ? GraphChoice.Address(Lines.Select(line => line.Series))
        : "/graph";
}

/// <summary>A series that can be chosen.</summary>
/// <param name="Of">Of what or whom.</param>
/// <param name="Unit">Empty: none is known.</param>
public sealed record GraphChoice(long Series, string Of, string Label, string Unit, bool IsChosen)
{
    public static string Address(IEnumerable<long> series) =>
        $"/graph?{string.Join('&', series.Select(one => $"series={one}"))}";
}

/// <summary>The stretch of time that a graph shows.</summary>
/// <param name="Name">"ten": the newest ten readings; else as of <see cref="ChartRange"/>; empty: chosen by hand.</param>
/// <param name="Chosen">What was chosen by hand.</param>
public sealed record GraphRange(string Name, TimeRange? Chosen = null)
{
    public const string Ten = "ten";

    public static IReadOnlyList<string> Names { get; } = [Ten, .. ChartRange.Names];

    /// <summary>What nobody can read is the newest ten.</summary>
    public static GraphRange Read(IQueryCollection query)
    {
        if (query.ContainsKey("from") && query.ContainsKey("to"))
        {
            var typed = TimeRange.Read(query["from"], query["to"], default, TimeSpan.Zero, out var fault);
            if (fault is null)
            {
                return new GraphRange("", typed);
            }
        }

        return new(Names.Contains($"{query["range"]}", StringComparer.Ordinal) ? $"{query["range"]}" : Ten);
    }

    public static string Label(string name) => name is Ten ? Say.It("Last ten readings") : ChartRange.Label(name);
}
