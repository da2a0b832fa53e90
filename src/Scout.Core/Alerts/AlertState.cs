using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Scout.Core.Alerts;

/// <summary>Where an alert stands. An open state has an Until: the clock must be asked again then, unless only a source wakes it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Ringing), "ringing")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(Snoozed), "snoozed")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Joined), "joined")]
[JsonDerivedType(typeof(Clearing), "clearing")]
[JsonDerivedType(typeof(Resolved), "resolved")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record AlertState
{
    private AlertState() { } // closed: nobody else can add a state

    /// <summary>A step of a round is under way. Awaiting: the called contacts who have neither answered nor been missed.</summary>
    public sealed record Ringing(int Round, int Step, DateTimeOffset Until, ImmutableArray<string> Awaiting)
        : AlertState;

    /// <summary>Somebody acknowledged.</summary>
    public sealed record Held(string By, DateTimeOffset Until) : AlertState;

    public sealed record Snoozed(string By, DateTimeOffset Until) : AlertState
    {
        /// <summary>
        /// Snoozed at its source: nothing rings at Until by itself, but the next event from then on does. An Until that
        /// never comes: only the source says when it is back.
        /// </summary>
        public bool OnEvent { get; init; }
    }

    /// <summary>Every step was tried and nobody acted; the next round begins at Until.</summary>
    public sealed record Waiting(DateTimeOffset Until) : AlertState;

    /// <summary>Told and rung together with another alert, for as long as nobody has taken that one.</summary>
    /// <param name="With">The alert whose pages speak of this one.</param>
    /// <param name="TellAt">When a page must speak of it, if none has by then; null: one has.</param>
    public sealed record Joined(string With, DateTimeOffset? TellAt) : AlertState;

    /// <summary>A first clear reading came; the next decides. Before: where the alert goes back to when it does not clear.</summary>
    public sealed record Clearing(DateTimeOffset Since, DateTimeOffset Until, AlertState Before) : AlertState;

    public sealed record Resolved(DateTimeOffset At) : AlertState;

    public sealed record Closed(string By, DateTimeOffset At) : AlertState;
}
