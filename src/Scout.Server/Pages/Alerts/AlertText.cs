using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Alerts;

/// <summary>An alert in one sentence, and what is being done about it in another.</summary>
internal static class AlertText
{
    /// <summary>"Sam is low: 62 mg/dL, falling fast, 2 min ago"; no full stop.</summary>
    public static string What(AlertCard card)
    {
        var latest = card.Alert.Latest;
        if (latest.Sensor is not null)
        {
            return DeviceMessages.Shown(card.About, latest, Say.Language, card.Clock.Now);
        }

        var since = card.Clock.At(latest.Since);
        return latest.Rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.High or RuleKind.UrgentHigh => Title(card) + Value(card),
            RuleKind.NoDataWhileLow => Say.It("No data from {0} since a low", card.About) + Value(card),
            RuleKind.NoData => Say.It("No data from {0} since {1}", card.About, since) + Value(card),
            RuleKind.SensorError => Say.It("{0}'s sensor reports an error since {1}", card.About, since),
            RuleKind.SourceDown => Say.It("{0}'s site cannot be read since {1}", card.About, since),
            RuleKind.Problem => ProblemText.What(card),
            _ => latest.Detail is { Length: > 0 } detail ? detail.TrimEnd('.') : Title(card),
        };
    }

    /// <summary>The same without what the heading above it says already.</summary>
    public static string Fact(AlertCard card) =>
        card.Alert.Latest.Rule <= RuleKind.UrgentHigh && Value(card) is [':', ' ', .. var value] ? value : What(card);

    /// <summary>In a few words, for headings and lists.</summary>
    public static string Title(AlertCard card) =>
        card.Alert.Latest.Rule is RuleKind.Problem
            ? ProblemText.Title(card)
            : Title(card.Alert.Latest.Rule, card.About, card.Alert.Latest.Sensor);

    /// <param name="about">The watch's name.</param>
    public static string Title(RuleKind rule, string about, SensorFacts? sensor) =>
        rule switch
        {
            >= RuleKind.Below => DeviceMessages.Title(about, rule, sensor, Say.Language),
            _ when sensor is not null => DeviceMessages.Title(about, rule, sensor, Say.Language),
            RuleKind.Low => Say.It("{0} is low", about),
            RuleKind.UrgentLow => Say.It("{0} is very low", about),
            RuleKind.High => Say.It("{0} is high", about),
            RuleKind.UrgentHigh => Say.It("{0} is very high", about),
            RuleKind.NoDataWhileLow => Say.It("{0}: no data since a low", about),
            RuleKind.NoData => Say.It("{0}: no data", about),
            RuleKind.SensorError => Say.It("{0}: sensor error", about),
            RuleKind.SourceDown => Say.It("{0}: site unreachable", about),
            RuleKind.Problem => Say.It("{0}: a problem", about),
            _ => Say.It("Scout cannot alarm as it should"),
        };

    /// <summary>What is being done, as a sentence.</summary>
    public static string Doing(AlertCard card) => Doing(card, card.Alert.State);

    /// <summary>One or two words for a badge.</summary>
    public static string Badge(AlertState state) =>
        state switch
        {
            AlertState.Ringing => Say.It("ringing"),
            AlertState.Held => Say.It("taken"),
            AlertState.Snoozed => Say.It("snoozed"),
            AlertState.Joined => Say.It("rings with others"),
            AlertState.Waiting => Say.It("nobody answered"),
            AlertState.Clearing => Say.It("clearing"),
            AlertState.Resolved => Say.It("over"),
            _ => Say.It("closed"),
        };

    private static string Doing(AlertCard card, AlertState state) =>
        state switch
        {
            AlertState.Ringing { Awaiting.IsDefaultOrEmpty: false } ringing => Say.It(
                "Ringing {0}, since {1}.",
                List(ringing.Awaiting.Select(card.NameOf)),
                card.Clock.At(card.Alert.OpenedAt)
            ),
            AlertState.Ringing => Say.It("Telling people since {0}.", card.Clock.At(card.Alert.OpenedAt)),
            AlertState.Held held when card.Alert.Kind is AlertKind.Problem => Say.It(
                "Taken by {0}. Rings again at {1} unless somebody closes it.",
                card.NameOf(held.By),
                card.Clock.At(held.Until)
            ),
            AlertState.Held held => Say.It(
                "Taken by {0}. Rings again at {1} if it is still so.",
                card.NameOf(held.By),
                card.Clock.At(held.Until)
            ),
            AlertState.Snoozed { OnEvent: true } asleep => ProblemText.Asleep(asleep, card),
            AlertState.Snoozed snoozed => Say.It(
                "Snoozed by {0} until {1}.",
                card.NameOf(snoozed.By),
                card.Clock.At(snoozed.Until)
            ),
            AlertState.Joined { TellAt: { } tellAt } => Say.It(
                "Another page of this project went out a moment ago. People are told of this one by {0}.",
                card.Clock.At(tellAt)
            ),
            AlertState.Joined => Say.It(
                "Nobody has taken it. It rings together with other problems of {0}.",
                card.About
            ),
            AlertState.Waiting waiting => Say.It(
                "Nobody has taken it. Next round at {0}.",
                card.Clock.At(waiting.Until)
            ),
            AlertState.Clearing when card.Alert.Kind is AlertKind.Impaired => Say.It(
                "What was wrong is gone; it is over when it stays away."
            ),
            AlertState.Clearing => Say.It("It looks better; the next reading decides."),
            AlertState.Resolved resolved => Say.It("Over since {0}.", card.Clock.At(resolved.At)),
            AlertState.Closed closed => Say.It(
                "Closed by {0} at {1}.",
                card.NameOf(closed.By),
                card.Clock.At(closed.At)
            ),
            _ => "",
        };

    public static string List(IEnumerable<string> names) => Say.List(names);

    public static string SeverityName(Severity severity) =>
        severity switch
        {
            Severity.Critical => Say.It("critical"),
            Severity.Urgent => Say.It("urgent"),
            Severity.Warning => Say.It("warning"),
            _ => Say.It("info"),
        };

    private static string Value(AlertCard card)
    {
        if (card.Alert.Latest.Reading is not { } reading || !Glucose.IsGlucose(reading.Value))
        {
            return "";
        }

        var trend = Shown.Value.Words(reading.Trend);
        var words = trend.Length == 0 ? "" : $", {trend}";
        var written = GlucoseText.Written(reading.Value, card.Unit, Say.Language);
        return $": {written}{words}, {card.Clock.Ago(reading.At)}";
    }
}
