using System.Text.Json;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Watch;

namespace Scout.Server.Pages.Graph;

/// <summary>What the script of the graph says, in the language of the page.</summary>
internal static class GraphWords
{
    public static string Json() =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["summary"] = Say.It("{0} to {1}: lowest {2}, highest {3}, {4} readings."),
                ["empty"] = Say.It("{0} to {1}: no readings."),
                ["span"] = Say.It("{0} to {1}"),
                ["failed"] = Say.It("The chart could not be loaded. It tries again by itself."),
            },
            MarksJson.Default.DictionaryStringString
        );
}
