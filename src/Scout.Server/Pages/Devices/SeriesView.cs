using Scout.Core.Devices;
using Scout.Core.Readings;

namespace Scout.Server.Pages.Devices;

/// <summary>A series of a device as pages show it.</summary>
/// <param name="Unit">As stored with it; the shape's, where it names one, wins.</param>
/// <param name="IsStale">Nothing has come for so long that the value may be wrong by now.</param>
public sealed record SeriesView(long Id, FieldShape Shape, string Unit, Reading? Latest, bool IsStale)
{
    public string Label => FieldText.Label(Shape);

    public string UnitShown => Shape.Unit.Length > 0 ? Shape.Unit : Unit;

    /// <summary>Units that its name speaks of, the likeliest first, where nobody has said anything about it yet.</summary>
    public IReadOnlyList<string> Guesses =>
        UnitShown.Length == 0 && Shape == new FieldShape(Shape.Name) && Latest is { } latest
            ? UnitGuess.Of(Shape.Name, latest.Value)
            : [];
}
