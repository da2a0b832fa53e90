using System.Text.Json;
using Scout.Core.Alertmanager;
using Scout.Core.Events;
using Scout.Core.Watches;

namespace Scout.Core.Grafana;

/// <summary>
/// Grafana's webhook: what Alertmanager sends, and more. Up to version 8 a rule posted its own state instead of a list.
/// </summary>
public static class GrafanaReader
{
    public static SourceReading Read(ReadOnlySpan<byte> body, string mark)
    {
        if (LooseJson.Read(body) is not { } root)
        {
            return new SourceReading.Unreadable("The body is not a JSON object.");
        }

        return root.In("alerts").ValueKind is JsonValueKind.Undefined && root.TextOf("ruleId").Length > 0
            ? new SourceReading.Readable(OfRule(root, mark))
            : AlertmanagerReader.ReadGroup(root, "grafana", mark);
    }

    private static SourceEvent OfRule(JsonElement root, string mark)
    {
        var (state, name) = (root.TextOf("state"), root.TextOf("ruleName"));
        EventAsk ask = state switch
        {
            "ok" => new EventAsk.Over { IsRecovery = true },
            "alerting" or "no_data" => new EventAsk.Occur(),
            _ => new EventAsk.Note(),
        };
        var message = root.TextOf("message");
        return new SourceEvent(
            Told.First(Told.Short(state, Told.LongestName), "rule"),
            $"grafana:rule:{Told.Short(root.TextOf("ruleId"), Told.LongestId)}",
            $"mark:{mark}",
            EventRepeat.LastOfTopicForADay,
            ask
        )
        {
            Severity = state is "no_data" ? Severity.Warning : Severity.Urgent,
            IsKnown = state is "ok" or "alerting" or "no_data" or "paused" or "pending",
            Words = Told.Short($"{name} {state}: {message}".TrimEnd(' ', ':'), Told.LongestText),
            Facts = new ProblemFacts(Told.Short(Told.First(root.TextOf("title"), name), Told.LongestText), "")
            {
                Class = Told.Short(name, Told.LongestName),
                Message = Told.Short(message, Told.LongestMessage),
                Link = Told.Link(root.TextOf("ruleUrl")),
            },
        };
    }
}
