namespace Scout.Core.Simulation;

/// <summary>How the person of a replay takes to being called.</summary>
public abstract record Behaviour
{
    private Behaviour() { } // closed

    public sealed record NeverAnswers : Behaviour;

    /// <summary>Acknowledges this long after the first call or text: by key when the phone still rings, else by page.</summary>
    public sealed record Acknowledges(TimeSpan After) : Behaviour;

    /// <summary>Picks up, or lets the voicemail do it, and presses nothing.</summary>
    public sealed record AnswersWithoutKey : Behaviour;
}
