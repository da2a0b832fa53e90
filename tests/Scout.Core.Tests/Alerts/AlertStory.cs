using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Tests.Alerts;

/// <summary>One watch on a virtual clock: give it readings and news, see what it orders.</summary>
internal sealed class AlertStory
{
    public const string Sam = "sam";
    public const string Ada = "ada";
    public const string Bo = "bo";

    private readonly List<Reading> _window = [];
    private readonly List<AlertEffect> _all = [];
    private int _turn;

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    public WatchSettings Settings { get; set; } = Profiles.Glucose(GlucoseUnit.MgDl);

    public Team Team { get; set; } = new(Sam, [Ada, Bo]);

    public SourceHealth Source { get; set; } = SourceHealth.Unknown;

    public DateTimeOffset WatchedSince { get; init; } = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is known of a device, at the story's time; null: the watch is about none.</summary>
    public Func<DateTimeOffset, SensorView>? Sensor { get; init; }

    public Pause? Pause { get; set; }

    public ImmutableArray<Upkeep> Upkeep { get; set; } = [];

    public ImmutableArray<WatchNotice> Notices { get; private set; } = [];

    public ImmutableArray<Alert> Alerts { get; private set; } = [];

    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>What the last turn ordered.</summary>
    public ImmutableArray<AlertEffect> Effects { get; private set; } = [];

    public IEnumerable<AlertEffect> AllEffects => _all;

    public Alert Open => Alerts.Single(alert => alert.IsOpen);

    public Alert? Of(AlertKind kind) => Alerts.LastOrDefault(alert => alert.Kind == kind);

    /// <summary>"call sam", "text ada" … of the last turn.</summary>
    public string[] Orders => [.. Effects.OfType<AlertEffect.Reach>().Select(Describe)];

    public string[] AllOrders => [.. _all.OfType<AlertEffect.Reach>().Select(Describe)];

    public AlertStory Reads(double value, TimeSpan? ago = null)
    {
        var at = Now - (ago ?? TimeSpan.Zero);
        _window.RemoveAll(row => row.At == at);
        _window.Add(new Reading(at, value, Trend.FallingSlowly, Now));
        return Turn(new WatchInput.ReadingsArrived([_window[^1]]));
    }

    /// <summary>Time passes; the clock strikes at every moment the watch asked for.</summary>
    public AlertStory Waits(TimeSpan span)
    {
        var end = Now + span;
        var effects = ImmutableArray.CreateBuilder<AlertEffect>();
        while (NextAt is { } next && next <= end)
        {
            Now = next > Now ? next : Now;
            Turn(new WatchInput.ClockStruck());
            effects.AddRange(Effects);
            NextAt.ShouldNotBe(next, "the clock would strike for ever");
        }

        Now = end;
        Effects = effects.ToImmutable();
        return this;
    }

    public AlertStory Minutes(double minutes) => Waits(TimeSpan.FromMinutes(minutes));

    public AlertStory Strikes() => Turn(new WatchInput.ClockStruck());

    /// <summary>News of the latest order to this contact.</summary>
    public AlertStory Hears(string contact, DeliveryNews news, Channel channel = Channel.Call)
    {
        var order = _all.OfType<AlertEffect.Reach>()
            .Last(reach => reach.Contact == contact && reach.Channel == channel);
        return HearsOf(order, news);
    }

    public AlertStory HearsOf(AlertEffect.Reach order, DeliveryNews news) =>
        Turn(
            new WatchInput.DeliveryMoved(
                order.Alert,
                order.Purpose,
                order.Round,
                order.Step,
                order.Contact,
                order.Channel,
                news
            )
        );

    /// <summary>The call to this contact left and was not taken.</summary>
    public AlertStory Misses(string contact) =>
        Hears(contact, new DeliveryNews.Left("sandbox")).Hears(contact, new DeliveryNews.Missed("unanswered"));

    public AlertStory Gets(string contact) => Hears(contact, new DeliveryNews.Left("sandbox"), Channel.Text);

    public AlertStory Acts(string contact, ReplyAct act, Alert? alert = null) =>
        Turn(new WatchInput.Replied((alert ?? Open).Id, contact, act, ReplyWay.Key));

    /// <summary>Scout finds that it cannot alarm; null: that it can again.</summary>
    public AlertStory Finds(string topic, string? detail, TimeSpan settle = default) =>
        Turn(new WatchInput.ImpairmentFound(topic, detail) { Settle = settle });

    public AlertStory Turn(WatchInput input)
    {
        var state = new WatchState("Sam", Settings, Team, Source, WatchedSince, Pause, [.. _window], Alerts)
        {
            Upkeep = Upkeep,
            Sensor = Sensor?.Invoke(Now),
        };
        var decision = WatchTurn.Decide(state, input, $"turn{_turn++}", Now);
        Alerts = [.. Alerts.Where(alert => decision.Alerts.All(changed => changed.Id != alert.Id)), .. decision.Alerts];
        Effects = decision.Effects;
        Notices = decision.Notices;
        Pause = decision.Pause;
        NextAt = decision.NextAt;
        _all.AddRange(decision.Effects);
        return this;
    }

    private static string Describe(AlertEffect.Reach reach) =>
        reach.Purpose is Purpose.Alert
            ? $"{reach.Channel} {reach.Contact}".ToLowerInvariant()
            : $"{reach.Purpose} {reach.Contact}".ToLowerInvariant();
}
