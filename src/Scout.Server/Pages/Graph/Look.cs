namespace Scout.Server.Pages.Graph;

/// <summary>
/// How a line is told apart from the others of its chart: by colour, by dashes and by the shape of its points. Any one
/// of them is enough.
/// </summary>
/// <param name="Number">From 1: the colour is --look-1 and so on.</param>
/// <param name="Dash">Lengths of lines and gaps, in pixels; empty: no gaps.</param>
/// <param name="Shape">Of its points.</param>
public sealed record Look(int Number, string Dash, string Shape)
{
    public static IReadOnlyList<Look> All { get; } =
    [
        new(1, "", "circle"),
        new(2, "9 4", "square"),
        new(3, "2 4", "triangle"),
        new(4, "12 4 2 4", "diamond"),
        new(5, "", "cross"),
        new(6, "6 3", "ring"),
        new(7, "16 5", "plus"),
        new(8, "3 3 9 3", "bar"),
    ];
}

/// <summary>A line with its place in a chart.</summary>
/// <param name="Axis">0: its values stand on the left; 1: on the right.</param>
internal sealed record PlacedLine(GraphLine Line, int Axis, Look Look);

/// <summary>Which lines stand together.</summary>
internal static class Charts
{
    /// <summary>More axes in one chart than this are hard to read.</summary>
    private const int MostAxes = 2;

    /// <summary>A chart for each line.</summary>
    public static IReadOnlyList<IReadOnlyList<PlacedLine>> Apart(IEnumerable<GraphLine> lines) =>
        [.. lines.Select(line => (IReadOnlyList<PlacedLine>)[new PlacedLine(line, 0, Look.All[0])])];

    /// <summary>Lines of one scale share an axis, two scales a chart; what goes beyond stands in a further chart.</summary>
    /// <param name="lines">At most as many as there are looks.</param>
    public static IReadOnlyList<IReadOnlyList<PlacedLine>> Together(IReadOnlyList<GraphLine> lines) =>
        [
            .. lines
                .Select((line, place) => (Line: line, Look: Look.All[place]))
                .GroupBy(one => one.Line.Scale, StringComparer.Ordinal)
                .Chunk(MostAxes)
                .Select(scales =>
                    (IReadOnlyList<PlacedLine>)
                        [
                            .. scales.SelectMany(
                                (scale, axis) => scale.Select(one => new PlacedLine(one.Line, axis, one.Look))
                            ),
                        ]
                ),
        ];
}
