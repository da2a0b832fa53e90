using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Escalation;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Watches;

/// <summary>Everything a turn looks at.</summary>
/// <param name="About">Who or what the watch is about.</param>
/// <param name="Window">The newest rows of its series, error codes included, best oldest first.</param>
/// <param name="Alerts">Its open alerts, and the one the input speaks of.</param>
public sealed record WatchState(
    string About,
    WatchSettings Settings,
    Team Team,
    SourceHealth Source,
    DateTimeOffset WatchedSince,
    Pause? Pause,
    ImmutableArray<Reading> Window,
    ImmutableArray<Alert> Alerts
)
{
    /// <summary>Planned times in which nothing rings.</summary>
    public ImmutableArray<Upkeep> Upkeep { get; init; } = [];

    /// <summary>When its alerts were first told within the last hour, where the number of pages is limited.</summary>
    public ImmutableArray<DateTimeOffset> Pages { get; init; } = [];

    /// <summary>What the rules of a device look at; null: it is none.</summary>
    public SensorView? Sensor { get; init; }

    internal Pause? UpkeepAt(DateTimeOffset now)
    {
        foreach (var planned in Upkeep)
        {
            if (planned.At(now) is { } pause)
            {
                return pause;
            }
        }

        return null;
    }
}

/// <summary>What a turn decided.</summary>
/// <param name="Alerts">All alerts that are new or changed, the resolved ones included.</param>
/// <param name="Effects">In order.</param>
/// <param name="NextAt">When the clock must strike for this watch; null: nothing waits for time.</param>
public sealed record TurnDecision(
    ImmutableArray<Alert> Alerts,
    ImmutableArray<AlertEffect> Effects,
    DateTimeOffset? NextAt
)
{
    /// <summary>The pause of the watch from now on; null: there is none, or it is over.</summary>
    public Pause? Pause { get; init; }

    /// <summary>Texts about the watch itself rather than an alert.</summary>
    public ImmutableArray<WatchNotice> Notices { get; init; } = [];

    /// <summary>What each event did, where the input was events.</summary>
    public ImmutableArray<EventOutcome> Outcomes { get; init; } = [];
}

/// <summary>A text to one contact about the watch: that it was paused, that the pause was ended.</summary>
public sealed record WatchNotice(Purpose Purpose, string Contact, MessageFacts Facts);

/// <summary>
/// The pure half of the turn. Whatever the input, the whole watch is assessed again from its window: so a lost,
/// late, repeated or reordered input can delay a decision but never change it.
/// </summary>
public static partial class WatchTurn
{
    /// <param name="seed">Makes the ids of alerts that open in this turn; unique per turn.</param>
    public static TurnDecision Decide(WatchState watch, WatchInput input, string seed, DateTimeOffset now)
    {
        var view = WatchView.Of(watch.Window, watch.Source, watch.WatchedSince, now);
        var pause = PauseAfter(watch.Pause, input, now);
        var context = new AlertContext(
            watch.About,
            watch.Team,
            watch.Settings,
            pause,
            view.ErrorsSince is not null,
            now
        )
        {
            Upkeep = watch.UpkeepAt(now),
            Pages = watch.Pages,
        };
        var table = new AlertTable(watch.Alerts);
        ImmutableArray<EventOutcome> outcomes = [];
        switch (input)
        {
            case WatchInput.ImpairmentFound found:
                Impair(table, found, context, seed);
                break;
            case WatchInput.DeliveryMoved moved when table.Find(moved.Alert) is { } alert:
                table.Put(AlertMachine.Hear(alert, moved, context));
                break;
            case WatchInput.EventsArrived arrived:
                outcomes = [.. arrived.Events.Select((one, i) => Arrive(table, one, context, $"{seed}-problem{i}"))];
                break;
            case WatchInput.SourceAnswered answered when table.Find(answered.Alert) is { } alert:
                table.Put(AlertMachine.HearSource(alert, answered, context));
                break;
            case WatchInput.Replied replied when table.Find(replied.Alert) is { } alert:
                Acts.Obey(table, alert, replied, context);
                break;
        }

        Shift(table, watch.Pause, pause, input, context);
        var kinds = Assessor.KindsOf(watch.Settings);
        foreach (var kind in kinds)
        {
            // The low is assessed first: other kinds ask whether one is open.
            var assessment = Assessor.Assess(kind, view, watch.Settings, table.Open, now);
            AssessKind(table, kind, assessment, context, seed);
        }

        AssessDevice(table, watch, context, seed);
        foreach (var alert in table.Open)
        {
            if (alert.Topic.Length > 0 || !kinds.Contains(alert.Kind))
            {
                table.Put(AlertMachine.Strike(alert, unknown: false, context with { Beside = table.Open }));
            }
        }

        Gathering.Settle(table, context);
        var next = Assessor.NextChange(view, watch.Settings, table.Open, now);
        next = Sooner(next, SensorAssessor.NextChange(watch, table.Open, now));
        next = Sooner(next, pause?.Until);
        foreach (var planned in watch.Upkeep)
        {
            next = planned.From > now ? Sooner(next, planned.From) : next;
            next = planned.Until > now ? Sooner(next, planned.Until) : next;
        }

        next = Sooner(next, context.QuietUntil(AlertKind.Low, Severity.Critical));
        foreach (var alert in table.Open)
        {
            next = Sooner(next, alert.State.Until());
            next = Sooner(next, alert.Events?.EndsAt);
        }

        return new TurnDecision(table.Changed, table.Effects, next)
        {
            Pause = pause,
            Notices = Notices(watch, pause, input),
            Outcomes = outcomes,
        };
    }

