using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Watches;

namespace Scout.Core.Alertmanager;

/// <summary>One alert of a group, as Alertmanager and Grafana send it.</summary>
internal static class GroupedAlert
{
    /// <summary>Two nodes of a pair may send the same; the slower copy comes within this time.</summary>
    private static readonly TimeSpan CopyLags = TimeSpan.FromMinutes(1);

    /// <summary>Null: nothing says which alert it is.</summary>
    public static SourceEvent? Of(JsonElement root, JsonElement alert, string source)
    {
        var labels = alert.In("labels");
        var name = labels.TextOf("alertname").Trim();
        if (KeyOf(alert, labels) is not { } key)
        {
            return null;
        }

        var isOver = Told.First(alert.TextOf("status"), root.TextOf("status")) is "resolved";
        var startsAt = Time(alert, "startsAt");
        var told = new SourceEvent(
            isOver ? "resolved" : "firing",
            $"{source}:{key}",
            $"{(isOver ? "resolved" : "firing")}:{startsAt:O}",
            EventRepeat.LastOfTopicForADay,
            isOver ? new EventAsk.Over { IsRecovery = true } : new EventAsk.Occur { MayLag = CopyLags }
        )
        {
            Facts = Facts(root, alert, name) with { At = isOver ? Time(alert, "endsAt") : startsAt },
            Severity = Told.SeverityOf(labels.TextOf("severity")),
            Words = Told.Short(
                $"{Told.First(name, key)} {(isOver ? "resolved" : "firing")}: {Says(alert)}".TrimEnd(' ', ':'),
                Told.LongestText
            ),
        };
        return name switch
        {
            // Always firing on purpose. That it comes says that the chain works; whether it is over is told by silence.
            "Watchdog" => told with { Topic = "", Ask = new EventAsk.Note(), IsBeat = !isOver },
            // The source cannot see: nothing is known of what it watches.
            "DatasourceNoData" or "DatasourceError" => told with
            {
                Severity = Severity.Warning,
                Facts = told.Facts with { Class = Told.Short(labels.TextOf("rulename"), Told.LongestName) },
            },
            _ => told,
        };
    }

    private static ProblemFacts Facts(JsonElement root, JsonElement alert, string name)
    {
        var labels = alert.In("labels");
        var where = Told.First(
            labels.TextOf("instance"),
            labels.TextOf("service"),
            labels.TextOf("job"),
            labels.TextOf("namespace"),
            labels.TextOf("grafana_folder")
        );
        var stage = Told.First(labels.TextOf("environment"), labels.TextOf("env"), labels.TextOf("stage"));
        return new ProblemFacts(Told.Short(name, Told.LongestText), Told.Short(where, Told.LongestName))
        {
            Message = Told.Short(Says(alert), Told.LongestMessage),
            Context = Told.Short(alert.TextOf("valueString"), Told.LongestText),
            Stage = Told.Short(stage, Told.LongestName),
            Link = Told.First(
                Told.Link(alert.TextOf("panelURL")),
                Told.Link(alert.TextOf("dashboardURL")),
                Told.Link(alert.TextOf("generatorURL")),
                Told.Link(root.TextOf("externalURL"))
            ),
        };
    }

    private static string Says(JsonElement alert)
    {
        var notes = alert.In("annotations");
        return Told.First(notes.TextOf("summary"), notes.TextOf("description"), notes.TextOf("message")).Trim();
    }

    /// <summary>The fingerprint; without one the labels themselves, in the order of their names.</summary>
    private static string? KeyOf(JsonElement alert, JsonElement labels)
    {
        if (alert.TextOf("fingerprint").Trim() is { Length: > 0 and <= Told.LongestId } fingerprint)
        {
            return fingerprint;
        }

        if (labels.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var pairs = labels
            .EnumerateObject()
            .Select(label => $"{label.Name}={labels.TextOf(label.Name)}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return pairs.Length == 0
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', pairs))));
    }

    /// <summary>The first year is how Go writes "not known".</summary>
    private static DateTimeOffset? Time(JsonElement alert, string name) =>
        alert.TimeOf(name) is { Year: > 1 } time ? time : null;
}
