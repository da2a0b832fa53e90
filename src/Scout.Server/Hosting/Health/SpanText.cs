using Scout.Server.Pages.Languages;

namespace Scout.Server.Hosting.Health;

/// <summary>How long, in the largest unit that is still exact enough for a text.</summary>
internal static class SpanText
{
    public static string Of(TimeSpan span) =>
        span.Duration() switch
        {
            { TotalHours: >= 48 } days => Say.It("{0:0} days", days.TotalDays),
            { TotalMinutes: >= 120 } hours => $"{hours.TotalHours:0} h",
            { TotalSeconds: >= 120 } minutes => $"{minutes.TotalMinutes:0} min",
            var seconds => $"{seconds.TotalSeconds:0} s",
        };
}
