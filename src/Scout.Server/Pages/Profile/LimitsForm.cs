using System.Globalization;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Profile;

/// <summary>The limits and times of a watch as fields, in the person's unit.</summary>
internal static class LimitsForm
{
    private static readonly (string Field, RuleKind Kind, bool IsClear)[] Limits =
    [
        ("urgent_low", RuleKind.UrgentLow, false),
        ("urgent_low_clear", RuleKind.UrgentLow, true),
        ("low", RuleKind.Low, false),
        ("low_clear", RuleKind.Low, true),
        ("high", RuleKind.High, false),
        ("high_clear", RuleKind.High, true),
    ];

    public static void Fill(TypedForm form, WatchSettings settings, GlucoseUnit unit)
    {
        foreach (var (field, kind, isClear) in Limits)
        {
            var limit = isClear ? settings.Of(kind)?.Clear : settings.Of(kind)?.Threshold;
            form[field] = limit is null ? "" : Number(limit, unit);
        }

        var times = settings.Times;
        form["unit_shown"] = unit.ToString();
        form["no_data"] = Minutes(NoData(settings, Severity.Warning)?.After);
        form["no_data_call"] = Minutes(NoData(settings, Severity.Urgent)?.After);
        form["no_data_low"] = Minutes(settings.Of(RuleKind.NoDataWhileLow)?.After);
        form["source_down"] = Minutes(settings.Of(RuleKind.SourceDown)?.After);
        form["wait_after_call"] = ((int)times.WaitAfterCall.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        form["text_again"] = Minutes(times.TextAgain);
        form["hold_low"] = Minutes(times.HoldLow);
        form["hold_other"] = Minutes(times.HoldOther);
    }

    /// <summary>What stands in the fields over what was there before. Meaningless where the form then is not fine.</summary>
    public static WatchSettings Read(TypedForm form, WatchSettings before, GlucoseUnit unit)
    {
        var shown = FieldChoices.ReadUnit(form["unit_shown"]) ?? unit;
        var limits = Limits.ToDictionary(
            one => one.Field,
            one => Limit(form, one.Field, new Units(unit, shown), isOptional: one.IsClear),
            StringComparer.Ordinal
        );
        Order(form, limits);
        var noData = Span(form, "no_data", 10, 180);
        var noDataCall = Span(form, "no_data_call", 10, 360);
        if (noDataCall < noData)
        {
            form.Refuse("no_data_call", Say.It("The call comes after the text: at least as many minutes."));
        }

        var noDataLow = Span(form, "no_data_low", 10, 60);
        var sourceDown = Span(form, "source_down", 1, 1440);
        return before with
        {
            Rules =
            [
                .. before.Rules.Select(rule =>
                    rule.Kind switch
                    {
                        RuleKind.UrgentLow => With(rule, limits, "urgent_low"),
                        RuleKind.Low => With(rule, limits, "low"),
                        RuleKind.High => With(rule, limits, "high"),
                        RuleKind.NoData => rule with
                        {
                            After = rule.Severity is Severity.Warning ? noData : noDataCall,
                        },
                        RuleKind.NoDataWhileLow => rule with { After = noDataLow },
                        RuleKind.SourceDown => rule with { After = sourceDown },
                        _ => rule,
                    }
                ),
            ],
            Times = before.Times with
            {
                WaitAfterCall = TimeSpan.FromSeconds(form.Whole("wait_after_call", 30, 3600)),
                TextAgain = Span(form, "text_again", 5, 240),
                HoldLow = Span(form, "hold_low", 5, 60),
                HoldOther = Span(form, "hold_other", 10, 240),
            },
        };
    }

    /// <summary>"3.9", "70": a limit in a unit.</summary>
    public static string Number(GlucoseThreshold limit, GlucoseUnit unit) =>
        limit.Unit == unit
            ? limit.Typed.ToString("0.#", CultureInfo.InvariantCulture)
            : (unit is GlucoseUnit.MmolL ? Glucose.ToMmolL(limit.Typed) : Glucose.ToMgDl(limit.Typed)).ToString(
                "0.#",
                CultureInfo.InvariantCulture
            );

    private static Rule? NoData(WatchSettings settings, Severity severity) =>
        settings.Rules.FirstOrDefault(rule => rule.Kind is RuleKind.NoData && rule.Severity == severity);

    private static Rule With(Rule rule, Dictionary<string, GlucoseThreshold?> limits, string field) =>
        rule with
        {
            Threshold = limits[field] ?? rule.Threshold,
            Clear = limits[field + "_clear"],
        };

    private static GlucoseThreshold? Limit(TypedForm form, string field, Units units, bool isOptional)
    {
        if (isOptional && form[field].Length == 0)
        {
            return null;
        }

        if (TypedNumbers.Read(form[field]) is { } value)
        {
            if (units.Chosen != units.Shown && IsWithin(value, units.Shown))
            {
                // The unit was changed and the number was not: it means the same in the other unit.
                value = units.Chosen is GlucoseUnit.MmolL ? Glucose.ToMmolL(value) : Glucose.ToMgDl(value);
                form[field] = value.ToString("0.#", CultureInfo.InvariantCulture);
            }

            if (IsWithin(value, units.Chosen))
            {
                return new GlucoseThreshold(value, units.Chosen);
            }
        }

        form.Refuse(
            field,
            units.Chosen is GlucoseUnit.MmolL
                ? Say.It("Type a number between 2.3 and 22.2 (mmol/L).")
                : Say.It("Type a number between 40 and 400 (mg/dL).")
        );
        return null;
    }

    private static void Order(TypedForm form, Dictionary<string, GlucoseThreshold?> limits)
    {
        Above("low", "urgent_low", Say.It("The low limit must be above the urgent low limit."));
        Above("high", "low", Say.It("The high limit must be above the low limit."));
        Above("urgent_low_clear", "urgent_low", Say.It("An urgent low is over above its limit, not below it."));
        Above("low_clear", "low", Say.It("A low is over above its limit, not below it."));
        Above("high", "high_clear", Say.It("A high is over below its limit, not above it."), at: "high_clear");
        Above("high_clear", "low", Say.It("A high is over above the low limit."));
        Above("high", "low_clear", Say.It("A low is over below the high limit."), at: "low_clear");

        void Above(string upper, string lower, string sentence, string? at = null)
        {
            if (limits[upper] is { } one && limits[lower] is { } other && one.MgDl <= other.MgDl)
            {
                form.Refuse(at ?? upper, sentence);
            }
        }
    }

    private static bool IsWithin(double value, GlucoseUnit unit) =>
        unit is GlucoseUnit.MmolL ? value is >= 2.3 and <= 22.2 : value is >= 40 and <= 400;

    private static TimeSpan Span(TypedForm form, string field, int least, int most) =>
        TimeSpan.FromMinutes(form.Whole(field, least, most));

    private static string Minutes(TimeSpan? span) =>
        span is { } length ? ((int)length.TotalMinutes).ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>The unit that is chosen now, and the one the numbers were shown in.</summary>
    private readonly record struct Units(GlucoseUnit Chosen, GlucoseUnit Shown);
}
