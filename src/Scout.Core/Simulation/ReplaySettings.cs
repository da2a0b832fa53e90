using Scout.Core.Escalation;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Simulation;

/// <summary>What a replay plays with.</summary>
public sealed record ReplaySettings(WatchSettings Watch, Team Team, Behaviour Person)
{
    /// <summary>The default profile, one person with two others, nobody answers.</summary>
    public static ReplaySettings Default { get; } =
        new(
            Profiles.Glucose(GlucoseUnit.MgDl),
            new Team("person", ["emergency", "extra"]),
            new Behaviour.NeverAnswers()
        );

    /// <summary>As messages name the person.</summary>
    public string About { get; init; } = "Sam";

    /// <summary>How long a phone rings before it counts as missed.</summary>
    public TimeSpan RingFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the replay goes on after the last reading.</summary>
    public TimeSpan Tail { get; init; } = TimeSpan.FromMinutes(5);
}
