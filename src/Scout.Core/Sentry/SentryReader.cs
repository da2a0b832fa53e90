using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Watches;

namespace Scout.Core.Sentry;

/// <summary>
/// The webhook of a Sentry integration. What it is about is told by its data, which is signed, and not by a header.
/// Everything about one issue is one alert.
/// </summary>
public static class SentryReader
{
    /// <param name="mark">The Request-ID, or the hash of the body: tells copies.</param>
    public static SourceReading Read(ReadOnlySpan<byte> body, string mark)
    {
        if (LooseJson.Read(body) is not { } root)
        {
            return new SourceReading.Unreadable("The body is not a JSON object.");
        }

        var data = root.In("data");
        var action = Told.Short(root.TextOf("action"), Told.LongestName);
        if (action.Length == 0 || data.ValueKind is not JsonValueKind.Object)
        {
            return new SourceReading.Unreadable("action or data is missing: they say what happened.");
        }

        var told = new SentryBody(root, data, action, mark);
        var read =
            data.In("event") is { ValueKind: JsonValueKind.Object } happened ? OfEvent(told, happened)
            : data.In("error") is { ValueKind: JsonValueKind.Object } error ? OfEvent(told, error)
            : data.In("issue") is { ValueKind: JsonValueKind.Object } issue ? OfIssue(told, issue)
            : data.In("metric_alert") is { ValueKind: JsonValueKind.Object } metric ? OfMetric(told, metric)
            : data.In("installation").ValueKind is JsonValueKind.Object
                ? told.Event("installation", "", new EventAsk.Note()) with
                {
                    IsTest = action is "created",
                }
            : data.TextOf("issue_id") is { Length: > 0 } commented
                ? told.Event("comment", commented, new EventAsk.Note()) with
                {
                    Words = Comment(data),
                }
            : told.Event(action, "", new EventAsk.Note()) with { IsKnown = false };
        return new SourceReading.Readable(read);
    }

    private static SourceEvent OfEvent(SentryBody told, JsonElement happened)
    {
        var issue = happened.TextOf("issue_id");
        var ask = new EventAsk.Occur { TellsHolder = true };
        var rule = Told.Short(told.Data.TextOf("triggered_rule"), Told.LongestText);
        var title = Told.Short(happened.TextOf("title"), Told.LongestText);
        var meta = happened.In("metadata");
        return told.Event("event_alert", issue, ask) with
        {
            Severity = Told.SeverityOf(happened.TextOf("level")),
            Words = Told.First(title, rule),
            Facts = new ProblemFacts(
                Told.First(rule, title),
                Told.Short(
                    Told.First(happened.TextOf("project_name"), happened.TextOf("project_slug")),
                    Told.LongestName
                )
            )
            {
                Class = Told.Short(Told.First(meta.TextOf("type"), title), Told.LongestName),
                Message = Told.Short(meta.TextOf("value"), Told.LongestMessage),
                Context = Told.Short(happened.TextOf("culprit"), Told.LongestText),
                Stage = Told.Short(happened.TextOf("environment"), Told.LongestName),
                At = happened.TimeOf("datetime"),
                Link = Told.Link(happened.TextOf("web_url")),
            },
        };
    }

    private static SourceEvent OfIssue(SentryBody told, JsonElement issue)
    {
        var isPerson = told.Root.In("actor").TextOf("type") is "user";
        var title = Told.Short(issue.TextOf("title"), Told.LongestText);
        EventAsk ask = told.Action switch
        {
            "created" => new EventAsk.Occur(),
            "resolved" or "archived" or "ignored" => new EventAsk.Over { IsRecovery = !isPerson },
            "unresolved" => isPerson ? new EventAsk.Reopen() : new EventAsk.Occur { Again = true },
            _ => new EventAsk.Note(),
        };
        return told.Event($"issue.{told.Action}", issue.TextOf("id"), ask) with
        {
            Severity = Told.SeverityOf(issue.TextOf("level")),
            IsKnown = told.Action is "created" or "resolved" or "archived" or "ignored" or "unresolved" or "assigned",
            Words = Told.Short($"{told.Action}: {title}", Told.LongestText),
            Facts = new ProblemFacts(title, Told.Short(issue.In("project").TextOf("name"), Told.LongestName))
            {
                Class = Told.Short(issue.In("metadata").TextOf("type"), Told.LongestName),
                Message = Told.Short(issue.In("metadata").TextOf("value"), Told.LongestMessage),
                Count = Told.Count(issue.WholeOf("count")),
                Link = Told.Link(issue.TextOf("web_url")),
            },
        };
    }

    private static SourceEvent OfMetric(SentryBody told, JsonElement metric)
    {
        EventAsk ask = told.Action switch
        {
            "resolved" => new EventAsk.Over { IsRecovery = true },
            "critical" or "warning" => new EventAsk.Occur(),
            _ => new EventAsk.Note(),
        };
        var title = Told.Short(
            Told.First(told.Data.TextOf("description_title"), metric.TextOf("title"), "metric_alert"),
            Told.LongestText
        );
        var key = Told.First(metric.TextOf("id"), metric.In("alert_rule").TextOf("id"), title);
        return told.Event("metric_alert", "", ask) with
        {
            Topic = $"sentry:metric:{Told.Short(key, Told.LongestId)}",
            Severity = told.Action is "warning" ? Severity.Warning : Severity.Urgent,
            IsKnown = ask is not EventAsk.Note,
            Words = Told.Short($"{told.Action}: {title}", Told.LongestText),
            Facts = new ProblemFacts(title, "")
            {
                Message = Told.Short(told.Data.TextOf("description_text"), Told.LongestMessage),
                Link = Told.Link(told.Data.TextOf("web_url")),
            },
        };
    }

    private static string Comment(JsonElement data) =>
        Told.Short(Told.First(data.TextOf("comment"), "comment"), Told.LongestText);
}

/// <summary>A body with an action and data.</summary>
internal sealed record SentryBody(JsonElement Root, JsonElement Data, string Action, string Mark)
{
    /// <param name="issue">Empty: about none, or none that is named.</param>
    public SourceEvent Event(string kind, string issue, EventAsk ask)
    {
        var key =
            issue.Length > 0 ? $"sentry:{Told.Short(issue, Told.LongestId)}"
            : ask is EventAsk.Occur ? "sentry:issue" // something broke, and nothing says what
            : "";
        return new SourceEvent(kind, key, $"mark:{Mark}", EventRepeat.Ever, ask)
        {
            By = Root.In("actor").TextOf("type") is "user"
                ? Told.Short(Root.In("actor").TextOf("name"), Told.LongestName)
                : "",
            Words = Action,
            Facts = new ProblemFacts("", ""),
        };
    }
}
