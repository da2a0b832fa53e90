using Scout.Server.Pages.Parts;

namespace Scout.Server.Pages.Status;

/// <summary>The one sentence that answers: is everybody all right, am I covered?</summary>
/// <param name="Rest">What follows in smaller letters; may be empty.</param>
public sealed record Headline(Tone Tone, string Sentence, string Rest);

/// <summary>What health says is not as it should be.</summary>
/// <param name="StopsAlarms">False: alarms go out all the same.</param>
public sealed record Shortcoming(bool StopsAlarms, string Sentence);

/// <summary>Everything the status page shows.</summary>
public sealed record StatusView(
    Headline Headline,
    IReadOnlyList<WatchCard> Watches,
    IReadOnlyList<AlertCard> Open,
    IReadOnlyList<AlertCard> Recent,
    IReadOnlyList<Shortcoming> Missing
);
