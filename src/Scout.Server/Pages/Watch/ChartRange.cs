using Scout.Server.Pages.Languages;
using Scout.Server.Readings.Points;

namespace Scout.Server.Pages.Watch;

/// <summary>The stretch of time a watch's page shows.</summary>
/// <param name="Name">"3h", "24h", "14d", "all"; empty when it was chosen by hand.</param>
public sealed record ChartRange(string Name, TimeRange Range)
{
    public const string Usual = "24h";
    private const string All = "all";

    /// <summary>The names that have a length.</summary>
    private static readonly Dictionary<string, TimeSpan> Lengths = new(StringComparer.Ordinal)
    {
        ["3h"] = TimeSpan.FromHours(3),
        [Usual] = TimeSpan.FromDays(1),
        ["14d"] = TimeSpan.FromDays(14),
    };

    public static IReadOnlyList<string> Names { get; } = ["3h", Usual, "14d", All];

    /// <summary>What nobody can read is the usual range: a page is shown all the same.</summary>
    /// <param name="first">The first reading there ever was.</param>
    public static ChartRange Read(IQueryCollection query, DateTimeOffset? first, DateTimeOffset now)
    {
        if (query.ContainsKey("from") || query.ContainsKey("to"))
        {
            var typed = TimeRange.Read(query["from"], query["to"], now, Lengths[Usual], out var error);
            if (error is null)
            {
                return new ChartRange("", typed);
            }
        }

        var name = query["range"].ToString();
        if (name is All && first < now - Lengths[Usual])
        {
            return new ChartRange(All, new TimeRange(first.Value, now));
        }

        var known = Lengths.ContainsKey(name) ? name : Usual;
        return new ChartRange(name is All ? All : known, new TimeRange(now - Lengths[known], now));
    }

    public static string Label(string name) =>
        name switch
        {
            "3h" => Say.It("3 hours"),
            "14d" => Say.It("14 days"),
            All => Say.It("Everything"),
            _ => Say.It("24 hours"),
        };
}
