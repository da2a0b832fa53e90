using System.Text;

namespace Scout.Server.Live;

/// <summary>Changes as server-sent events.</summary>
internal static class LiveText
{
    /// <summary>The first words: when to come back after a break, and that everything may have changed.</summary>
    public const string Hello = "retry: 2000\n\n" + Everything;

    /// <summary>Keeps proxies from closing what is silent.</summary>
    public const string StillHere = ": still here\n\n";

    private const string Everything =
        "event: watch\ndata: *\n\nevent: alert\ndata: *\n\nevent: delivery\ndata: *\n\nevent: phones\ndata: *\n\nevent: all\ndata: *\n\n";

    /// <summary>
    /// A change of watch 7 is the event "watch" with the data 7, and the event "watch-7" for parts that show nothing
    /// else; alerts likewise.
    /// </summary>
    public static string Of(LiveBatch batch)
    {
        if (batch.Everything)
        {
            return Everything;
        }

        var text = new StringBuilder();
        foreach (var change in batch.Changes)
        {
            switch (change.Kind)
            {
                case Changed.Watch:
                    text.Append($"event: watch\ndata: {change.Id}\n\nevent: watch-{change.Id}\ndata: {change.Id}\n\n");
                    break;
                case Changed.Alert:
                    text.Append($"event: alert\ndata: {change.Id}\n\nevent: alert-{change.Id}\ndata: {change.Id}\n\n");
                    break;
                case Changed.Delivery when change.Id.Length == 0:
                    text.Append("event: delivery\ndata: *\n\n");
                    break;
                case Changed.Delivery:
                    text.Append(
                        $"event: delivery\ndata: {change.Id}\n\nevent: delivery-{change.Id}\ndata: {change.Id}\n\n"
                    );
                    break;
                case Changed.Phones:
                    text.Append("event: phones\ndata: *\n\n");
                    break;
                default:
                    return Everything; // who sees what has changed: every part may be another one
            }
        }

        return text.ToString();
    }
}
