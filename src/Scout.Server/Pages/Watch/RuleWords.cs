using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Watch;

/// <summary>A rule as a sentence: when, and what Scout does then.</summary>
internal static class RuleWords
{
    public static string Of(Rule rule) => $"{When(rule)}{More(rule)}: {Does(rule.Severity)}";

    private static string When(Rule rule) =>
        rule.Kind switch
        {
            RuleKind.Low or RuleKind.UrgentLow => Say.It("Below {0}", Limit(rule)),
            RuleKind.High or RuleKind.UrgentHigh => Say.It("Above {0}", Limit(rule)),
            RuleKind.NoDataWhileLow => Say.It("No data for {0} while low", Clock.Length(rule.After)),
            RuleKind.NoData => Say.It("No data for {0}", Clock.Length(rule.After)),
            RuleKind.SensorError => Say.It("Sensor error for {0}", Clock.Length(rule.After)),
            RuleKind.SourceDown => Say.It("The source cannot be read for {0}", Clock.Length(rule.After)),
            _ => Say.It("Scout cannot alarm as it should"),
        };

    private static string More(Rule rule) => More(rule.Count, rule.Of, rule.Held);

    /// <summary>", 3 of 5 readings, for 10 min".</summary>
    public static string More(int count, int of, TimeSpan held) =>
        (of > 1 ? Say.It(", {0} of {1} readings", count, of) : "")
        + (held > TimeSpan.Zero ? Say.It(", for {0}", Clock.Length(held)) : "");

    public static string Does(Severity severity) =>
        severity switch
        {
            Severity.Critical => Say.It("Scout calls, again and again until somebody takes it."),
            Severity.Urgent => Say.It("Scout calls."),
            Severity.Warning => Say.It("Scout sends a text."),
            _ => Say.It("Scout shows it here."),
        };

    private static string Limit(Rule rule) => rule.Threshold is { } limit ? GlucoseText.Written(limit) : "–";
}
