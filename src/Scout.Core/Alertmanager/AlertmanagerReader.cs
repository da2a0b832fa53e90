using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Watches;

namespace Scout.Core.Alertmanager;

/// <summary>
/// The webhook of Prometheus Alertmanager, version 4: one event for each alert of the group, by its own status. A group
/// says "firing" as long as one of its alerts does.
/// </summary>
public static class AlertmanagerReader
{
    public static SourceReading Read(ReadOnlySpan<byte> body, string mark) =>
        LooseJson.Read(body) is { } root
            ? ReadGroup(root, "alertmanager", mark)
            : new SourceReading.Unreadable("The body is not a JSON object.");

    /// <param name="root">Of Alertmanager, or of Grafana, which sends the same and more.</param>
    internal static SourceReading ReadGroup(JsonElement root, string source, string mark)
    {
        if (root.In("alerts") is not { ValueKind: JsonValueKind.Array } alerts)
        {
            return new SourceReading.Unreadable("alerts is missing: it lists what fires and what is over.");
        }

        var events = ImmutableArray.CreateBuilder<SourceEvent>();
        var unread = 0;
        foreach (var alert in alerts.EnumerateArray())
        {
            if (GroupedAlert.Of(root, alert, source) is { } told)
            {
                events.Add(told);
            }
            else
            {
                unread++;
            }
        }

        if (events.Count == 0 && unread > 0)
        {
            return new SourceReading.Unreadable("No alert of the list has a fingerprint or labels.");
        }

        if (root.WholeOf("truncatedAlerts") is > 0 and var left)
        {
            events.Add(LeftOut(root, source, left));
        }

        if (events.Count == 0 || unread > 0)
        {
            events.Add(Note($"{alerts.GetArrayLength()} alerts, {unread} unreadable", mark, isKnown: unread == 0));
        }

        return events.Count == 1
            ? new SourceReading.Readable(events[0])
            : new SourceReading.Several(events.DrainToImmutable());
    }

    private static SourceEvent Note(string words, string mark, bool isKnown) =>
        new("group", "", $"mark:{mark}", EventRepeat.Never, new EventAsk.Note())
        {
            Facts = new ProblemFacts("", ""),
            Words = words,
            IsKnown = isKnown,
        };

    /// <summary>What the sender's own limit cut off cannot be told one by one, and must not be silent.</summary>
    private static SourceEvent LeftOut(JsonElement root, string source, long left)
    {
        var group = Told.Short(root.TextOf("groupKey"), Told.LongestId);
        var headline = $"truncatedAlerts: {left}";
        return new SourceEvent(
            "truncated",
            $"{source}:truncated:{group}",
            $"truncated:{left}",
            EventRepeat.LastOfTopicForADay,
            new EventAsk.Occur { EndsAfter = TimeSpan.FromHours(2) }
        )
        {
            Severity = Severity.Warning,
            Words = headline,
            Facts = new ProblemFacts(headline, Told.Short(root.TextOf("receiver"), Told.LongestName))
            {
                Link = Told.Link(root.TextOf("externalURL")),
            },
        };
    }
}
