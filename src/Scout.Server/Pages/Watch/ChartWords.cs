using System.Text.Json;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Watch;

/// <summary>What the chart's script says, in the language of the page.</summary>
internal static class ChartWords
{
    public static string Json() => JsonSerializer.Serialize(All(), MarksJson.Default.DictionaryStringString);

    /// <summary>By what the script calls them.</summary>
    public static Dictionary<string, string> All() =>
        new(StringComparer.Ordinal)
        {
            ["summary"] = Say.It("{0} to {1}: lowest {2}, highest {3}, {4} readings."),
            ["single"] = Say.It("{0} to {1}: one reading, {2}."),
            ["empty"] = Say.It("{0} to {1}: no readings."),
            ["low"] = Say.It("low"),
            ["high"] = Say.It("high"),
            ["below"] = Say.It("below {0}"),
            ["above"] = Say.It("above {0}"),
            ["span"] = Say.It("{0} to {1}"),
            ["lowLimit"] = Say.It("Low {0}"),
            ["highLimit"] = Say.It("High {0}"),
            ["failed"] = Say.It("The chart could not be loaded. It tries again by itself."),
        };
}
