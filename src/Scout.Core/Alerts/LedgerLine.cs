using Scout.Core.Deliveries;
using Scout.Core.Events;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Alerts;

/// <summary>What happened to an alert.</summary>
public enum LedgerEntry
{
    Opened,
    Worsened,
    Eased,
    RoundBegan,
    StepBegan,
    CallOrdered,
    TextOrdered,
    Left,
    Refused,
    PickedUp,
    Missed,
    Arrived,
    Acknowledged,
    Snoozed,
    Closed,

    /// <summary>A close was asked for and is not possible: the breach goes on.</summary>
    CloseRefused,
    Escalated,

    /// <summary>Somebody asked for a call to the contact of <see cref="LedgerLine.Target"/>.</summary>
    CallAsked,

    /// <summary>The watch was paused: it rings nobody until then.</summary>
    Paused,

    /// <summary>The pause was ended before its time.</summary>
    Resumed,

    /// <summary>A step of the plan had nobody on duty; Detail names the roster.</summary>
    NobodyOnDuty,

    /// <summary>A hold or snooze ended and it is still breached.</summary>
    HoldEnded,
    Waiting,
    Clearing,

    /// <summary>It looked over, and was not.</summary>
    BreachedAgain,
    Resolved,
    AllClearOrdered,

    /// <summary>Another event of the problem came.</summary>
    EventCame,

    /// <summary>The source told something about it that changed nothing, or why it changed.</summary>
    EventTold,

    /// <summary>It was over, held or snoozed, and is open again.</summary>
    Reopened,
    TakenByOrdered,
    PushOrdered,

    /// <summary>The source is to be told what somebody did.</summary>
    SourceAsked,

    /// <summary>What became of that.</summary>
    SourceAnswered,

    /// <summary>A page went out a moment ago: it is told together with the others, by <see cref="LedgerLine.Until"/>.</summary>
    Gathered,

    /// <summary>The project has had its pages of the hour: it is told by <see cref="LedgerLine.Until"/>.</summary>
    HeldBack,

    /// <summary>It was told in a page together with the alert of <see cref="LedgerLine.With"/>.</summary>
    ToldWith,
}

/// <summary>One line of an alert's ledger: what happened and why. The words are made when it is shown.</summary>
public sealed record LedgerLine(LedgerEntry Entry, DateTimeOffset At)
{
    /// <summary>Contact id.</summary>
    public string? Contact { get; init; }

    /// <summary>Contact id of whom an act is about, where Contact is who acted.</summary>
    public string? Target { get; init; }

    public Channel? Channel { get; init; }

    public string? Carrier { get; init; }

    /// <summary>The carrier's own word, or the reason of a decision.</summary>
    public string? Detail { get; init; }

    public RuleKind? Rule { get; init; }

    public Reading? Reading { get; init; }

    /// <summary>What a rule of a device found.</summary>
    public SensorFacts? Sensor { get; init; }

    public DateTimeOffset? Until { get; init; }

    public ReplyWay? Way { get; init; }

    public int? Round { get; init; }

    public int? Step { get; init; }

    /// <summary>The alert before this one about the same thing.</summary>
    public string? Earlier { get; init; }

    /// <summary>The alert whose page spoke of this one.</summary>
    public string? With { get; init; }

    /// <summary>True: something newer was known already when the event came.</summary>
    public bool? Late { get; init; }

    /// <summary>What the source was asked.</summary>
    public SourceAct? Act { get; init; }

    public SourceResult? Answer { get; init; }
}
