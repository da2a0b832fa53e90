using System.Collections.Immutable;
using Scout.Core.Devices;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Pages.Languages;
using Scout.Server.Readings;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Graph;

/// <summary>A series that the graph can show, with what it belongs to.</summary>
internal sealed record GraphRow
{
    public const string Glucose = "glucose";

    /// <summary>Of <c>series g</c>: sensors, and the glucose of people.</summary>
    public const string Joined = $"""
        from series g
        join watches w on w.id = g.watch_id
        left join devices d on d.watch_id = w.id
        """;

    /// <summary>
    /// A condition on them: the account @account sees it, or everybody does, where sensors of the network @open are
    /// open. No network has an empty id.
    /// </summary>
    public const string Sees = $"""
        w.removed_at is null and (d.id is not null or g.field = '{Glucose}')
          and (d.network_id = @open or {AccessStore.Sees})
        """;

    public required long Id { get; init; }
    public required string WatchId { get; init; }
    public required string Field { get; init; }
    public required string Unit { get; init; }
    public long? LastAt { get; init; }
    public required string Name { get; init; }
    public required string Settings { get; init; }
    public string? Zone { get; init; }
    public long? Device { get; init; }
    public string? NetworkId { get; init; }
    public string? Sensor { get; init; }
    public string? Fields { get; init; }
    public long? ExpectedMs { get; init; }
    public long? LearnedMs { get; init; }

    private bool IsGlucose => Device is null;

    public GraphChoice ToChoice(DecoderLooks looks, bool isChosen)
    {
        var shape = ShapeIn(looks);
        return new GraphChoice(Id, Name, LabelOf(shape), UnitOf(shape), isChosen);
    }

    /// <param name="newest">Newest first.</param>
    public GraphLine ToLine(DecoderLooks looks, IEnumerable<ReadingRow> newest, DateTimeOffset? first)
    {
        var shape = ShapeIn(looks);
        var (low, high) = Limits();
        return new GraphLine(
            Id,
            Name,
            IsGlucose
                ? $"/watches/{WatchId}"
                : $"/graph/{Uri.EscapeDataString(Sensor is { Length: > 0 } sensor ? sensor : $"{Device}")}",
            LabelOf(shape),
            UnitOf(shape),
            shape?.Decimals,
            [.. newest.Select(reading => reading.ToReading()).Reverse()],
            (ExpectedMs ?? LearnedMs) is { } ms ? TimeSpan.FromMilliseconds(ms) : null
        )
        {
            Watch = WatchId,
            IsGlucose = IsGlucose,
            Low = low,
            High = high,
            First = first,
        };
    }

    /// <summary>What stands first counts.</summary>
    private FieldShape? ShapeIn(DecoderLooks looks) =>
        IsGlucose ? null : looks.Of(NetworkId ?? "", Fields ?? "").FirstOrDefault(one => one.Name == Field);

    private string LabelOf(FieldShape? shape) =>
        IsGlucose ? Say.It("Glucose")
        : shape is { Label.Length: > 0 } ? shape.Label
        : Field;

    private string UnitOf(FieldShape? shape) => shape is { Unit.Length: > 0 } ? shape.Unit : Unit;

    /// <summary>Where the first rule on either side rings.</summary>
    /// <param name="field">Of a device.</param>
    public static (double? Low, double? High) LimitsOf(WatchSettings settings, string field)
    {
        var rules = settings.Sensor?.Rules.Where(rule => rule.Field == field).ToImmutableArray() ?? [];
        return (
            rules.Where(rule => rule.Kind is RuleKind.Below).Max(rule => (double?)rule.Limit),
            rules.Where(rule => rule.Kind is RuleKind.Above).Min(rule => (double?)rule.Limit)
        );
    }

    private (double? Low, double? High) Limits()
    {
        var settings = ScoutJson.ReadSettings(Settings);
        return IsGlucose
            ? (settings.Of(RuleKind.Low)?.Threshold?.MgDl, settings.Of(RuleKind.High)?.Threshold?.MgDl)
            : LimitsOf(settings, Field);
    }
}
