using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Bugsnag;

/// <summary>
/// Bugsnag's webhook: bytes → event. Documentation and reality differ, so every field may lack or have another type;
/// only a project and a trigger are needed.
/// </summary>
public static class BugsnagReader
{
    private const int LongestId = 200;

    /// <param name="hash">Of the body: tells copies.</param>
    public static SourceReading Read(ReadOnlySpan<byte> body, string hash)
    {
        if (LooseJson.Read(body) is not { } root)
        {
            return new SourceReading.Unreadable("The body is not a JSON object.");
        }

        var project = Id(root.In("project"), "id");
        var trigger = Id(root.In("trigger"), "type");
        if (project.Length == 0)
        {
            return new SourceReading.Unreadable("project.id is missing: it says which project this is about.");
        }

        if (trigger.Length == 0)
        {
            return new SourceReading.Unreadable("trigger.type is missing: it says what happened.");
        }

        var known = new BugsnagBody(root, project, trigger, Id(root.In("error"), "errorId"), hash);
        return BugsnagEvents.Of(known) is { } told
            ? new SourceReading.Readable(told)
            : new SourceReading.Unreadable("error.errorId is missing: it says which error was changed.");
    }

    private static string Id(JsonElement element, string name) =>
        element.TextOf(name).Trim() is { Length: <= LongestId } id ? id : "";
}

/// <summary>A body whose project and trigger are known.</summary>
/// <param name="Error">The id of the error group; empty: none.</param>
internal sealed record BugsnagBody(JsonElement Root, string Project, string Trigger, string Error, string Hash)
{
    public JsonElement Fields => Root.In("error");

    public string Message => Root.In("trigger").TextOf("message").Trim();

    /// <summary>By the error group where there is one; else by project and trigger.</summary>
    public string Topic => Error.Length > 0 ? $"bugsnag:{Project}:{Error}" : ProjectTopic(Trigger);

    public string ProjectTopic(string what) => $"bugsnag:{Project}:{what}";

    /// <summary>The test button of Bugsnag's own settings.</summary>
    public bool IsTest =>
        Message == "Test error"
        || IsTestLink(Fields.TextOf("url"))
        || IsTestLink(Root.In("project").TextOf("url"))
        || IsTestLink(Root.In("account").TextOf("url"));

    private static bool IsTestLink(string url) =>
        url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query
        && url[(query + 1)..].Split('&', '#').Contains("m=te");
}
