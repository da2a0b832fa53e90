using Scout.Core.Watches;

namespace Scout.Core.Events;

/// <summary>Something that happened at a source and is not a reading, read from what the source sent.</summary>
/// <param name="Kind">The source's own word for it: "firstException".</param>
/// <param name="Topic">What it is about: one alert at a time for each topic. Empty: about no alert at all.</param>
/// <param name="Identity">Tells a second copy of the event from another event.</param>
/// <param name="Ask">What it asks of the alert.</param>
public sealed record SourceEvent(string Kind, string Topic, string Identity, EventRepeat Repeat, EventAsk Ask)
{
    public required ProblemFacts Facts { get; init; }

    public Severity Severity { get; init; } = Severity.Urgent;

    /// <summary>Who did it, when a person at the source did.</summary>
    public string By { get; init; } = "";

    /// <summary>What was said or done, for the ledger.</summary>
    public string Words { get; init; } = "";

    /// <summary>The name of a release that went out.</summary>
    public string Release { get; init; } = "";

    /// <summary>The topic under which the releases of the same project are remembered; empty: none.</summary>
    public string ReleaseTopic { get; init; } = "";

    /// <summary>A sign of life: its absence is the trouble.</summary>
    public bool IsBeat { get; init; }

    /// <summary>It only shows that the connection works.</summary>
    public bool IsTest { get; init; }

    /// <summary>The reader knows this kind; others are kept and shown.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>A person at the source changed the state: late, it must not.</summary>
    public bool IsStateChange => Ask is EventAsk.Over or EventAsk.Snooze or EventAsk.Reopen;
}
