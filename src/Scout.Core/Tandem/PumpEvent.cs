using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>
/// What makes an event itself within one pump: the same number in another group is another event. Across pumps the
/// assignment id stands before it.
/// </summary>
public readonly record struct EventKey(int Group, uint Number) : IComparable<EventKey>
{
    public int CompareTo(EventKey other) =>
        Group != other.Group ? Group.CompareTo(other.Group) : Number.CompareTo(other.Number);

    public static bool operator <(EventKey left, EventKey right) => left.CompareTo(right) < 0;

    public static bool operator >(EventKey left, EventKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventKey left, EventKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventKey left, EventKey right) => left.CompareTo(right) >= 0;
}

/// <summary>One line of a pump's log, decoded.</summary>
public sealed record PumpEvent
{
    /// <summary>The event's number in Tandem's list, for example 279.</summary>
    public required int Code { get; init; }

    /// <summary>Null: a code Scout does not know. Such an event is kept and counted, no more.</summary>
    public required PumpEventKind? Kind { get; init; }

    public required EventKey Key { get; init; }

    /// <summary>What the pump's own clock showed.</summary>
    public required LocalDateTime PumpTime { get; init; }

    /// <summary>The same as an instant, by the pump's zone.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Raw values in the order of <see cref="PumpEventKind.Fields"/>; null: not sent.</summary>
    public required ImmutableArray<double?> Raw { get; init; }

    /// <summary>Whom a legacy record names as its source (0 to 15); JSON has no such thing.</summary>
    public int? Source { get; init; }

    public string Name => Kind?.Name ?? $"UNKNOWN_{Code}";

    /// <summary>The raw value of a field: milliunits stay milliunits, a code stays its number; null: not sent.</summary>
    public double? this[string field] => Kind?.IndexOf(field) is >= 0 and var index ? Raw[index] : null;

    /// <summary>The field's raw value as a whole number; null: not sent, or no whole number.</summary>
    public long? Whole(string field) =>
        this[field] is { } raw && Math.Abs(raw) < 1e15 && double.IsInteger(raw) ? (long)raw : null;

    /// <summary>What the field's code is called; null: not sent, or a code without a name.</summary>
    public string? Member(string field) =>
        Kind?.Field(field) is { } known && Whole(field) is { } code ? known.Member(code) : null;

    /// <summary>All bits that are set in a field, named or not, lowest first.</summary>
    public IEnumerable<int> SetBits(string field) =>
        Whole(field) is { } bits ? Enumerable.Range(0, 32).Where(bit => ((bits >> bit) & 1) == 1) : [];

    /// <summary>Whether a bit of a field of bits is set.</summary>
    public bool HasBit(string field, int bit) => Whole(field) is { } bits && ((bits >> bit) & 1) == 1;
}
