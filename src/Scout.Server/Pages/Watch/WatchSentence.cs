using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Parts;
using Scout.Server.Pages.Shown;
using Scout.Server.Pages.Status;

namespace Scout.Server.Pages.Watch;

/// <summary>How is this person? One sentence, the worst thing first.</summary>
internal static class WatchSentence
{
    public static Headline Of(WatchView view)
    {
        var worst = view
            .Open.OrderByDescending(card => card.Alert.Latest.Severity)
            .ThenBy(card => card.Alert.OpenedAt)
            .FirstOrDefault();
        if (worst is not null)
        {
            return new Headline(HeadlineText.ToneOf(worst.Alert), AlertText.What(worst) + ".", AlertText.Doing(worst));
        }

        if (view.PausedUntil is { } until)
        {
            return new Headline(
                Tone.Warning,
                Say.It("{0} is paused until {1}: {2}.", view.Name, view.Clock.At(until), Reading(view)),
                Say.It("Only a very low value rings before that.")
            );
        }

        return view.Latest switch
        {
            null => new Headline(Tone.Quiet, Say.It("Waiting for the first value of {0}.", view.Name), Source(view)),
            { } latest when !Glucose.IsGlucose(latest.Value) => new Headline(
                Tone.Warning,
                Say.It(
                    "The sensor of {0} sends an error instead of a value, {1}.",
                    view.Name,
                    view.Clock.Ago(latest.At)
                ),
                Source(view)
            ),
            { } latest when latest.AgeAt(view.Clock.Now) > WatchSettings.StaleAfter => new Headline(
                Tone.Warning,
                Say.It("The last value of {0} is old: {1}.", view.Name, Reading(view)),
                Source(view)
            ),
            _ => new Headline(Tone.Good, Say.It("{0} is all right: {1}.", view.Name, Reading(view)), ""),
        };
    }

    /// <summary>"112 mg/dL, steady, 2 min ago".</summary>
    private static string Reading(WatchView view)
    {
        if (view.Latest is not { } latest)
        {
            return Say.It("no value yet");
        }

        var value = GlucoseText.Written(latest.Value, view.Unit, Say.Language);
        var trend = Value.Words(latest.Trend);
        return string.Join(", ", new[] { value, trend, view.Clock.Ago(latest.At) }.Where(part => part.Length > 0));
    }

    private static string Source(WatchView view) =>
        view.Health.Failure is SourceFailure.None
            ? Say.It("The site answers, but sends nothing new.")
            : SourceText.Words(view.Health.Failure);
}
