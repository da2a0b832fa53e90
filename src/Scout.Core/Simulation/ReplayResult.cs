using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Core.Simulation;

/// <summary>A call or text that left during a replay.</summary>
public sealed record ReplayMessage(
    DateTimeOffset At,
    string Alert,
    Purpose Purpose,
    Channel Channel,
    string Contact,
    MessageFacts Facts
);

/// <summary>A ledger line of one of the alerts.</summary>
public sealed record ReplayNote(string Alert, LedgerLine Line);

/// <summary>What would have happened.</summary>
/// <param name="Alerts">By opening, as they stood at the end.</param>
/// <param name="Messages">Calls and texts that left, in order.</param>
/// <param name="Ledger">Everything that happened, in order.</param>
public sealed record ReplayResult(
    DateTimeOffset From,
    DateTimeOffset To,
    ImmutableArray<Alert> Alerts,
    ImmutableArray<ReplayMessage> Messages,
    ImmutableArray<ReplayNote> Ledger
)
{
    public TimeSpan Span => To - From;

    public IEnumerable<ReplayMessage> Calls => Messages.Where(message => message.Channel is Channel.Call);

    public IEnumerable<ReplayMessage> Texts => Messages.Where(message => message.Channel is Channel.Text);

    public IEnumerable<Alert> Of(AlertKind kind) => Alerts.Where(alert => alert.Kind == kind);

    /// <summary>When an alert ended; null while it is open.</summary>
    public static DateTimeOffset? EndOf(Alert alert) =>
        alert.State switch
        {
            AlertState.Resolved resolved => resolved.At,
            AlertState.Closed closed => closed.At,
            _ => null,
        };
}
