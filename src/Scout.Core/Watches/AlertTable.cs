using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Messages;

namespace Scout.Core.Watches;

/// <summary>The alerts of the watch while they are being decided about.</summary>
internal sealed class AlertTable(ImmutableArray<Alert> alerts)
{
    private readonly ImmutableArray<Alert> _before = alerts;
    private readonly List<AlertEffect> _effects = [];
    private ImmutableArray<Alert> _all = alerts;

    /// <summary>As they stand now; putting one does not change an array that was taken before.</summary>
    public ImmutableArray<Alert> Open { get; private set; } = OpenOf(alerts);

    public ImmutableArray<AlertEffect> Effects => [.. _effects];

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

    /// <summary>As it stood before this turn; null: it was not there.</summary>
    public Alert? Before(string id) => _before.FirstOrDefault(alert => alert.Id == id);

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

    /// <summary>An alert changes without anything to do or to note.</summary>
    public void Put(Alert alert) => Put(new Decision(alert, []));

    /// <summary>The alert that the topic has, or had last among these.</summary>
    public Alert? OfTopic(AlertKind kind, string topic)
    {
        Alert? over = null;
        foreach (var alert in _all)
        {
            if (alert.Kind == kind && alert.Topic == topic)
            {
                if (alert.IsOpen)
                {
                    return alert;
                }

                over = alert;
            }
        }

        return over;
    }

    /// <summary>What was ordered in this turn for an alert speaks of others as well.</summary>
    public void SpeakAlsoOf(string alert, Purpose purpose, IReadOnlyList<string> fellows, DateTimeOffset? since)
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            if (_effects[i] is AlertEffect.Reach reach && reach.Alert == alert && reach.Purpose == purpose)
            {
                _effects[i] = reach with { Facts = reach.Facts with { Fellows = fellows, FellowsSince = since } };
            }
        }
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
