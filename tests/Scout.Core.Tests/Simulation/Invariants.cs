using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Simulation;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Simulation;

/// <summary>What must be true after every turn, whatever happened before.</summary>
internal sealed class Invariants(int seed, VirtualWatch watch, WatchSettings settings)
{
    // A hold of 15 min, then a call that may have to wait two minutes and a clock that is late.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(20);

    private readonly Dictionary<string, int> _hushes = [];
    private readonly Dictionary<string, DateTimeOffset> _voices = [];
    private readonly HashSet<(string, Purpose, int, int, string, Channel)> _orders = [];
    private readonly Dictionary<(string Alert, string Contact), int> _allClears = [];
    private readonly SortedDictionary<DateTimeOffset, double> _seen = [];
    private readonly HashSet<string> _over = [];
    private WatchInput? _input;
    private bool _onlyLate;

    public DateTimeOffset Now { get; private set; }

    /// <summary>What the last turn ordered, and how often the alert had been hushed then.</summary>
    public List<(AlertEffect.Reach Reach, int Hushes)> Orders { get; } = [];

    /// <summary>The same input is given a second time.</summary>
    public bool MayOrderNothing { get; set; }

    public int HushesOf(string alert) => _hushes.GetValueOrDefault(alert);

    public void Before(WatchInput input, DateTimeOffset now)
    {
        Check(now >= Now, "time went backwards");
        (_input, Now) = (input, now);
        Orders.Clear();
        var isDue = watch.NextAt <= now;
        _onlyLate =
            !isDue
            && input is WatchInput.ReadingsArrived arrived
            && arrived.Readings.All(reading => now - reading.At > WatchSettings.StaleAfter);
        if (input is WatchInput.ReadingsArrived { Readings: var readings })
        {
            foreach (var reading in readings.Where(IsPlausible))
            {
                _seen.TryAdd(reading.At, reading.Value);
            }
        }
        else if (input is WatchInput.Replied replied)
        {
            _voices[replied.Alert] = now;
        }
    }

    public void After(ImmutableArray<AlertEffect> effects, DateTimeOffset now)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case AlertEffect.Hush:
                    _hushes[effect.Alert] = HushesOf(effect.Alert) + 1;
                    break;
                case AlertEffect.Reach reach:
                    Ordered(reach);
                    break;
                case AlertEffect.Note { Line.Entry: LedgerEntry.Resolved }:
                    ResolvedFor(watch.Find(effect.Alert)!, now);
                    _over.Add(effect.Alert);
                    break;
                case AlertEffect.Note { Line.Entry: LedgerEntry.Closed }:
                    _over.Add(effect.Alert);
                    break;
            }
        }

        foreach (var alert in watch.Alerts.Where(alert => alert.IsOpen))
        {
            Check(alert.State.Until() is { } until && watch.NextAt <= until, $"{alert.Id} has no deadline");
            NotSilent(alert, now);
        }
    }

    public void AtTheEnd()
    {
        foreach (var alert in watch.Alerts.Where(alert => alert.State is AlertState.Resolved))
        {
            var disturbed = alert.Pages.Where(page => page.DisturbedAt is not null).Select(page => page.Contact);
            var told = _allClears.Where(pair => pair.Key.Alert == alert.Id).ToList();
            Check(told.All(pair => pair.Value == 1), $"{alert.Id} gave an all-clear twice");
            Check(
                disturbed.Order().SequenceEqual(told.Select(pair => pair.Key.Contact).Order()),
                $"{alert.Id}: the all-clear did not go to exactly those who were disturbed"
            );
        }
    }

    private void Ordered(AlertEffect.Reach reach)
    {
        var alert = watch.Find(reach.Alert)!;
        Check(!MayOrderNothing, $"the same input twice ordered {reach.Channel} of {reach.Alert}");
        Check(
            _orders.Add((reach.Alert, reach.Purpose, reach.Round, reach.Step, reach.Contact, reach.Channel)),
            $"{reach.Alert} ordered the same {reach.Channel} twice"
        );
        Orders.Add((reach, HushesOf(reach.Alert)));
        if (reach.Purpose is Purpose.Alert)
        {
            Check(!_over.Contains(reach.Alert), $"{reach.Alert} is over and orders a {reach.Channel}");
            Check(alert.State is not (AlertState.Held or AlertState.Snoozed), $"{reach.Alert} is held and disturbs");
            Check(
                !_onlyLate || alert.Kind is AlertKind.NoData, // how old the newest value is, a late one may be the first to say
                $"{reach.Alert}: a late reading ordered a {reach.Channel}"
            );
        }

        if (reach.Channel is Channel.Call)
        {
            _voices[reach.Alert] = reach.NotBefore;
        }

        if (reach.Purpose is Purpose.AllClear)
        {
            var key = (reach.Alert, reach.Contact);
            _allClears[key] = _allClears.GetValueOrDefault(key) + 1;
        }
    }

    private void ResolvedFor(Alert alert, DateTimeOffset now)
    {
        if (alert.Kind is not (AlertKind.Low or AlertKind.High))
        {
            return;
        }

        var newest = _seen.TakeLast(2).ToArray();
        Check(now - newest[^1].Key <= WatchSettings.StaleAfter, $"{alert.Id} was resolved by silence");
        var isOver =
            alert.Kind is AlertKind.Low
                ? newest.All(pair => pair.Value >= settings.Of(RuleKind.Low)!.Clear!.MgDl)
                : newest[^1].Value <= settings.Of(RuleKind.High)!.Clear!.MgDl;
        Check(isOver, $"{alert.Id} was resolved by {string.Join(", ", newest.Select(pair => pair.Value))}");
    }

    private void NotSilent(Alert alert, DateTimeOffset now)
    {
        if (
            alert is not { Kind: AlertKind.Low, Latest.Severity: Severity.Critical }
            || alert.State is AlertState.Clearing
        )
        {
            _voices[alert.Id] = now; // clearing: the newest value is no breach
            return;
        }

        if (!_voices.TryGetValue(alert.Id, out var voice))
        {
            _voices[alert.Id] = voice = now;
        }

        Check(now - voice <= LongestSilence, $"{alert.Id} is critical and was silent for {now - voice}");
    }

    private static bool IsPlausible(Reading reading) =>
        Glucose.IsGlucose(reading.Value) && reading.At <= reading.ReceivedAt + WatchView.Future;

    private void Check(bool isTrue, string broken) =>
        Assert.True(isTrue, isTrue ? "" : $"seed {seed} at {Now:u}, {_input}: {broken}");
}
