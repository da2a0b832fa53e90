using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Simulation;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Simulation;

/// <summary>
/// A watch lives through days in which everything goes wrong that can: news of deliveries is lost, repeated and
/// reordered, clocks strike late and for nothing, people reply at random, the source fails. The same seed, the same days.
/// </summary>
internal sealed class PatientDays
{
    private static readonly DateTimeOffset Start = new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero);
    private static readonly Team Team = new("person", ["emergency", "extra"]);
    private static readonly string[] People = ["person", "emergency", "extra"];

    private readonly PriorityQueue<Func<WatchInput?>, (DateTimeOffset At, int Order)> _queue = new();
    private readonly Random _chance;
    private readonly VirtualWatch _watch;
    private readonly Invariants _invariants;
    private int _order;

    private PatientDays(int seed, TimeSpan length)
    {
        _chance = new Random(seed);
        _watch = new VirtualWatch("Sam", Settings, Team, Start);
        _invariants = new Invariants(seed, _watch, Settings);
        foreach (var reading in SyntheticPerson.Wear(_chance, Start, length))
        {
            At(reading.ReceivedAt, () => new WatchInput.ReadingsArrived([reading]));
        }

        for (var at = Start; at < Start + length; at += TimeSpan.FromMinutes(_chance.Next(20, 240)))
        {
            At(at, SomethingElse);
        }
    }

    public static WatchSettings Settings { get; } = Profiles.Glucose(GlucoseUnit.MgDl);

    /// <summary>Lives the days; throws at the first broken invariant. Returns how many turns there were.</summary>
    public static int Live(int seed, TimeSpan length) => new PatientDays(seed, length).Live(Start + length);

    private int Live(DateTimeOffset end)
    {
        var turns = 0;
        while (Next() is { } now && now <= end)
        {
            var input =
                _queue.TryPeek(out _, out var when) && when.At <= now
                    ? _queue.Dequeue()()
                    : new WatchInput.ClockStruck();
            if (input is null)
            {
                continue;
            }

            turns++;
            Turn(input, now);
            if (_chance.Next(10) == 0 && MeansOnce(input))
            {
                _invariants.MayOrderNothing = true;
                Turn(input, now);
                _invariants.MayOrderNothing = false;
            }
        }

        _invariants.AtTheEnd();
        return turns;
    }

    // A reply that came together with a worsening was overtaken by it: said again, it answers what is new.
    private bool MeansOnce(WatchInput input) =>
        input is not WatchInput.Replied replied
        || (replied.Act is not ReplyAct.Escalate && _watch.Find(replied.Alert)?.State is not AlertState.Ringing);

    private void Turn(WatchInput input, DateTimeOffset now)
    {
        _invariants.Before(input, now);
        var effects = input is WatchInput.ReadingsArrived arrived
            ? _watch.Read(arrived.Readings, now)
            : _watch.Take(input, now);
        _invariants.After(effects, now);
        foreach (var (reach, hushes) in _invariants.Orders)
        {
            Deliver(reach, hushes, reach.NotBefore > now ? reach.NotBefore : now);
        }
    }

    // The clock is a claim loop under load: it strikes up to 20 s late.
    private DateTimeOffset? Next()
    {
        DateTimeOffset? queued = _queue.TryPeek(out _, out var when) ? when.At : null;
        var strike = _watch.NextAt + TimeSpan.FromSeconds(_chance.Next(0, 20));
        return queued is null || strike < queued ? strike ?? queued : queued;
    }

    private void Deliver(AlertEffect.Reach reach, int hushes, DateTimeOffset at)
    {
        At(
            at.AddSeconds(_chance.Next(0, 5)),
            () =>
            {
                // The shell cancels what was hushed before it left; now and then it left in that very moment.
                var isHushed = reach.Purpose is Purpose.Alert && hushes != _invariants.HushesOf(reach.Alert);
                if (isHushed && _chance.Next(4) > 0)
                {
                    return null;
                }

                Follow(reach, at);
                return News(reach, new DeliveryNews.Left("sandbox"));
            }
        );
    }

    private void Follow(AlertEffect.Reach reach, DateTimeOffset at)
    {
        DeliveryNews[] story = (reach.Channel, _chance.Next(4)) switch
        {
            (Channel.Text, _) => [new DeliveryNews.Arrived()],
            (_, 0) => [new DeliveryNews.PickedUp(), new DeliveryNews.Missed("completed")],
            (_, 1) => [new DeliveryNews.Refused("sandbox", "busy"), new DeliveryNews.Missed("refused")],
            (_, 2) => [new DeliveryNews.PickedUp()],
            _ => [new DeliveryNews.Missed("unanswered")],
        };
        var seconds = 3;
        foreach (var news in story)
        {
            seconds += _chance.Next(2, 40);
            for (
                var copies = _chance.Next(10) switch
                {
                    0 => 0,
                    1 => 2,
                    _ => 1,
                };
                copies > 0;
                copies--
            )
            {
                var late = _chance.Next(8) == 0 ? _chance.Next(0, 400) : 0;
                At(at.AddSeconds(seconds + late), () => News(reach, news));
            }
        }

        if (_chance.Next(5) == 0)
        {
            At(at.AddSeconds(_chance.Next(5, 600)), () => Reply(reach.Alert, reach.Contact));
        }
    }

    private WatchInput? SomethingElse()
    {
        switch (_chance.Next(4))
        {
            case 0:
                var now = _queue.Count > 0 ? _invariants.Now : Start;
                _watch.Source =
                    _watch.Source.Failure is SourceFailure.None
                        ? new SourceHealth(SourceFailure.Timeout, now, now)
                        : SourceHealth.Unknown;
                return new WatchInput.ClockStruck();
            case 1 when _watch.Alerts.Count > 0:
                return Reply(_watch.Alerts[_chance.Next(_watch.Alerts.Count)].Id, People[_chance.Next(3)]);
            default:
                return new WatchInput.ClockStruck();
        }
    }

    private WatchInput.Replied Reply(string alert, string contact)
    {
        ReplyAct act = _chance.Next(8) switch
        {
            0 => new ReplyAct.Snooze(TimeSpan.FromHours(3)),
            1 => new ReplyAct.Snooze(null),
            2 => new ReplyAct.Close(),
            3 => new ReplyAct.Escalate(),
            _ => new ReplyAct.Acknowledge(),
        };
        return new WatchInput.Replied(alert, contact, act, ReplyWay.Page);
    }

    private static WatchInput.DeliveryMoved News(AlertEffect.Reach reach, DeliveryNews news) =>
        new(reach.Alert, reach.Purpose, reach.Round, reach.Step, reach.Contact, reach.Channel, news);

    private void At(DateTimeOffset at, Func<WatchInput?> happening) => _queue.Enqueue(happening, (at, _order++));
}
