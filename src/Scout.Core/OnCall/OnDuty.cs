using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>Who is on duty in a role, the primary first.</summary>
/// <param name="People">Contact ids; empty: nobody, and no fallback either.</param>
/// <param name="IsGap">Nobody was meant to be: People holds at most the fallback.</param>
public sealed record OnDuty(ImmutableArray<string> People, bool IsGap)
{
    public string? Primary => People.IsEmpty ? null : People[0];

    public bool Equals(OnDuty? other) =>
        other is not null && IsGap == other.IsGap && People.SequenceEqual(other.People, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(IsGap, Primary, People.Length);
}

/// <summary>A stretch of time in which the same people are on duty in a role.</summary>
public sealed record DutySpan(string Role, Instant Start, Instant End, OnDuty Who);

/// <summary>The next change of who is the primary of a role.</summary>
/// <param name="To">Contact id; null: nobody.</param>
public sealed record HandOver(Instant At, string? To, bool IsGap);
