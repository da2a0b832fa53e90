using Scout.Core.Simulation;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Watch;

/// <summary>How often a phone would have rung, as a sentence.</summary>
internal static class PreviewWords
{
    /// <param name="limits">What was tried: "the limits of today".</param>
    public static string Of(Preview preview, string limits) =>
        preview.Calls == 0
            ? Say.It("With {0} no phone would have rung in the last {1}.", limits, Days(preview.Span))
            : Say.It(
                "With {0} the last {1} would have rung {2}, {3} of them at night (23:00 to 07:00), at most {4} on one day.",
                limits,
                Days(preview.Span),
                Say.Count(preview.Calls, "{0} time", "{0} times"),
                preview.AtNight,
                preview.WorstDay
            );

    private static string Days(TimeSpan span) =>
        span.TotalDays >= 1.5
            ? Say.Count((long)Math.Round(span.TotalDays), "{0} day", "{0} days")
            : Say.Count(Math.Max(1, (long)Math.Round(span.TotalHours)), "{0} hour", "{0} hours");
}
