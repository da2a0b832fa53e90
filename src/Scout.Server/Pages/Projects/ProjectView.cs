using Scout.Core.Events;
using Scout.Core.Watches;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Parts;
using Scout.Server.Pages.Status;

namespace Scout.Server.Pages.Projects;

/// <summary>Everything the page of a project shows.</summary>
/// <param name="Card">As home shows it, with its open alerts.</param>
/// <param name="Past">The latest alerts that are over.</param>
/// <param name="Deliveries">The newest webhooks that were read, newest first.</param>
/// <param name="Unread">Those that could not be read.</param>
/// <param name="TestAt">When a test of the connection last came; null: never.</param>
public sealed record ProjectView(
    WatchCard Card,
    ProblemSettings Problems,
    IReadOnlyList<AlertCard> Past,
    IReadOnlyList<ProjectDelivery> Deliveries,
    IReadOnlyList<ProjectDelivery> Unread,
    DateTimeOffset? TestAt
)
{
    /// <summary>What sends.</summary>
    public required string Kind { get; init; }

    /// <summary>What is expected to come again and again; null: nothing.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>"No open errors. Last webhook 3 min ago (14:02 CET)."</summary>
    public Headline Headline
    {
        get
        {
            var last = Card.Project!.Last(Card.Clock);
            var sentence = char.ToUpperInvariant(last[0]) + last[1..] + ".";
            return Card.Open.Count == 0
                ? new Headline(Card.Reach.Count == 0 ? Tone.Alarm : Tone.Good, Card.Project.AllWell, sentence)
                : new Headline(
                    Card.Open.Any(one => HeadlineText.ToneOf(one.Alert) is Tone.Alarm) ? Tone.Alarm : Tone.Warning,
                    Say.Count(Card.Open.Count, "{0} open error.", "{0} open errors."),
                    sentence
                );
        }
    }
}

/// <summary>A webhook as it came.</summary>
public sealed record ProjectDelivery
{
    public required long Id { get; init; }

    public required long ReceivedAt { get; init; }

    public required long Size { get; init; }

    /// <summary>The source's word for what happened.</summary>
    public required string Kind { get; init; }

    public required string Words { get; init; }

    public required string Outcome { get; init; }

    public required string Problem { get; init; }

    public string? AlertId { get; init; }

    /// <summary>How often it came again.</summary>
    public required long Copies { get; init; }

    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt);

    public string Did =>
        Enum.TryParse<EventOutcome>(Outcome, out var outcome)
            ? outcome switch
            {
                EventOutcome.Opened => Say.It("opened an alert"),
                EventOutcome.Bumped => Say.It("belongs to an open alert"),
                EventOutcome.Closed => Say.It("closed the alert"),
                EventOutcome.Snoozed => Say.It("snoozed the alert"),
                EventOutcome.Reopened => Say.It("opened the alert again"),
                EventOutcome.Test => Say.It("test received"),
                _ => Say.It("kept, nothing changed"),
            }
            : Say.It("not read yet");
}
