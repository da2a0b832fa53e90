namespace Scout.Core.Events;

/// <summary>What strangers tell, cut to what is kept and shown of it. The raw body is kept beside.</summary>
internal static class Told
{
    public const int LongestId = 200;
    public const int LongestName = 120;
    public const int LongestText = 300;
    public const int LongestMessage = 2_000;

    public static string Short(string text, int most)
    {
        var trimmed = text.Trim();
        if (trimmed.Length <= most)
        {
            return trimmed;
        }

        return trimmed[..(char.IsHighSurrogate(trimmed[most - 1]) ? most - 1 : most)];
    }

    public static int? Count(long? number) => number is > 0 and <= int.MaxValue ? (int)number : null;

    /// <summary>Only what a browser opens as a page.</summary>
    public static string Link(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" ? link.AbsoluteUri : "";

    /// <summary>The first that says something.</summary>
    public static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return "";
    }

    /// <summary>How bad a source calls it. A word that Scout does not know, or none, reaches people: in doubt it is bad.</summary>
    public static Watches.Severity SeverityOf(string word) =>
        word.Trim().ToLowerInvariant() switch
        {
            "warning" or "warn" or "minor" or "low" or "moderate" => Watches.Severity.Warning,
            "info" or "information" or "informational" or "debug" or "notice" => Watches.Severity.Info,
            _ => Watches.Severity.Urgent,
        };
}
