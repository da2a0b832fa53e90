using System.Collections.Immutable;
using Scout.Core.Messages;

namespace Scout.Core.Alerts;

/// <summary>Small questions to an alert.</summary>
public static class AlertFacts
{
    /// <summary>When the clock must be asked again; null for an alert that is over, or that only a source wakes.</summary>
    public static DateTimeOffset? Until(this AlertState state) =>
        state switch
        {
            AlertState.Ringing ringing => ringing.Until,
            AlertState.Held held => held.Until,
            AlertState.Snoozed { OnEvent: true } => null,
            AlertState.Snoozed snoozed => snoozed.Until,
            AlertState.Waiting waiting => waiting.Until,
            AlertState.Joined joined => joined.TellAt,
            AlertState.Clearing clearing => clearing.Until,
            _ => null,
        };

    /// <summary>The one that the rules of a kind opened; topics are something else.</summary>
    internal static Alert? OfKind(this ImmutableArray<Alert> alerts, AlertKind kind)
    {
        foreach (var alert in alerts)
        {
            if (alert.Kind == kind && alert.Topic.Length == 0)
            {
                return alert;
            }
        }

        return null;
    }

    /// <summary>
    /// A person may end it. What is measured ends with the measurements; what Scout cannot see the end of, somebody ends.
    /// </summary>
    public static bool CanBeClosed(this Alert alert) => alert.Kind is AlertKind.Impaired or AlertKind.Problem;

    internal static Page PageOf(this Alert alert, string contact) =>
        alert.Pages.FirstOrDefault(page => page.Contact == contact) ?? new Page(contact);

    internal static Alert WithPage(this Alert alert, Page page) =>
        alert with
        {
            Pages = [.. alert.Pages.Where(other => other.Contact != page.Contact), page],
        };

    /// <summary>What messages about this alert are made of.</summary>
    internal static MessageFacts Facts(this Alert alert, AlertContext context) =>
        new(context.About, alert.Latest.Rule, alert.Latest.Severity, alert.Latest.Since)
        {
            Opening = alert.Opening.Reading,
            Latest = alert.Latest.Reading,
            SensorError = context.SensorError,
            Failure = alert.Latest.Failure,
            Detail = alert.Latest.Detail,
            Problem = alert.Latest.Problem,
            Sensor = alert.Latest.Sensor,
        };
}
