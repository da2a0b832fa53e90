using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>A text about a shift.</summary>
/// <param name="At">When it leaves.</param>
/// <param name="Ahead">How long before the shift; zero: it begins.</param>
public sealed record Reminder(Instant At, Duration Ahead, DutySpan Shift);

/// <summary>When people hear of their shifts: a day before, an hour before, and when they begin.</summary>
public static class Reminders
{
    public static Duration Day { get; } = Duration.FromDays(1);

    public static Duration Hour { get; } = Duration.FromHours(1);

    /// <summary>What is to leave after one instant and not after another, of all roles, in order.</summary>
    public static ImmutableArray<Reminder> Between(
        DutyClock clock,
        ImmutableArray<string> roles,
        Instant after,
        Instant until
    )
    {
        var found = ImmutableArray.CreateBuilder<Reminder>();
        foreach (var role in roles)
        {
            // A little from before, so that a shift that began earlier does not look as if it began now.
            string? before = null;
            foreach (var span in clock.Over(role, after - Duration.FromSeconds(1), until + Day + Hour))
            {
                if (
                    span.Who is { IsGap: false, Primary: { } person }
                    && person != before
                    && span.Start > after - Duration.FromSeconds(1)
                )
                {
                    found.AddRange(
                        new[] { Day, Hour, Duration.Zero }
                            .Select(ahead => new Reminder(span.Start - ahead, ahead, span))
                            .Where(reminder => reminder.At > after && reminder.At <= until)
                    );
                }

                before = span.Who.IsGap ? null : span.Who.Primary;
            }
        }

        return [.. found.OrderBy(reminder => reminder.At)];
    }
}
