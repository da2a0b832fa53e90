using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>What the length of a turn is counted in, along the wall clock.</summary>
public enum TurnUnit
{
    Hours,
    Days,
    Weeks,
}

/// <summary>Which turns count when a rotation works only at some hours of the week.</summary>
public enum TurnCount
{
    /// <summary>Turns without any hour of work are nobody's: the next person takes the next turn that has some.</summary>
    Worked,

    /// <summary>Every turn counts, also one in which nobody works.</summary>
    Calendar,
}

/// <summary>People who take turns.</summary>
/// <param name="Length">Of a turn, in units; at least 1.</param>
/// <param name="Start">The first hand-over, local: all others follow in whole turns, so it says weekday and clock time.</param>
/// <param name="People">Contact ids, in the order of their turns.</param>
public sealed record Rotation(TurnUnit Unit, int Length, LocalDateTime Start, ImmutableArray<string> People)
{
    public TurnCount Count { get; init; } = TurnCount.Worked;

    /// <summary>
    /// When turn number 0, 1, 2 … begins. Along the wall clock: the hand-over stays at its clock time, so a turn is an
    /// hour shorter or longer when clocks change.
    /// </summary>
    public LocalDateTime StartOf(long turn) => Start.PlusHours(turn * Hours);

    /// <summary>Of one turn, on the wall clock.</summary>
    internal long Hours =>
        Length
        * Unit switch
        {
            TurnUnit.Hours => 1L,
            TurnUnit.Days => 24L,
            _ => 168L,
        };
}
