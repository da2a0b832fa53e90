using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Watches;

namespace Scout.Core.Escalation;

/// <summary>Who is reached together, and how.</summary>
/// <param name="Contacts">Contact ids.</param>
/// <param name="Wait">How long to wait for an answer before the next step; zero: the next step follows at once.</param>
public sealed record EscalationStep(ImmutableArray<string> Contacts, Channel Channel, TimeSpan Wait)
{
    /// <summary>The rosters that were asked and had nobody on duty; null: there is none such.</summary>
    public string? Nobody { get; init; }
}

/// <summary>The escalation plan: its steps make one round.</summary>
public sealed record Plan(ImmutableArray<EscalationStep> Steps)
{
    public static Plan Silent { get; } = new([]);

    /// <summary>Between its end and the next round; null: as the times of the watch say.</summary>
    public TimeSpan? Repeat { get; init; }
}

/// <summary>The people of a watch: the person first, then the emergency contact and the extra contacts.</summary>
/// <param name="Person">Contact id of the person who is called.</param>
/// <param name="Others">Contact ids of those who are texted when the person was missed.</param>
public sealed record Team(string Person, ImmutableArray<string> Others)
{
    public bool Has(string contact) => contact == Person || Others.Contains(contact);

    /// <summary>Of those who have some.</summary>
    public ImmutableArray<Rest> Rests { get; init; } = [];

    /// <summary>Contact ids of those who also get messages on their screens.</summary>
    public ImmutableArray<string> Pushed { get; init; } = [];

    /// <summary>
    /// For problems told by events: a text first, a call when nobody acts on it, then everybody else. A warning is only
    /// the text.
    /// </summary>
    public Plan PlanFor(ProblemSettings problems, Severity severity, AlertTimes times)
    {
        var plan = PlanFor(severity, times);
        return severity >= Severity.Urgent && problems.CallAfter > TimeSpan.Zero
            ? new([new(Called, Channel.Text, problems.CallAfter), .. plan.Steps])
            : plan;
    }

    /// <summary>The plan that was saved for the watch; null: the usual one.</summary>
    public WatchPlan? Saved { get; init; }

    /// <summary>Who is on duty now in the rosters that the saved plan asks.</summary>
    public ImmutableArray<DutyAnswer> Duties { get; init; } = [];

    /// <summary>What a round that begins now walks through, where a plan was saved; null: the usual plan.</summary>
    public Plan? Freeze(Severity severity) => severity is Severity.Info ? null : Saved?.Resolve(severity, this, Duties);

    /// <summary>Call the person; missed → text everybody else at once. A warning is a text to the person only, and
    /// what is less than that a message on the person's screens.</summary>
    public Plan PlanFor(Severity severity, AlertTimes times) =>
        severity switch
        {
            Severity.Info when Pushed.Contains(Person) => new([new([Person], Channel.Push, TimeSpan.Zero)]),
            Severity.Info => Plan.Silent,
            Severity.Warning => new([new(Called, Channel.Text, TimeSpan.Zero)]),
            _ when Others.IsEmpty => new([new(Called, Channel.Call, times.AnswerWithin)]),
            _ => new([new(Called, Channel.Call, times.AnswerWithin), new(Others, Channel.Text, TimeSpan.Zero)]),
        };

    /// <summary>Nobody, as long as nobody was chosen: nobody is waited for then.</summary>
    private ImmutableArray<string> Called => Person.Length > 0 ? [Person] : [];

    /// <summary>
    /// When a text about this may reach a contact: now, or at the end of the contact's quiet hours. Those hold back only
    /// what is below urgent, and never that Scout itself cannot alarm: what is urgent might then not get through.
    /// </summary>
    public DateTimeOffset TextAt(string contact, Breach about, DateTimeOffset now)
    {
        if (about.Severity >= Severity.Urgent || about.Rule is RuleKind.Impaired)
        {
            return now;
        }

        foreach (var rest in Rests)
        {
            if (rest.Contact == contact && rest.Hours.EndAt(now, rest.Zone) is { } end)
            {
                return end;
            }
        }

        return now;
    }
}

/// <summary>The quiet hours of a contact.</summary>
/// <param name="Zone">IANA.</param>
public sealed record Rest(string Contact, QuietHours Hours, string Zone);
