using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Server.Pages.Status;

/// <summary>An alert in one sentence, and what is being done about it in another.</summary>
internal static class AlertText
{
    /// <summary>"Sam is low: 62 mg/dL, falling fast, 2 min ago"; no full stop.</summary>
    public static string What(AlertCard card)
    {
        var latest = card.Alert.Latest;
        var since = card.Clock.At(latest.Since);
        return latest.Rule switch
        {
            RuleKind.Low => $"{card.About} is low{Value(card)}",
            RuleKind.UrgentLow => $"{card.About} is very low{Value(card)}",
            RuleKind.High => $"{card.About} is high{Value(card)}",
            RuleKind.UrgentHigh => $"{card.About} is very high{Value(card)}",
            RuleKind.NoDataWhileLow => $"No data from {card.About} since a low{Value(card)}",
            RuleKind.NoData => $"No data from {card.About} since {since}{Value(card)}",
            RuleKind.SensorError => $"{card.About}'s sensor reports an error since {since}",
            RuleKind.SourceDown => $"{card.About}'s site cannot be read since {since}",
            _ => latest.Detail is { Length: > 0 } detail ? detail.TrimEnd('.') : "Scout cannot alarm as it should",
        };
    }

    /// <summary>The same without what the heading above it says already.</summary>
    public static string Fact(AlertCard card) =>
        card.Alert.Latest.Rule <= RuleKind.UrgentHigh && Value(card) is [':', ' ', .. var value] ? value : What(card);

    /// <summary>In a few words, for headings and lists.</summary>
    public static string Title(AlertCard card) =>
        card.Alert.Latest.Rule switch
        {
            RuleKind.Low => $"{card.About} is low",
            RuleKind.UrgentLow => $"{card.About} is very low",
            RuleKind.High => $"{card.About} is high",
            RuleKind.UrgentHigh => $"{card.About} is very high",
            RuleKind.NoDataWhileLow => $"{card.About}: no data since a low",
            RuleKind.NoData => $"{card.About}: no data",
            RuleKind.SensorError => $"{card.About}: sensor error",
            RuleKind.SourceDown => $"{card.About}: site unreachable",
            _ => "Scout cannot alarm as it should",
        };

    /// <summary>What is being done, as a sentence.</summary>
    public static string Doing(AlertCard card) => Doing(card, card.Alert.State);

    /// <summary>One or two words for a badge.</summary>
    public static string Badge(AlertState state) =>
        state switch
        {
            AlertState.Ringing => "ringing",
            AlertState.Held => "taken",
            AlertState.Snoozed => "snoozed",
            AlertState.Waiting => "nobody answered",
            AlertState.Clearing => "clearing",
            AlertState.Resolved => "over",
            _ => "closed",
        };

    private static string Doing(AlertCard card, AlertState state) =>
        state switch
        {
            AlertState.Ringing { Awaiting.IsDefaultOrEmpty: false } ringing =>
                $"Ringing {List(ringing.Awaiting.Select(card.NameOf))}, since {card.Clock.At(card.Alert.OpenedAt)}.",
            AlertState.Ringing => $"Telling people since {card.Clock.At(card.Alert.OpenedAt)}.",
            AlertState.Held held => $"Taken by {card.NameOf(held.By)}. Rings again at {card.Clock.At(held.Until)} "
                + "if it is still so.",
            AlertState.Snoozed snoozed => $"Snoozed by {card.NameOf(snoozed.By)} until {card.Clock.At(snoozed.Until)}.",
            AlertState.Waiting waiting => $"Nobody has taken it. Next round at {card.Clock.At(waiting.Until)}.",
            AlertState.Clearing when card.Alert.Kind is AlertKind.Impaired =>
                "What was wrong is gone; it is over when it stays away.",
            AlertState.Clearing => "It looks better; the next reading decides.",
            AlertState.Resolved resolved => $"Over since {card.Clock.At(resolved.At)}.",
            AlertState.Closed closed => $"Closed by {card.NameOf(closed.By)} at {card.Clock.At(closed.At)}.",
            _ => "",
        };

    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all switch
        {
            [] => "nobody",
            [var one] => one,
            [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
        };
    }

    private static string Value(AlertCard card)
    {
        if (card.Alert.Latest.Reading is not { } reading || !Glucose.IsGlucose(reading.Value))
        {
            return "";
        }

        var trend = Shown.Value.Words(reading.Trend);
        var words = trend.Length == 0 ? "" : $", {trend}";
        return $": {GlucoseText.Written(reading.Value, card.Unit)}{words}, {card.Clock.Ago(reading.At)}";
    }
}
