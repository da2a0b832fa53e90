using Scout.Core.Deliveries;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Replies;

namespace Scout.Core.Alerts;

/// <summary>What the shell must keep and do. Data, so that tests can read it and the outbox can store it.</summary>
public abstract record AlertEffect(string Alert)
{
    /// <summary>
    /// One call or text to one contact. Round and step, with purpose, contact and channel, name it for ever:
    /// ordering it twice is ordering it once.
    /// </summary>
    /// <param name="Facts">Without the listener's unit, zone and language: the shell adds those of the contact.</param>
    public sealed record Reach(
        string Alert,
        Purpose Purpose,
        int Round,
        int Step,
        string Contact,
        Channel Channel,
        DateTimeOffset NotBefore,
        MessageFacts Facts
    ) : AlertEffect(Alert);

    /// <summary>Nothing that was ordered for this alert may disturb anybody any more: queued work goes, ringing calls end.</summary>
    public sealed record Hush(string Alert) : AlertEffect(Alert);

    /// <summary>The source of a problem is to be told what somebody did to it.</summary>
    /// <param name="By">Account or contact id of who did it.</param>
    public sealed record TellSource(string Alert, SourceAct Act, SourceHandle Handle, string By, ReplyWay Way)
        : AlertEffect(Alert)
    {
        public required string Topic { get; init; }

        /// <summary>The contact of whoever did it, who hears when the source will not; null: none.</summary>
        public string? Contact { get; init; }

        /// <summary>Of a snooze.</summary>
        public DateTimeOffset? Until { get; init; }
    }

    /// <summary>A line for the ledger.</summary>
    public sealed record Note(string Alert, LedgerLine Line) : AlertEffect(Alert);
}
