using System.Text.RegularExpressions;

namespace Scout.Core.Messages;

/// <summary>
/// Takes out of a fault's own words what may point at a person: programs write addresses and numbers of their users into
/// them, and a text lies on lock screens. What it takes out too much is on the page of the alert.
/// </summary>
internal static partial class Scrubber
{
    public static string Clean(string words) =>
        Long().Replace(Address().Replace(Mail().Replace(words, "[...]"), "[...]"), "[...]");

    [GeneratedRegex(
        @"[^\s'""<>(),;:=\[\]]+@[^\s'""<>(),;:\[\]]+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Mail();

    // IPv4, and IPv6 of at least four groups.
    [GeneratedRegex(
        @"\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b|\b[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){3,7}\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Address();

    // Telephone and card numbers: seven digits or more, however they are grouped.
    [GeneratedRegex(@"\+?[0-9]([ ().-]?[0-9]){6,}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Long();
}
