using Scout.Core.Alerts;
using Scout.Core.Events;

namespace Scout.Server.Sources.Bugsnag.Acts;

/// <summary>An error as Bugsnag has it now.</summary>
/// <param name="Status">open, in progress, for_review, fixed, snoozed, ignored; "gone" when there is no such error.</param>
/// <param name="SnoozedFor">Null: not by time.</param>
internal sealed record ErrorStatus(string Status, TimeSpan? SnoozedFor)
{
    public static ErrorStatus Gone { get; } = new("gone", null);

    /// <summary>Null: the answer cannot be read.</summary>
    public static ErrorStatus? Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (LooseJson.Read(body.Span) is not { } root || root.TextOf("status") is not { Length: > 0 } status)
        {
            return null;
        }

        var rules = root.In("reopen_rules");
        var isTimed = rules.TextOf("reopen_if") is "occurs_after";
        TimeSpan? left =
            isTimed && rules.TimeOf("reopen_after") is { } at ? at - now
            : isTimed && rules.WholeOf("seconds") is { } seconds ? TimeSpan.FromSeconds(seconds)
            : null;
        return new ErrorStatus(status, left > TimeSpan.Zero ? left : null);
    }

    /// <summary>What it asks of an alert that stands otherwise; null: they agree, or the status is none that is known.</summary>
    public EventAsk? AskOf(Alert alert) =>
        Status switch
        {
            "fixed" or "ignored" or "gone" => alert.IsOpen ? new EventAsk.Over() : null,
            "snoozed" => alert is { IsOpen: true, State: not AlertState.Snoozed }
                ? new EventAsk.Snooze(SnoozedFor)
                : null,
            "open" or "in progress" or "for_review" => alert.State
                is AlertState.Closed
                    or AlertState.Snoozed { OnEvent: true }
                ? new EventAsk.Reopen()
                : null,
            _ => null,
        };
}
