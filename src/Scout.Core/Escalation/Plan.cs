using System.Collections.Immutable;
using Scout.Core.Deliveries;
using Scout.Core.Watches;

namespace Scout.Core.Escalation;

/// <summary>Who is reached together, and how.</summary>
/// <param name="Contacts">Contact ids.</param>
/// <param name="Wait">How long to wait for an answer before the next step; zero: the next step follows at once.</param>
public sealed record EscalationStep(ImmutableArray<string> Contacts, Channel Channel, TimeSpan Wait);

/// <summary>The escalation plan: its steps make one round.</summary>
public sealed record Plan(ImmutableArray<EscalationStep> Steps)
{
    public static Plan Silent { get; } = new([]);
}

/// <summary>The people of a watch: the person first, then the emergency contact and the extra contacts.</summary>
/// <param name="Person">Contact id of the person who is called.</param>
/// <param name="Others">Contact ids of those who are texted when the person was missed.</param>
public sealed record Team(string Person, ImmutableArray<string> Others)
{
    public bool Has(string contact) => contact == Person || Others.Contains(contact);

    /// <summary>Call the person; missed → text everybody else at once. A warning is a text to the person only.</summary>
    public Plan PlanFor(Severity severity, AlertTimes times) =>
        severity switch
        {
            Severity.Info => Plan.Silent,
            Severity.Warning => new([new([Person], Channel.Text, TimeSpan.Zero)]),
            _ when Others.IsEmpty => new([new([Person], Channel.Call, times.AnswerWithin)]),
            _ => new([new([Person], Channel.Call, times.AnswerWithin), new(Others, Channel.Text, TimeSpan.Zero)]),
        };
}
