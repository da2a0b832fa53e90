using System.Collections.Immutable;
using Scout.Core.Deliveries;
using Scout.Core.Watches;

namespace Scout.Core.Escalation;

public enum TargetKind
{
    /// <summary>One contact.</summary>
    Person,

    /// <summary>Whoever is on duty when the round begins.</summary>
    Roster,

    /// <summary>All the people of the watch.</summary>
    Everybody,
}

/// <summary>Whom a step of a saved plan means.</summary>
/// <param name="Id">Of the contact or the roster; empty for everybody.</param>
/// <param name="Role">Of the roster.</param>
public sealed record PlanTarget(TargetKind Kind, string Id = "", string Role = "");

/// <summary>One step of a saved plan.</summary>
/// <param name="Channel">Of alerts that are important; others are texted.</param>
/// <param name="Wait">For an answer, before the next step: whole seconds.</param>
public sealed record PlanStep(ImmutableArray<PlanTarget> Targets, Channel Channel, TimeSpan Wait);

/// <summary>Who is on duty in a role when a plan asks.</summary>
/// <param name="Name">Of the roster, for the ledger.</param>
/// <param name="People">Contact ids of those who can be reached; of a gap the fallback.</param>
public sealed record DutyAnswer(string Roster, string Role, string Name, ImmutableArray<string> People, bool IsGap);

/// <summary>The plan that somebody saved for a watch. Who is meant is decided anew whenever a round begins.</summary>
public sealed record WatchPlan(ImmutableArray<PlanStep> Steps)
{
    public const int MostSteps = 8;

    public static TimeSpan LongestWait { get; } = TimeSpan.FromHours(2);

    public static TimeSpan ShortestWait { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan ShortestRepeat { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan LongestRepeat { get; } = TimeSpan.FromHours(12);

    /// <summary>From this severity on an alert is important: its steps call where they say so.</summary>
    public Severity CallFrom { get; init; } = Severity.Urgent;

    /// <summary>Between the end of a round and the next, for as long as nobody has answered.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The rosters that it asks, each role once.</summary>
    public IEnumerable<PlanTarget> Rosters =>
        Steps.SelectMany(step => step.Targets).Where(target => target.Kind is TargetKind.Roster).Distinct();

    /// <summary>What it comes to now. A target without anybody is named; a step without anybody reaches nobody.</summary>
    public Plan Resolve(Severity severity, Team team, ImmutableArray<DutyAnswer> duties) =>
        new([.. Steps.Select(step => Resolve(step, severity, team, duties))]) { Repeat = Repeat };

    private EscalationStep Resolve(PlanStep step, Severity severity, Team team, ImmutableArray<DutyAnswer> duties)
    {
        var contacts = new List<string>();
        var missing = new List<string>();
        foreach (var target in step.Targets)
        {
            switch (target.Kind)
            {
                case TargetKind.Person:
                    contacts.Add(target.Id);
                    break;
                case TargetKind.Everybody:
                    contacts.AddRange(team.Others.Prepend(team.Person).Where(one => one.Length > 0));
                    break;
                default:
                    var duty = duties.FirstOrDefault(one => one.Roster == target.Id && one.Role == target.Role);
                    contacts.AddRange(duty?.People ?? []);
                    if (duty is null or { IsGap: true } or { People.IsEmpty: true })
                    {
                        missing.Add(duty?.Name ?? "?");
                    }

                    break;
            }
        }

        var channel = severity >= CallFrom ? step.Channel : Channel.Text;
        return new EscalationStep([.. contacts.Distinct(StringComparer.Ordinal)], channel, step.Wait)
        {
            Nobody = missing.Count == 0 ? null : string.Join(", ", missing.Distinct(StringComparer.Ordinal)),
        };
    }
}
