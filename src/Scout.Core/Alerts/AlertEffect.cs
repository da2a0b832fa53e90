using Scout.Core.Deliveries;
using Scout.Core.Messages;

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

    /// <summary>A line for the ledger.</summary>
    public sealed record Note(string Alert, LedgerLine Line) : AlertEffect(Alert);
}
