using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Escalation;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Simulation;

/// <summary>One watch in memory: what the store and the turn do in the server, without a database.</summary>
public sealed class VirtualWatch(string about, WatchSettings settings, Team team, DateTimeOffset since)
{
    /// <summary>As many of the newest rows as the rules look at.</summary>
    private const int WindowRows = 24;

    private readonly Dictionary<string, int> _places = [];
    private readonly List<Alert> _alerts = [];
    private readonly List<Reading> _window = [];
    private int _turns;

    /// <summary>All alerts there ever were, by opening.</summary>
    public IReadOnlyList<Alert> Alerts => _alerts;

    /// <summary>When the clock must strike next.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    public SourceHealth Source { get; set; } = SourceHealth.Unknown;

    public Alert? Find(string alert) => _places.TryGetValue(alert, out var place) ? _alerts[place] : null;

    /// <summary>Keeps the readings (each time once) and decides.</summary>
    public ImmutableArray<AlertEffect> Read(IEnumerable<Reading> readings, DateTimeOffset now)
    {
        var fresh = readings.Where(Keep).ToImmutableArray();
        return Take(new WatchInput.ReadingsArrived(fresh), now);
    }

    public ImmutableArray<AlertEffect> Take(WatchInput input, DateTimeOffset now)
    {
        var state = new WatchState(about, settings, team, Source, since, null, [.. _window], Loaded(input));
        var decision = WatchTurn.Decide(state, input, $"t{_turns++}", now);
        foreach (var alert in decision.Alerts)
        {
            if (_places.TryGetValue(alert.Id, out var place))
            {
                _alerts[place] = alert;
            }
            else
            {
                _places[alert.Id] = _alerts.Count;
                _alerts.Add(alert);
            }
        }

        NextAt = decision.NextAt;
        return decision.Effects;
    }

    private ImmutableArray<Alert> Loaded(WatchInput input)
    {
        var named = input switch
        {
            WatchInput.DeliveryMoved moved => moved.Alert,
            WatchInput.Replied replied => replied.Alert,
            _ => null,
        };
        var open = _alerts.Where(alert => alert.IsOpen).ToImmutableArray();
        return named is not null && Find(named) is { IsOpen: false } over ? open.Add(over) : open;
    }

    private bool Keep(Reading reading)
    {
        var after = _window.FindLastIndex(row => row.At <= reading.At);
        if (after >= 0 && _window[after].At == reading.At)
        {
            return false;
        }

        _window.Insert(after + 1, reading);
        if (_window.Count > WindowRows)
        {
            _window.RemoveAt(0);
        }

        return true;
    }
}