    private static Pause? PauseAfter(Pause? before, WatchInput input, DateTimeOffset now)
    {
        switch (input)
        {
            case WatchInput.Resumed:
                return null;
            case WatchInput.Paused paused when paused.Until > now:
                var longest = now + AlertTimes.LongestPause;
                var until = paused.Until < longest ? paused.Until : longest;
                return before?.Until > now && before.By == paused.By && IsSame(before.Until, until)
                    ? before // pressed twice
                    : new Pause(paused.By, now, until);
            default:
                return before?.Until > now ? before : null;
        }
    }

    private static bool IsSame(DateTimeOffset one, DateTimeOffset other) =>
        (one - other).Duration() < AlertTimes.PressedTwice;

    private static void Shift(AlertTable table, Pause? before, Pause? pause, WatchInput input, AlertContext context)
    {
        foreach (var alert in table.Open)
        {
            switch (input)
            {
                case WatchInput.Paused paused when pause is not null:
                    table.Put(AlertMachine.Pause(alert, paused.By, context));
                    break;
                case WatchInput.Resumed resumed when before is not null:
                    table.Put(AlertMachine.Resume(alert, resumed.By, before, context));
                    break;
            }
        }
    }

    /// <summary>Everybody the watch reaches hears that it is quiet, and until when; and when somebody ends that.</summary>
    private static ImmutableArray<WatchNotice> Notices(WatchState watch, Pause? pause, WatchInput input)
    {
        var (purpose, by, contact) = input switch
        {
            WatchInput.Paused paused when pause is not null && pause.Until != watch.Pause?.Until => (
                Purpose.Paused,
                paused.By,
                paused.Contact
            ),
            WatchInput.Resumed resumed when watch.Pause is not null => (Purpose.Resumed, resumed.By, resumed.Contact),
            _ => (Purpose.Alert, "", null),
        };
        if (purpose is Purpose.Alert)
        {
            return [];
        }

        var since = pause?.Since ?? watch.Pause!.Since;
        var rule = watch.Settings is { Problems: null, Sensor: null } ? RuleKind.Impaired : RuleKind.Problem;
        var facts = new MessageFacts(watch.About, rule, Severity.Info, since) { By = by, Until = pause?.Until };
        return
        [
            .. watch
                .Team.Others.Prepend(watch.Team.Person)
                .Where(one => one.Length > 0 && one != (contact ?? by))
                .Select(one => new WatchNotice(purpose, one, facts)),
        ];
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? one, DateTimeOffset? other) =>
        one <= other ? one : other ?? one;

    private static void Impair(AlertTable table, WatchInput.ImpairmentFound found, AlertContext context, string seed)
    {
        var alert = table.Open.FirstOrDefault(candidate => candidate.Topic == found.Topic);
        if (alert is not null && found.Detail is null)
        {
            table.Put(AlertMachine.Ease(alert, found.Settle, context));
        }
        else if (alert?.State is AlertState.Clearing && found.Detail is not null)
        {
            var again = alert.Latest with { Detail = found.Detail };
            table.Put(AlertMachine.Assess(alert, new Assessment.Breached(again), context));
        }
        else if (alert is null && found.Detail is not null)
        {
            var breach = new Breach(RuleKind.Impaired, Severity.Warning, null, context.Now) { Detail = found.Detail };
            table.Put(AlertMachine.Open($"{seed}-impaired", AlertKind.Impaired, breach, context, topic: found.Topic));
        }
    }

    private static EventOutcome Arrive(AlertTable table, ProblemEvent arrived, AlertContext context, string id)
    {
        var alert =
            table.OfTopic(AlertKind.Problem, arrived.Event.Topic)
            ?? (arrived.Previous is { } previous ? table.Find(previous) : null);
        var decided = EventRules.Apply(alert, arrived, id, context with { Beside = table.Open });
        if (decided.Decision is { } decision)
        {
            table.Put(decision);
        }

        return decided.Outcome;
    }

    private static void AssessKind(
        AlertTable table,
        AlertKind kind,
        Assessment assessment,
        AlertContext context,
        string seed
    )
    {
        var alert = table.Open.OfKind(kind);
        if (alert is null)
        {
            if (
                assessment is Assessment.Breached { Recovering: false } breached
                && context.PausedUntil(kind, breached.Breach.Severity) is null
            )
            {
                var id = $"{seed}-{kind.ToString().ToLowerInvariant()}";
                table.Put(AlertMachine.Open(id, kind, breached.Breach, context));
            }

            return;
        }

        var decision = AlertMachine.Assess(alert, assessment, context);
        table.Put(decision);
        if (decision.Alert.IsOpen)
        {
            // A high that cannot be seen stops repeating; a low never does.
            var unknown = assessment is Assessment.Unknown && (kind is AlertKind.High or AlertKind.Sensor);
            table.Put(AlertMachine.Strike(decision.Alert, unknown, context));
        }
    }
}
