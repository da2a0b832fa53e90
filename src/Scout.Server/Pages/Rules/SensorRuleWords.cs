using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Pages.Watch;

namespace Scout.Server.Pages.Rules;

/// <summary>A rule of a device as a sentence: when, and what Scout does then.</summary>
internal static class SensorRuleWords
{
    public static string Of(SensorRule rule, SensorView view) => $"{When(rule, view)}: {RuleWords.Does(rule.Severity)}";

    /// <summary>What a kind of rule is about, as a choice.</summary>
    public static string Kind(RuleKind kind) =>
        kind switch
        {
            RuleKind.Above => Say.It("A value is too high"),
            RuleKind.Below => Say.It("A value is too low"),
            RuleKind.Rising => Say.It("A value rises too fast"),
            RuleKind.Falling => Say.It("A value falls too fast"),
            RuleKind.NoData => Say.It("No data comes"),
            RuleKind.Battery => Say.It("The battery is low"),
            RuleKind.Gap => Say.It("Messages are lost"),
            RuleKind.DeviceTrouble => Say.It("The network reports trouble with the device"),
            RuleKind.NetworkTrouble => Say.It("The network may not hear the device"),
            _ => Say.It("The device asks for too many answers"),
        };

    /// <summary>As people call it: its label, else its name; the device where it is none.</summary>
    public static string NameOf(string field, SensorView view) =>
        field.Length == 0 ? Say.It("the whole device")
        : view.Find(field) is { Label.Length: > 0 } series ? series.Label
        : field;

    private static string When(SensorRule rule, SensorView view)
    {
        var name = NameOf(rule.Field, view);
        return rule.Kind switch
        {
            RuleKind.Above => Say.It("{0} above {1}", name, Amount(rule, view))
                + RuleWords.More(rule.Count, rule.Of, rule.Held),
            RuleKind.Below => Say.It("{0} below {1}", name, Amount(rule, view))
                + RuleWords.More(rule.Count, rule.Of, rule.Held),
            RuleKind.Rising => Say.It("{0} rises by more than {1} a minute", name, Amount(rule, view)),
            RuleKind.Falling => Say.It("{0} falls by more than {1} a minute", name, Amount(rule, view)),
            RuleKind.NoData when rule.After is { } after => Say.It("No data of {0} for {1}", name, Clock.Length(after)),
            RuleKind.NoData => Say.It("No data of {0} for three times as long as usual", name),
            RuleKind.Battery => Say.It(
                "Battery below {0}",
                Written(rule.Limit, decimals: null, rule.InPercent ? "%" : "V")
            ),
            RuleKind.Gap => Say.It("More than {0} messages lost within a day", rule.Limit),
            _ => Kind(rule.Kind),
        };
    }

    private static string Amount(SensorRule rule, SensorView view) =>
        Written(rule.Limit, decimals: null, view.Find(rule.Field)?.Unit ?? "");

    private static string Written(double value, int? decimals, string unit) =>
        DeviceMessages.Amount(value, decimals, unit, Say.Language);
}
