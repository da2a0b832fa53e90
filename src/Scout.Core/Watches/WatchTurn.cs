using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Escalation;
using Scout.Core.Readings;

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
    DateTimeOffset? PausedUntil,
    ImmutableArray<Reading> Window,
    ImmutableArray<Alert> Alerts
);

/// <summary>What a turn decided.</summary>
/// <param name="Alerts">All alerts that are new or changed, the resolved ones included.</param>
/// <param name="Effects">In order.</param>
/// <param name="NextAt">When the clock must strike for this watch; null: nothing waits for time.</param>
public sealed record TurnDecision(
    ImmutableArray<Alert> Alerts,
    ImmutableArray<AlertEffect> Effects,
    DateTimeOffset? NextAt
);

/// <summary>
/// The pure half of the turn. Whatever the input, the whole watch is assessed again from its window: so a lost,
/// late, repeated or reordered input can delay a decision but never change it.
/// </summary>
public static class WatchTurn
{
    /// <param name="seed">Makes the ids of alerts that open in this turn; unique per turn.</param>
    public static TurnDecision Decide(WatchState watch, WatchInput input, string seed, DateTimeOffset now)
    {
        var view = WatchView.Of(watch.Window, watch.Source, watch.WatchedSince, now);
        var context = new AlertContext(
            watch.About,
            watch.Team,
            watch.Settings,
            watch.PausedUntil,
            view.ErrorsSince is not null,
            now
        );
        var table = new Table(watch.Alerts);
        switch (input)
        {
            case WatchInput.ImpairmentFound found:
                Impair(table, found, context, seed);
                break;
            case WatchInput.DeliveryMoved moved when table.Find(moved.Alert) is { } alert:
                table.Put(AlertMachine.Hear(alert, moved, context));
                break;
            case WatchInput.Replied replied when table.Find(replied.Alert) is { } alert:
                table.Put(AlertMachine.Obey(alert, replied.By, replied.Act, replied.Way, context));
                break;
        }

        foreach (var kind in Assessor.Kinds)
        {
            // The low is assessed first: other kinds ask whether one is open.
            var assessment = Assessor.Assess(kind, view, watch.Settings, table.Open, now);
            AssessKind(table, kind, assessment, context, seed);
        }

        foreach (var alert in table.Open)
        {
            if (alert.Topic.Length > 0 || !Assessor.Kinds.Contains(alert.Kind))
            {
                table.Put(AlertMachine.Strike(alert, unknown: false, context));
            }
        }

        var next = Assessor.NextChange(view, watch.Settings, table.Open, now);
        next = Sooner(next, watch.PausedUntil > now ? watch.PausedUntil : null);
        foreach (var alert in table.Open)
        {
            next = Sooner(next, alert.State.Until());
        }

        return new TurnDecision(table.Changed, table.Effects, next);
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? one, DateTimeOffset? other) =>
        one <= other ? one : other ?? one;

    private static void Impair(Table table, WatchInput.ImpairmentFound found, AlertContext context, string seed)
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

    private static void AssessKind(
        Table table,
        AlertKind kind,
        Assessment assessment,
        AlertContext context,
        string seed
    )
    {
        var alert = table.Open.OfKind(kind);
        if (alert is null)
        {
            if (assessment is Assessment.Breached { Recovering: false } breached && !context.IsPaused)
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

    /// <summary>The alerts of the watch while they are being decided about.</summary>
    private sealed class Table(ImmutableArray<Alert> alerts)
    {
        private readonly ImmutableArray<Alert> _before = alerts;
        private readonly ImmutableArray<AlertEffect>.Builder _effects = ImmutableArray.CreateBuilder<AlertEffect>(0);
        private ImmutableArray<Alert> _all = alerts;

        /// <summary>As they stand now; putting one does not change an array that was taken before.</summary>
        public ImmutableArray<Alert> Open { get; private set; } = OpenOf(alerts);

        public ImmutableArray<AlertEffect> Effects => _effects.ToImmutable();

        public ImmutableArray<Alert> Changed
        {
            get
            {
                if (_all == _before)
                {
                    return [];
                }

                var changed = ImmutableArray.CreateBuilder<Alert>(_all.Length);
                foreach (var alert in _all)
                {
                    if (!_before.Contains(alert))
                    {
                        changed.Add(alert);
                    }
                }

                return changed.DrainToImmutable();
            }
        }

        public Alert? Find(string id) => IndexOf(id) is >= 0 and var index ? _all[index] : null;

        public void Put(Decision decision)
        {
            _effects.AddRange(decision.Effects);
            var index = IndexOf(decision.Alert.Id);
            if (index >= 0 && ReferenceEquals(_all[index], decision.Alert))
            {
                return;
            }

            _all = index < 0 ? _all.Add(decision.Alert) : _all.SetItem(index, decision.Alert);
            Open = OpenOf(_all);
        }

        private static ImmutableArray<Alert> OpenOf(ImmutableArray<Alert> all) =>
            all.All(alert => alert.IsOpen) ? all : all.RemoveAll(alert => !alert.IsOpen);

        private int IndexOf(string id)
        {
            for (var i = 0; i < _all.Length; i++)
            {
                if (_all[i].Id == id)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
