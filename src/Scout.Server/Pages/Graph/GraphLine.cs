using System.Collections.Immutable;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches.Sensors;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Graph;

/// <summary>A line of the graph: a series of a device, or the glucose of a person.</summary>
/// <param name="Device">Its name, typed or sent by strangers; of glucose, the person's.</param>
/// <param name="Path">Of the page that is about it.</param>
/// <param name="Label">What is measured.</param>
/// <param name="Unit">As stored; empty: none is known.</param>
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
    /// <summary>Of the watch it belongs to.</summary>
    public string Watch { get; init; } = "";

    public bool IsGlucose { get; init; }

    /// <summary>Below this Scout rings; null: no rule says so.</summary>
    public double? Low { get; init; }

    /// <summary>Above this Scout rings; null: no rule says so.</summary>
    public double? High { get; init; }

    /// <summary>The first reading that is still kept, as a single one or in a summary.</summary>
    public DateTimeOffset? First { get; init; }

    public Reading? Last => Readings.IsEmpty ? null : Readings[^1];

    /// <summary>"Freezer: Inside".</summary>
    public string Name => $"{Device}: {Label}";

    /// <summary>Lines with the same scale can share an axis. A number without a unit is like no other.</summary>
    public string Scale =>
        IsGlucose ? "glucose"
        : Temperature.UnitOf(Unit) is not null ? "temperature"
        : Unit.Length > 0 ? Unit
        : $"number: {Label}";

    /// <summary>It should have been replaced long ago: the last value is no longer what is there now.</summary>
    public bool IsStale(DateTimeOffset now) => Last is { } last && last.AgeAt(now) >= Silence.After(Interval);

    /// <summary>The limit that a value is past; null: it is past none.</summary>
    public double? LimitPast(double value) =>
        value < Low ? Low
        : value > High ? High
        : null;

    public string UnitIn(ShownUnits units) => IsGlucose ? GlucoseText.Unit(units.Glucose) : units.NameOf(Unit);

    /// <summary>"-18.4 °C"; "62 mg/dL".</summary>
    public string Written(double value, ShownUnits units) => units.Written(value, Decimals, Unit, IsGlucose);
}
