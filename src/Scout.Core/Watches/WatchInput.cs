using System.Collections.Immutable;
using Scout.Core.Deliveries;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;

namespace Scout.Core.Watches;

/// <summary>Everything that can change the alerts of a watch. Applying one twice equals once.</summary>
public abstract record WatchInput
{
    private WatchInput() { } // closed

    /// <summary>New readings, already part of the window. Also "the source answers again".</summary>
    public sealed record ReadingsArrived(ImmutableArray<Reading> Readings) : WatchInput;

    /// <summary>Time passed, or something the window does not show has changed.</summary>
    public sealed record ClockStruck : WatchInput;

    /// <summary>A delivery of an alert moved on.</summary>
    public sealed record DeliveryMoved(
        string Alert,
        Purpose Purpose,
        int Round,
        int Step,
        string Contact,
        Channel Channel,
        DeliveryNews News
    ) : WatchInput;

    /// <summary>Scout itself cannot alarm: Detail says why in plain words; null when it can again.</summary>
    public sealed record ImpairmentFound(string Topic, string? Detail) : WatchInput
    {
        /// <summary>
        /// How long it must be gone before it is over, told by a later word as well: what comes and goes is one alert.
        /// Zero: its end was proven, by a call that went out.
        /// </summary>
        public TimeSpan Settle { get; init; }
    }

    /// <summary>A source told something, freed of copies and put in order. Together: what came in one delivery.</summary>
    public sealed record EventsArrived(ImmutableArray<ProblemEvent> Events) : WatchInput;

    /// <summary>What became of what a source was told about an alert.</summary>
    /// <param name="Until">Of the snooze it was told.</param>
    public sealed record SourceAnswered(string Alert, SourceAct Act, SourceResult Result, DateTimeOffset? Until)
        : WatchInput;

    /// <summary>A person acted.</summary>
    /// <param name="By">Account or contact id; stands in the ledger.</param>
    public sealed record Replied(string Alert, string By, ReplyAct Act, ReplyWay Way) : WatchInput
    {
        /// <summary>The contact behind an account, whom nobody tells of their own act; null: By is a contact.</summary>
        public string? Contact { get; init; }

        /// <summary>The other alerts that the page spoke of: what quietens one quietens all of it.</summary>
        public ImmutableArray<string> Fellows { get; init; } = [];
    }

    /// <summary>The watch is to be quiet until a time; what is longer than allowed is cut.</summary>
    public sealed record Paused(string By, DateTimeOffset Until) : WatchInput
    {
        /// <inheritdoc cref="Replied.Contact"/>
        public string? Contact { get; init; }
    }

    /// <summary>The pause ends now.</summary>
    public sealed record Resumed(string By) : WatchInput
    {
        /// <inheritdoc cref="Replied.Contact"/>
        public string? Contact { get; init; }
    }
}
