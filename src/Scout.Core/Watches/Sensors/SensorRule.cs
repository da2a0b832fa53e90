using System.Collections.Immutable;

namespace Scout.Core.Watches.Sensors;

/// <summary>A condition on what a device measures or on the device itself, as somebody set it.</summary>
/// <param name="Id">Tells it apart from the other rules of the watch for ever; the topic of its alerts.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
public sealed record SensorRule(string Id, RuleKind Kind, Severity Severity)
{
    /// <summary>What rules of sensors can be about.</summary>
    public static ImmutableArray<RuleKind> Kinds { get; } =
    [
        RuleKind.Above,
        RuleKind.Below,
        RuleKind.Rising,
        RuleKind.Falling,
        RuleKind.NoData,
        RuleKind.Battery,
        RuleKind.Gap,
        RuleKind.DeviceTrouble,
        RuleKind.NetworkTrouble,
        RuleKind.Overuse,
    ];

    /// <summary>The series it looks at; empty: the device.</summary>
    public string Field { get; init; } = "";

    /// <summary>
    /// In the unit of the series; a change per minute for rises and falls; volts or percent for batteries; how many lost
    /// messages are still fine. Comparisons are strict: the limit itself is fine.
    /// </summary>
    public double Limit { get; init; }

    /// <summary>An open alert is over at this level; null: with two readings in a row on the good side of the limit.</summary>
    public double? Clear { get; init; }

    /// <summary>The limit must have been passed for this long; for rises and falls, the time they are measured over.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>Breached when this many …</summary>
    public int Count { get; init; } = 1;

    /// <summary>… of this many newest readings are past the limit.</summary>
    public int Of { get; init; } = 1;

    /// <summary>How long data may stay away; null: as long as three of its usual intervals.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>The limit of a battery is in percent and not in volts.</summary>
    public bool InPercent { get; init; }

    /// <summary>It looks at the values of one series.</summary>
    public bool IsAboutValue => Kind is RuleKind.Above or RuleKind.Below or RuleKind.Rising or RuleKind.Falling;
}

/// <summary>For a watch whose readings come from a device.</summary>
public sealed record SensorSettings(ImmutableArray<SensorRule> Rules)
{
    /// <summary>More would be a mistake.</summary>
    public const int MostRules = 40;

    /// <summary>The longest time a limit can be asked to be passed for: that much of a series is looked at in every turn.</summary>
    public static TimeSpan LongestHeld { get; } = TimeSpan.FromHours(6);

    /// <summary>How much of a series its rules look back.</summary>
    public TimeSpan LooksBack(string field)
    {
        var longest = TimeSpan.Zero;
        foreach (var rule in Rules)
        {
            longest = rule.IsAboutValue && rule.Field == field && rule.Held > longest ? rule.Held : longest;
        }

        return longest;
    }

    public bool Asks(RuleKind kind) => Rules.Any(rule => rule.Kind == kind);
}
