using System.Collections.Immutable;
using Scout.Core.Escalation;
using Scout.Core.Events;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Alerts;

/// <summary>What an alert is about. A watch has at most one open alert of each kind and topic.</summary>
public enum AlertKind
{
    Low,
    High,
    NoData,
    Sensor,
    Source,

    /// <summary>Scout itself cannot alarm; the topic says why.</summary>
    Impaired,

    /// <summary>Something is wrong that events of a source tell; the topic says which.</summary>
    Problem,

    /// <summary>A device, or what it measures; the topic is the rule.</summary>
    Device,
}

/// <summary>What a rule found wrong.</summary>
/// <param name="Rule">The worst rule that is breached.</param>
/// <param name="Severity">Of that rule.</param>
/// <param name="Reading">The newest glucose reading, if there ever was one.</param>
/// <param name="Since">When the breach began: the reading's time, the time of the last data, or of the first failed poll.</param>
public sealed record Breach(RuleKind Rule, Severity Severity, Reading? Reading, DateTimeOffset Since)
{
    /// <summary>How the source fails, for source alerts.</summary>
    public SourceFailure Failure { get; init; }

    /// <summary>Plain words, where the rule alone does not say enough.</summary>
    public string? Detail { get; init; }

    /// <summary>Of a problem told by events.</summary>
    public ProblemFacts? Problem { get; init; }

    /// <summary>Of what a device measures, or of the device.</summary>
    public SensorFacts? Sensor { get; init; }

    /// <summary>More severe, or as severe by a later rule of the kind.</summary>
    public bool IsWorseThan(Breach other) =>
        Severity > other.Severity || (Severity == other.Severity && Rule > other.Rule);
}

/// <summary>A contact of an alert: when a call or a text was ordered, and since when the contact is disturbed.</summary>
public sealed record Page(string Contact)
{
    public DateTimeOffset? CallOrderedAt { get; init; }

    public DateTimeOffset? TextOrderedAt { get; init; }

    /// <summary>The round of that text: one round tells a contact once.</summary>
    public int TextRound { get; init; }

    /// <summary>When a message on the contact's screens was ordered.</summary>
    public DateTimeOffset? PushOrderedAt { get; init; }

    /// <summary>When a call or text first left for this contact; null while nothing did.</summary>
    public DateTimeOffset? DisturbedAt { get; init; }
}

/// <summary>One occurrence of a breach, from opening to resolution.</summary>
public sealed record Alert(
    string Id,
    AlertKind Kind,
    DateTimeOffset OpenedAt,
    Breach Opening,
    Breach Latest,
    AlertState State
)
{
    /// <summary>Tells apart alerts of one kind on one watch; empty for all rules of a watch.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The round that is, or was last, rung.</summary>
    public int Round { get; init; }

    public ImmutableArray<Page> Pages { get; init; } = [];

    /// <summary>When a page that speaks of it was last ordered; kept for problems, which may be told together.</summary>
    public DateTimeOffset? PagedAt { get; init; }

    /// <summary>How many times those who were disturbed were told something; numbers those texts.</summary>
    public int Notices { get; init; }

    /// <summary>Who last acknowledged, snoozed or closed it: account or contact id.</summary>
    public string? TakenBy { get; init; }

    /// <summary>How many calls people asked for beside the plan; numbers those calls.</summary>
    public int CallsAsked { get; init; }

    /// <summary>Of an alert that events opened.</summary>
    public EventTally? Events { get; init; }

    /// <summary>
    /// What this round walks through, decided when it began: a change of plan or of duty counts from the next round on.
    /// Null: the usual plan of the watch.
    /// </summary>
    public Plan? Plan { get; init; }

    public bool IsOpen => State is not (AlertState.Resolved or AlertState.Closed);
}
