using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Status;

/// <summary>
/// What is to be put right, by whom it concerns: of a watch its people, of the instance whoever runs it. Others only
/// learn that Scout cannot alarm, never why.
/// </summary>
internal static class Shortcomings
{
    /// <summary>Findings about people's watches; here each watch speaks for itself.</summary>
    private static readonly string[] OfWatches = ["contacts", "paused", "watching"];

    public static IEnumerable<Shortcoming> Of(IReadOnlyList<WatchCard> watches, HealthReport report, bool runsInstance)
    {
        var instance = report
            .Findings.Where(finding => finding.Level is not HealthLevel.Fine && !OfWatches.Contains(finding.Name))
            .ToList();
        if (runsInstance)
        {
            foreach (var finding in instance)
            {
                yield return new Shortcoming(finding.Level is HealthLevel.Failing, finding.Sentence);
            }
        }
        else if (instance.Exists(finding => finding.Level is HealthLevel.Failing))
        {
            yield return new Shortcoming(
                true,
                Say.It("something is wrong with this server. Whoever runs it can see what under Health.")
            );
        }

        foreach (var watch in watches.Where(watch => watch.HasSource && watch.Reach.Count == 1))
        {
            yield return new Shortcoming(
                false,
                Say.It("Only {0} is reached about {1}. Add somebody else who can help.", watch.Reach[0], watch.Name)
            );
        }
    }
}
