using Scout.Core.Events;
using Scout.Core.Readings;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Messages;

/// <summary>What a message is made of. Kept with the delivery, so that a text tells the alert's own story, not a new read of the site.</summary>
/// <param name="About">The person or thing, said first: "Sam".</param>
/// <param name="Rule">What is wrong.</param>
/// <param name="Severity">How urgent.</param>
/// <param name="Since">When it began.</param>
public sealed record MessageFacts(string About, RuleKind Rule, Severity Severity, DateTimeOffset Since)
{
    /// <summary>The reading that opened the alert.</summary>
    public Reading? Opening { get; init; }

    /// <summary>The newest glucose reading; its age is computed when the message is made.</summary>
    public Reading? Latest { get; init; }

    public GlucoseUnit Unit { get; init; }

    /// <summary>The listener's IANA zone, for clock times.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>The listener's language, BCP-47.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The newest row of the source is a sensor error.</summary>
    public bool SensorError { get; init; }

    public SourceFailure Failure { get; init; }

    /// <summary>The listener's own short code for the alert, to reply with; null: none.</summary>
    public int? ReplyCode { get; init; }

    /// <summary>The name of who acted, for "taken by" messages and answers to keys.</summary>
    public string? By { get; init; }

    /// <summary>Until when the hold or snooze lasts.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>It was snoozed rather than taken.</summary>
    public bool Snoozed { get; init; }

    /// <summary>Plain words for what Scout itself cannot do; of an answer, all of it.</summary>
    public string? Detail { get; init; }

    /// <summary>Whoever sees the listener's screen is to read no values.</summary>
    public bool HidesValues { get; init; }

    /// <summary>Of a problem told by events.</summary>
    public ProblemFacts? Problem { get; init; }

    /// <summary>Of a device, or of what it measures.</summary>
    public SensorFacts? Sensor { get; init; }

    /// <summary>Of an alarm that a pump has had.</summary>
    public PumpAlarmKind? PumpAlarm { get; init; }

    /// <summary>The other alerts that the message speaks of; null: none.</summary>
    public IReadOnlyList<string>? Fellows { get; init; }

    /// <summary>When the first of them began, where that is a while ago.</summary>
    public DateTimeOffset? FellowsSince { get; init; }

    /// <summary>What its source was told in vain, and why it was in vain.</summary>
    public SourceAct? Act { get; init; }

    public SourceResult? Answer { get; init; }

    /// <summary>The digits that prove a number. Sealed wherever they are kept.</summary>
    public string? Code { get; init; }
}

/// <summary>Why a message is sent.</summary>
public enum Purpose
{
    /// <summary>Something is wrong; asks for an answer.</summary>
    Alert,

    /// <summary>It is over; to everybody who was disturbed.</summary>
    AllClear,

    /// <summary>Somebody took it, or made it quiet; to everybody else who was disturbed.</summary>
    TakenBy,

    /// <summary>It goes on happening; to whoever holds it.</summary>
    Again,

    /// <summary>A source sent something that could not be read; to whose watch it is.</summary>
    Unread,

    /// <summary>The source of a problem did not take what somebody did; to that person.</summary>
    NotTaken,

    /// <summary>A source does not take Scout's key any more; to whose watch it is.</summary>
    KeyRefused,

    /// <summary>A test asked for by a person.</summary>
    Test,

    /// <summary>The watch is quiet on purpose; to everybody it would reach.</summary>
    Paused,

    /// <summary>A pause was ended before its time; to everybody who heard of it.</summary>
    Resumed,

    /// <summary>The code that proves a number: the one thing an unproven number may get.</summary>
    Verify,

    /// <summary>The answer to a text.</summary>
    Answer,

    /// <summary>Somebody wants no more texts; to the others.</summary>
    OptedOut,

    /// <summary>Somebody wants texts again; to the others.</summary>
    OptedIn,

    /// <summary>About duty: that it begins, that somebody asks for cover, that nobody has it.</summary>
    Duty,

    /// <summary>A pump has had an alarm, which is past; to whoever wants to know.</summary>
    PumpAlarm,
}
