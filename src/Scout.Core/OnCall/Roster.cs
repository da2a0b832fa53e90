using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>Who is on duty when: layers of rotations, and what was agreed otherwise.</summary>
/// <param name="Zone">IANA.</param>
/// <param name="Layers">Where two of one role work at once, the earlier is the primary.</param>
public sealed record Roster(string Zone, ImmutableArray<Layer> Layers)
{
    /// <summary>In the order in which they were made: of two that speak of the same, the later counts.</summary>
    public ImmutableArray<DutyOverride> Overrides { get; init; } = [];

    /// <summary>Contact id of whoever is reached while nobody is on duty; null: nobody.</summary>
    public string? Fallback { get; init; }

    /// <summary>In the order of the layers.</summary>
    public ImmutableArray<string> Roles => [.. Layers.Select(layer => layer.Role).Distinct(StringComparer.Ordinal)];

    /// <summary>Everybody who may be on duty, the fallback too.</summary>
    public ImmutableArray<string> People =>
        [
            .. Layers
                .SelectMany(layer => layer.Rotation.People)
                .Concat(Overrides.Select(one => one.Person).OfType<string>())
                .Concat(Fallback is null ? [] : [Fallback])
                .Distinct(StringComparer.Ordinal),
        ];
}

/// <summary>One rotation in one role.</summary>
/// <param name="Role">For example "Primary".</param>
/// <param name="Hours">When it works; empty: always.</param>
public sealed record Layer(string Role, Rotation Rotation, ImmutableArray<DutyHours> Hours);

public enum OverrideKind
{
    /// <summary>Person is on duty wherever Replaced is.</summary>
    Replace,

    /// <summary>Person is on duty too, after those who are.</summary>
    Add,

    /// <summary>Replaced is not on duty.</summary>
    Remove,

    /// <summary>Person alone is on duty, whatever else is written.</summary>
    Instead,
}

/// <summary>A stretch of time for which something else was agreed. It never changes what was before it was made.</summary>
/// <param name="Role">Null: in every role.</param>
/// <param name="From">Local.</param>
/// <param name="Until">Local; where clocks show it twice, the second time.</param>
public sealed record DutyOverride(
    string Id,
    OverrideKind Kind,
    string? Role,
    LocalDateTime From,
    LocalDateTime Until,
    Instant MadeAt
)
{
    /// <summary>Contact id.</summary>
    public string? Person { get; init; }

    /// <summary>Contact id.</summary>
    public string? Replaced { get; init; }

    public Interval Span(DateTimeZone zone)
    {
        var start = Instant.Max(WallClock.At(From, zone), MadeAt);
        var end = WallClock.At(Until, zone, second: true);
        return new Interval(start, Instant.Max(start, end));
    }
}
