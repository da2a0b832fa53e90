using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Parts;
using Scout.Server.Pages.Pumps;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Status;

/// <summary>Chooses the one sentence: the worst thing first.</summary>
internal static class HeadlineText
{
    public static Headline Of(
        IReadOnlyList<WatchCard> watches,
        IReadOnlyList<AlertCard> open,
        IReadOnlyList<Shortcoming> missing,
        params IReadOnlyList<PumpView> pumps
    )
    {
        if (Worst(open) is { } alert)
        {
            var others = open.Count > 1 ? " " + Say.It("{0} more below.", open.Count - 1) : "";
            return new Headline(ToneOf(alert.Alert), AlertText.What(alert) + ".", AlertText.Doing(alert) + others);
        }

        var people = watches.Where(watch => watch.HasSource).ToList();
        if (people.Count == 0 && pumps.Count > 0)
        {
            return Of(pumps);
        }

        if (people.Count == 0)
        {
            return new Headline(
                Tone.Quiet,
                Say.It("Nothing is watched yet."),
                Say.It("Enter the address of a Nightscout site to begin.")
            );
        }

        if (people.Find(watch => watch.Reach.Count == 0) is { } alone)
        {
            return new Headline(
                Tone.Alarm,
                Say.It("Nobody can be reached about {0}.", alone.Name),
                Say.It("No verified phone number is set for this watch, or every one has opted out.")
            );
        }

        return people.Find(watch => !watch.IsFresh) is { } stale ? Stale(stale) : Well(people, missing);
    }

    /// <summary>Nobody's values are watched: whether pumps' data get through is all there is to say.</summary>
    private static Headline Of(IReadOnlyList<PumpView> pumps) =>
        pumps.FirstOrDefault(pump => pump.Troubles.Count > 0) is { } troubled
            ? new Headline(
                troubled.Tone,
                Say.It("Something is not right with {0}.", troubled.Name),
                troubled.Troubles[0]
            )
            : new Headline(
                Tone.Good,
                Say.It("The data of {0} get through to Nightscout.", AlertText.List(pumps.Select(pump => pump.Name))),
                Say.It("Scout does not call about them: pumps' data come late.")
            );

    public static Tone ToneOf(Alert alert) =>
        alert.State switch
        {
            AlertState.Held or AlertState.Snoozed or AlertState.Clearing => Tone.Warning,
            _ when alert.Latest.Severity >= Severity.Urgent => Tone.Alarm,
            _ => Tone.Warning,
        };

    /// <summary>The most urgent first: what rings, by severity; what somebody took; what cannot be seen; the rest.</summary>
    public static (int, int, string) RankOf(WatchCard watch) =>
        Worst(watch.Open) is { } alert ? (Rings(alert) ? 0 : 1, -(int)alert.Alert.Latest.Severity, watch.Name)
        : watch.IsFresh ? (3, 0, watch.Name)
        : (2, 0, watch.Name);

    /// <summary>"112 mg/dL, steady, 2 min ago".</summary>
    public static string Reading(WatchCard watch)
    {
        if (watch.Project is { } project)
        {
            return Say.It("no open errors, {0}", project.Last(watch.Clock));
        }

        if (watch.Sensor is { } sensor)
        {
            return sensor.Values is [var value, ..] ? $"{value.Amount}, {watch.Clock.Ago(value.At)}"
                : sensor.IsMuted ? Say.It("muted")
                : Say.It("no value yet");
        }

        if (watch.Latest is not { } latest)
        {
            return Say.It("no value yet");
        }

        var trend = Value.Words(latest.Trend);
        return string.Join(
            ", ",
            new[]
            {
                GlucoseText.Written(latest.Value, watch.Unit, Say.Language),
                trend,
                watch.Clock.Ago(latest.At),
            }.Where(part => part.Length > 0)
        );
    }

    private static Headline Well(IReadOnlyList<WatchCard> people, IReadOnlyList<Shortcoming> missing)
    {
        var sentence = people is [var one]
            ? Say.It("{0} is all right: {1}.", one.Name, Reading(one))
            : Say.It("{0} are all right.", AlertText.List(people.Select(watch => watch.Name)));
        if (missing.FirstOrDefault(one => one.StopsAlarms) is { } obstacle)
        {
            return new Headline(Tone.Alarm, sentence, Say.It("But Scout cannot alarm: {0}", obstacle.Sentence));
        }

        return people.FirstOrDefault(watch => watch.PausedUntil is not null) is { PausedUntil: { } until } paused
            ? new Headline(
                Tone.Warning,
                sentence,
                paused.Project is not null || paused.Sensor is not null
                    ? Say.It(
                        "But {0} is paused until {1}: nothing rings before that.",
                        paused.Name,
                        paused.Clock.At(until)
                    )
                    : Say.It(
                        "But {0} is paused until {1}: before that only a very low value rings.",
                        paused.Name,
                        paused.Clock.At(until)
                    )
            )
            : new Headline(Tone.Good, sentence, Say.It("You are covered tonight."));
    }

    private static AlertCard? Worst(IReadOnlyList<AlertCard> open) =>
        open.OrderBy(card => Rings(card) ? 0 : 1)
            .ThenByDescending(card => card.Alert.Latest.Severity)
            .ThenBy(card => card.Alert.OpenedAt)
            .FirstOrDefault();

    private static bool Rings(AlertCard card) =>
        card.Alert.State is AlertState.Ringing or AlertState.Waiting or AlertState.Joined;

    private static Headline Stale(WatchCard watch)
    {
        if (watch.Sensor is { } sensor)
        {
            return sensor.Values.Count == 0
                ? new Headline(
                    Tone.Quiet,
                    Say.It("Waiting for {0}'s first value.", watch.Name),
                    Say.It("Nothing that it sent could be read as a value yet.")
                )
                : new Headline(
                    Tone.Warning,
                    Say.It("{0}'s last value is old: {1}.", watch.Name, Reading(watch)),
                    Say.It("It sends less often than usual, or not at all.")
                );
        }

        var why =
            watch.Health.Failure is SourceFailure.None
                ? Say.It("The site answers, but sends nothing new.")
                : SourceText.Words(watch.Health.Failure);
        return watch.Latest switch
        {
            null => new Headline(Tone.Quiet, Say.It("Waiting for {0}'s first value.", watch.Name), why),
            { } latest when !Glucose.IsGlucose(latest.Value) => new Headline(
                Tone.Warning,
                Say.It("{0}'s sensor sends an error instead of a value, {1}.", watch.Name, watch.Clock.Ago(latest.At)),
                why
            ),
            _ => new Headline(Tone.Warning, Say.It("{0}'s last value is old: {1}.", watch.Name, Reading(watch)), why),
        };
    }
}
