using System.Collections.Immutable;
using NodaTime;
using Scout.Core.Escalation;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Simulation;

/// <summary>What some limits would have meant for the people of a watch.</summary>
/// <param name="Span">How much time the readings cover.</param>
/// <param name="Calls">How often a phone would have rung.</param>
/// <param name="AtNight">Calls between 23:00 and 07:00 where the person lives.</param>
/// <param name="WorstDay">Calls on the worst day.</param>
/// <param name="Texts">To anybody.</param>
public sealed record Preview(TimeSpan Span, int Calls, int AtNight, int WorstDay, int Texts)
{
    /// <summary>A call is answered and key 1 pressed after this long.</summary>
    public static TimeSpan AnsweredAfter { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Plays readings as if each had arrived when it was measured: a back-fill says nothing about limits.</summary>
    /// <returns>Null when there is no reading.</returns>
    public static Preview? Of(
        IReadOnlyCollection<Reading> readings,
        WatchSettings settings,
        Team team,
        DateTimeZone zone
    )
    {
        if (readings.Count == 0)
        {
            return null;
        }

        var trace = Trace.Of(readings.Select(reading => reading with { ReceivedAt = reading.At }));
        var played = new ReplaySettings(settings, team, new Behaviour.Acknowledges(AnsweredAfter));
        var result = Replay.Run(trace, played);
        var calls = result.Calls.Select(call => call.At).ToImmutableArray();
        return new Preview(
            result.Span,
            calls.Length,
            Nights.Count(calls, zone),
            Nights.WorstDay(calls, zone),
            result.Texts.Count()
        );
    }

    /// <summary>The same watch with other limits for a low and a high; what clears them follows from the limits.</summary>
    public static WatchSettings WithLimits(WatchSettings settings, GlucoseThreshold low, GlucoseThreshold high) =>
        settings with
        {
            Rules =
            [
                .. settings.Rules.Where(rule => rule.Kind is not (RuleKind.Low or RuleKind.High)),
                (settings.Of(RuleKind.Low) ?? new Rule(RuleKind.Low, Severity.Urgent)) with
                {
                    Threshold = low,
                    Clear = null,
                },
                (settings.Of(RuleKind.High) ?? new Rule(RuleKind.High, Severity.Urgent)) with
                {
                    Threshold = high,
                    Clear = null,
                },
            ],
        };
}
