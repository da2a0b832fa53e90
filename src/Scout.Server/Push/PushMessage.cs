using Scout.Core.Watches;

namespace Scout.Server.Push;

/// <summary>What a screen shows.</summary>
/// <param name="Title">Short, and the same for everybody: it is read over shoulders.</param>
/// <param name="Topic">A newer message of a topic takes the place of an older one where the service can do that.</param>
/// <param name="Page">Where the message leads, a path of this server.</param>
/// <param name="Life">How long the service may keep it for a screen that is off.</param>
internal sealed record PushMessage(
    string Title,
    string Body,
    Severity Severity,
    string Topic,
    string Page,
    TimeSpan Life
)
{
    /// <summary>What a press of the button does; null: there is nothing to answer.</summary>
    public PushAct? Act { get; init; }
}

/// <summary>A button: its words, and the path of this server it is posted to.</summary>
internal sealed record PushAct(string Words, string Path);
