using System.Globalization;
using System.Net.Mime;
using System.Text;

namespace Scout.Benchmarks;

/// <summary>A webhook of Bugsnag as it is posted.</summary>
internal static class BugsnagPost
{
    /// <summary>With COUNT where each post has a number of its own.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "bugglio", "body.json");

    public static StringContent Of(int count) =>
        new(
            System.IO.File.ReadAllText(File).Replace("COUNT", count.ToString(CultureInfo.InvariantCulture)),
            Encoding.UTF8,
            MediaTypeNames.Application.Json
        );
}
