using System.Text.Json;
using Scout.Core.Messages;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Watch;

namespace Scout.Server.Pages.Graph;

/// <summary>What the script of the graph says, in the language of the page.</summary>
internal static class GraphWords
{
    public static string Json() =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>(ChartWords.All(), StringComparer.Ordinal)
            {
                ["decimal"] = DeviceMessages.Amount(0.5, null, "", Say.Language)[1..2],
                ["many"] = Say.It("{0} to {1}."),
                ["lowLimit"] = Say.It("rings below {0}"),
                ["highLimit"] = Say.It("rings above {0}"),
                ["one"] = Say.It("{0}: lowest {1}, highest {2}, {3} readings"),
                ["oneSingle"] = Say.It("{0}: one reading, {1}"),
                ["none"] = Say.It("{0}: no readings"),
            },
            MarksJson.Default.DictionaryStringString
        );
}
