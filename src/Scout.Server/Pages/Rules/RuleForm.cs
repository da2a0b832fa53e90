using System.Globalization;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Rules;

/// <summary>The form of one rule of a device: rule to form, form to rule.</summary>
internal static class RuleForm
{
    public const string Kind = "kind";
    public const string Series = "series";
    public const string Limit = "limit";
    public const string Clear = "clear";
    public const string Held = "held";
    public const string Count = "count";
    public const string Of = "of";
    public const string After = "after";
    public const string Severe = "severity";
    public const string InPercent = "unit";

    private const int MostReadings = 20;
    private const int LongestAfter = 30 * 24 * 60;
    private const int MostLost = 1000;

    /// <summary>What a new rule of a kind begins with.</summary>
    public static TypedForm New(RuleKind kind, string series) =>
        Show(new SensorRule("", kind, UsualOf(kind)) { Field = series, Limit = kind is RuleKind.Gap ? 3 : double.NaN });

    public static TypedForm Show(SensorRule rule) =>
        new()
        {
            [Kind] = rule.Kind.ToString(),
            [Series] = rule.Field,
            [Limit] = double.IsNaN(rule.Limit) ? "" : TypedNumbers.Write(rule.Limit),
            [Clear] = rule.Clear is { } clear ? TypedNumbers.Write(clear) : "",
            [Held] = Minutes(rule.Held),
            [Count] = rule.Count.ToString(CultureInfo.InvariantCulture),
            [Of] = rule.Of.ToString(CultureInfo.InvariantCulture),
            [After] = rule.After is { } after ? Minutes(after) : "",
            [Severe] = rule.Severity.ToString(),
            [InPercent] = rule.InPercent ? "%" : "V",
        };

    /// <summary>The kind that the form is about; null: none that there is.</summary>
    public static RuleKind? KindOf(string? typed) =>
        Enum.TryParse<RuleKind>(typed, ignoreCase: false, out var kind)
        && SensorRule.Kinds.Contains(kind)
        && typed == kind.ToString()
            ? kind
            : null;

    /// <param name="id">Of a new rule, the one it gets.</param>
    /// <returns>Null: something is wrong, and the form says what.</returns>
    public static SensorRule? Read(TypedForm form, RuleKind kind, string id, SensorView view)
    {
        var rule = new SensorRule(id, kind, ReadSeverity(form))
        {
            Field = kind is RuleKind.NoData || IsAboutValue(kind) ? ReadSeries(form, kind, view) : "",
        };
        rule = kind switch
        {
            RuleKind.Above or RuleKind.Below => ReadClear(ReadMany(ReadLimit(rule, form), form), form),
            RuleKind.Rising or RuleKind.Falling => ReadClear(ReadHeld(ReadLimit(rule, form), form), form),
            RuleKind.Battery => ReadClear(ReadLimit(rule with { InPercent = form[InPercent] == "%" }, form), form),
            RuleKind.Gap => rule with { Limit = form.Whole(Limit, 0, MostLost) },
            RuleKind.NoData when form[After].Length > 0 => rule with
            {
                After = TimeSpan.FromMinutes(form.Whole(After, 1, LongestAfter)),
            },
            _ => rule,
        };
        return form.IsFine ? rule : null;
    }

    public static bool IsAboutValue(RuleKind kind) => new SensorRule("", kind, Severity.Info).IsAboutValue;

    private static SensorRule ReadLimit(SensorRule rule, TypedForm form)
    {
        if (TypedNumbers.Read(form[Limit]) is { } limit)
        {
            if (rule.Kind is not (RuleKind.Rising or RuleKind.Falling) || limit > 0)
            {
                return rule with { Limit = limit };
            }

            form.Refuse(Limit, Say.It("Type how much a minute, as a number above 0."));
            return rule;
        }

        form.Refuse(Limit, Say.It("Type a number, for example -15 or 2.5."));
        return rule;
    }

    private static SensorRule ReadClear(SensorRule rule, TypedForm form)
    {
        if (form[Clear].Length == 0)
        {
            return rule;
        }

        if (TypedNumbers.Read(form[Clear]) is not { } clear)
        {
            form.Refuse(Clear, Say.It("Type a number, for example -15 or 2.5."));
            return rule;
        }

        var isUpper = rule.Kind is not (RuleKind.Below or RuleKind.Battery);
        if (isUpper ? clear > rule.Limit : clear < rule.Limit)
        {
            form.Refuse(
                Clear,
                isUpper
                    ? Say.It("The alarm ends at the limit or below it, not above it.")
                    : Say.It("The alarm ends at the limit or above it, not below it.")
            );
        }

        return rule with
        {
            Clear = clear,
        };
    }

    private static SensorRule ReadHeld(SensorRule rule, TypedForm form) =>
        rule with
        {
            Held = TimeSpan.FromMinutes(form.Whole(Held, 0, (int)SensorSettings.LongestHeld.TotalMinutes)),
        };

    private static SensorRule ReadMany(SensorRule rule, TypedForm form)
    {
        rule = ReadHeld(rule, form) with
        {
            Count = form.Whole(Count, 1, MostReadings),
            Of = form.Whole(Of, 1, MostReadings),
        };
        if (rule.Count > rule.Of)
        {
            form.Refuse(Count, Say.It("So many readings cannot be past the limit: it looks at fewer."));
        }

        return rule;
    }

    private static string ReadSeries(TypedForm form, RuleKind kind, SensorView view)
    {
        var field = form[Series];
        var isKnown = view.Find(field) is not null || (kind is RuleKind.NoData && field.Length == 0);
        if (!isKnown)
        {
            form.Refuse(Series, Say.It("Choose one of the device's values."));
        }

        return field;
    }

    private static Severity ReadSeverity(TypedForm form)
    {
        if (Enum.TryParse<Severity>(form[Severe], ignoreCase: false, out var severity) && Enum.IsDefined(severity))
        {
            return severity;
        }

        form.Refuse(Severe, Say.It("Choose what Scout does."));
        return Severity.Warning;
    }

    private static Severity UsualOf(RuleKind kind) =>
        kind is RuleKind.Battery or RuleKind.Gap or RuleKind.NetworkTrouble or RuleKind.Overuse
            ? Severity.Warning
            : Severity.Urgent;

    private static string Minutes(TimeSpan span) => ((int)span.TotalMinutes).ToString(CultureInfo.InvariantCulture);
}
