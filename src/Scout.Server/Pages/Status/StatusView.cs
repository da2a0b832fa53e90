using Scout.Server.OnCall;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Parts;
using Scout.Server.Pages.Pumps;

namespace Scout.Server.Pages.Status;

/// <summary>The one sentence that answers: is everybody all right, am I covered?</summary>
/// <param name="Rest">What follows in smaller letters; may be empty.</param>
public sealed record Headline(Tone Tone, string Sentence, string Rest);

/// <summary>What health says is not as it should be.</summary>
/// <param name="StopsAlarms">False: alarms go out all the same.</param>
public sealed record Shortcoming(bool StopsAlarms, string Sentence);

/// <summary>A pump, with its open alerts.</summary>
public sealed record PumpCard(PumpView Pump, IReadOnlyList<AlertCard> Open);

/// <summary>Everything home shows.</summary>
/// <param name="Watches">People, the most urgent first, each with its open alerts.</param>
/// <param name="Open">Open alerts of no person and no pump: Scout's own.</param>
/// <param name="Recent">What ended in the last day.</param>
public sealed record StatusView(
    Headline Headline,
    IReadOnlyList<WatchCard> Watches,
    IReadOnlyList<AlertCard> Open,
    IReadOnlyList<AlertCard> Recent,
    IReadOnlyList<Shortcoming> Missing
)
{
    /// <summary>Who is on duty in the account's rosters.</summary>
    public IReadOnlyList<DutyNow> Duties { get; init; } = [];

    /// <summary>Pumps whose data go to Nightscout.</summary>
    public IReadOnlyList<PumpCard> Pumps { get; init; } = [];

    public Shown.Clock? Clock { get; init; }
}
