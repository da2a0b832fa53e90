using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Scout.Browser.Tests;

internal static class Complaining
{
    /// <summary>What the page's console says from now on: errors, warnings, breaches of the content policy.</summary>
    public static ConcurrentQueue<string> Complaints(this IPage page)
    {
        var complaints = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        return complaints;
    }
}
