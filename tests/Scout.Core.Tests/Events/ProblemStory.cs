using System.Collections.Immutable;
using System.Security.Cryptography;
using Scout.Core.Alerts;
using Scout.Core.Bugsnag;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Events;

/// <summary>One watched project on a virtual clock: give it bodies and acts, see what it orders. Keeps what a server would keep.</summary>
internal sealed class ProblemStory
{
    public const string Eve = "eve";
    public const string Ben = "ben";

    private readonly Dictionary<string, TopicMemory> _memories = [];
    private readonly Dictionary<string, DateTimeOffset> _seen = [];
    private readonly List<AlertEffect> _all = [];
    private int _turn;

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 29, 8, 0, 0, TimeSpan.Zero);

    public WatchSettings Settings { get; init; } = Profiles.Events(new ProblemSettings());

    public Team Team { get; init; } = new(Eve, [Ben]);

    public ImmutableArray<Alert> Alerts { get; private set; } = [];

    public DateTimeOffset? NextAt { get; private set; }

    public List<string> Orders { get; } = [];

    public Pause? Pause { get; init; }

    public IEnumerable<AlertEffect> Effects => _all;

    public string? Topic { get; private set; }

    /// <summary>The last event that went through the turn; null: the last body did not.</summary>
    public WatchInput? LastInput { get; private set; }

    public Alert Last => Alerts[^1];

    public Alert? Of(string topic) => Alerts.LastOrDefault(alert => alert.Topic == topic);

    /// <summary>What became of the body; null: quarantine.</summary>
    public EventOutcome? Posts(byte[] body)
    {
        Orders.Clear();
        LastInput = null;
        if (BugsnagReader.Read(body, Convert.ToHexString(SHA256.HashData(body))) is not SourceReading.Readable readable)
        {
            return null;
        }

        var told = readable.Event;
        Topic = told.Topic;
        var memory = _memories.GetValueOrDefault(told.Topic, new TopicMemory());
        DateTimeOffset? seen = _seen.TryGetValue(told.Identity, out var at) ? at : null;
        var release = _memories.GetValueOrDefault(told.ReleaseTopic);
        if (EventOrder.Judge($"e{_turn}", told, memory, seen, release, Now) is not EventJudgement.Take take)
        {
            return EventOutcome.Duplicate;
        }

        _seen[told.Identity] = Now;
        LastInput = new WatchInput.EventsArrived([take.Event]);
        var outcome = Turn(LastInput).Outcomes.Single();
        if (told.Topic.Length > 0)
        {
            _memories[told.Topic] = take.Memory with { Alert = Of(told.Topic)?.Id };
        }

        return outcome;
    }

    public ProblemStory Waits(TimeSpan span)
    {
        Orders.Clear();
        var end = Now + span;
        while (NextAt is { } next && next <= end)
        {
            Now = next > Now ? next : Now;
            Turn(new WatchInput.ClockStruck());
            NextAt.ShouldNotBe(next, "the clock would strike for ever");
        }

        Now = end;
        return this;
    }

    public ProblemStory Minutes(double minutes) => Waits(TimeSpan.FromMinutes(minutes));

    public ProblemStory Acts(string contact, ReplyAct act)
    {
        Orders.Clear();
        Turn(new WatchInput.Replied(Last.Id, contact, act, ReplyWay.Text));
        return this;
    }

    /// <summary>The contact answers the last page: for it, and for all that it spoke of.</summary>
    public ProblemStory Answers(string contact, ReplyAct act)
    {
        Orders.Clear();
        var page = _all.OfType<AlertEffect.Reach>()
            .Last(reach => reach.Contact == contact && reach.Purpose is Purpose.Alert);
        Turn(
            new WatchInput.Replied(page.Alert, contact, act, ReplyWay.Key) { Fellows = [.. page.Facts.Fellows ?? []] }
        );
        return this;
    }

    /// <summary>What was ordered last for this contact has left.</summary>
    public ProblemStory Gets(string contact)
    {
        var order = _all.OfType<AlertEffect.Reach>().Last(reach => reach.Contact == contact);
        Turn(
            new WatchInput.DeliveryMoved(
                order.Alert,
                order.Purpose,
                order.Round,
                order.Step,
                contact,
                order.Channel,
                new DeliveryNews.Left("sandbox")
            )
        );
        return this;
    }

    public TurnDecision Turn(WatchInput input)
    {
        var loaded = Alerts.Where(alert =>
            alert.IsOpen
            || (input as WatchInput.EventsArrived)?.Events.Any(one => one.Previous == alert.Id) is true
            || alert.Id == (input as WatchInput.Replied)?.Alert
        );
        var state = new WatchState("shop", Settings, Team, SourceHealth.Unknown, Now, Pause, [], [.. loaded])
        {
            Pages = [.. PagesSince(Now.AddHours(-1))],
        };
        var decision = WatchTurn.Decide(state, input, $"t{_turn++}", Now);
        foreach (var changed in decision.Alerts)
        {
            var index = Alerts.ToList().FindIndex(alert => alert.Id == changed.Id);
            Alerts = index < 0 ? Alerts.Add(changed) : Alerts.SetItem(index, changed);
        }

        _all.AddRange(decision.Effects);
        Orders.AddRange(
            decision
                .Effects.OfType<AlertEffect.Reach>()
                .Select(reach => $"{reach.Purpose} {reach.Channel} {reach.Contact}".ToLowerInvariant())
        );
        NextAt = decision.NextAt;
        return decision;
    }

    /// <summary>When alerts were first told, as a store finds it.</summary>
    private IEnumerable<DateTimeOffset> PagesSince(DateTimeOffset at) =>
        _all.OfType<AlertEffect.Reach>()
            .Where(reach => reach is { Purpose: Purpose.Alert, Round: 1 })
            .GroupBy(reach => reach.Alert)
            .Select(one => one.Min(reach => reach.NotBefore))
            .Where(first => first > at);
}
