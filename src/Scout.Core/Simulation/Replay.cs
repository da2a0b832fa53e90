using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Simulation;

/// <summary>
/// Plays readings through rules and plan on a virtual clock: what would have rung, and whom it would have disturbed.
/// The same trace and settings give the same result.
/// </summary>
public static class Replay
{
    public static ReplayResult Run(Trace trace, ReplaySettings settings) => new Course(trace, settings).ToTheEnd();

    private sealed class Course(Trace trace, ReplaySettings settings)
    {
        private readonly VirtualWatch _watch = new(settings.About, settings.Watch, settings.Team, trace.From);
        private readonly PriorityQueue<Happening, (DateTimeOffset At, int Order)> _queue = new();
        private readonly Dictionary<string, int> _hushes = [];
        private readonly Dictionary<string, DateTimeOffset> _lastCalls = [];
        private readonly HashSet<string> _replying = [];
        private readonly ImmutableArray<ReplayMessage>.Builder _messages =
            ImmutableArray.CreateBuilder<ReplayMessage>();
        private readonly ImmutableArray<ReplayNote>.Builder _ledger = ImmutableArray.CreateBuilder<ReplayNote>();
        private int _order;

        public ReplayResult ToTheEnd()
        {
            foreach (var batch in trace.Arrivals.GroupBy(reading => reading.ReceivedAt))
            {
                At(batch.Key, new Happening.Arrives([.. batch]));
            }

            var end = trace.Arrivals[^1].ReceivedAt + settings.Tail;
            while (NextMoment() is { } now && now <= end)
            {
                var effects =
                    _queue.TryPeek(out var next, out var when) && when.At <= now
                        ? Happens(_queue.Dequeue(), now)
                        : _watch.Take(new WatchInput.ClockStruck(), now);
                foreach (var effect in effects)
                {
                    Carry(effect, now);
                }
            }

            return new ReplayResult(
                trace.From,
                trace.To,
                [.. _watch.Alerts],
                _messages.ToImmutable(),
                _ledger.ToImmutable()
            );
        }

        private DateTimeOffset? NextMoment()
        {
            DateTimeOffset? queued = _queue.TryPeek(out _, out var when) ? when.At : null;
            return queued is null || _watch.NextAt < queued ? _watch.NextAt ?? queued : queued;
        }

        private ImmutableArray<AlertEffect> Happens(Happening happening, DateTimeOffset now)
        {
            switch (happening)
            {
                case Happening.Arrives arrives:
                    return _watch.Read(arrives.Readings, now);
                case Happening.Leaves leaves when IsWanted(leaves.Reach, leaves.Hushes):
                    return Leave(leaves, now);
                case Happening.Moves moves when IsWanted(moves.Reach, moves.Hushes):
                    return _watch.Take(News(moves.Reach, moves.News), now);
                case Happening.Replies replies when _watch.Find(replies.Alert) is { IsOpen: true }:
                    _replying.Remove(replies.Alert);
                    var act = new ReplyAct.Acknowledge();
                    return _watch.Take(new WatchInput.Replied(replies.Alert, replies.By, act, replies.Way), now);
                default:
                    return [];
            }
        }

        private ImmutableArray<AlertEffect> Leave(Happening.Leaves leaves, DateTimeOffset now)
        {
            var reach = leaves.Reach;
            if (reach.Channel is Channel.Call)
            {
                // One number has one pause, whichever alert rang it last.
                if (
                    _lastCalls.TryGetValue(reach.Contact, out var last)
                    && now - last < settings.Watch.Times.WaitAfterCall
                )
                {
                    At(last + settings.Watch.Times.WaitAfterCall, leaves);
                    return [];
                }

                _lastCalls[reach.Contact] = now;
            }

            _messages.Add(
                new ReplayMessage(now, reach.Alert, reach.Purpose, reach.Channel, reach.Contact, reach.Facts)
            );
            if (reach.Contact == settings.Team.Person && reach.Purpose is Purpose.Alert)
            {
                Behave(reach, now);
            }

            return _watch.Take(News(reach, new DeliveryNews.Left("replay")), now);
        }

        private void Behave(AlertEffect.Reach reach, DateTimeOffset now)
        {
            var isCall = reach.Channel is Channel.Call;
            switch (settings.Person)
            {
                case Behaviour.Acknowledges { After: var after }:
                    var inTime = isCall && after <= settings.RingFor;
                    if (isCall && !inTime)
                    {
                        Moves(reach, now + settings.RingFor, new DeliveryNews.Missed("unanswered"));
                    }

                    if (_replying.Add(reach.Alert))
                    {
                        var way = inTime ? ReplyWay.Key : ReplyWay.Page;
                        At(now + after, new Happening.Replies(reach.Alert, reach.Contact, way));
                    }

                    break;
                case Behaviour.AnswersWithoutKey when isCall:
                    Moves(reach, now + (settings.RingFor / 2), new DeliveryNews.PickedUp());
                    Moves(reach, now + (settings.RingFor * 2), new DeliveryNews.Missed("completed without a key"));
                    break;
                case Behaviour.NeverAnswers when isCall:
                    Moves(reach, now + settings.RingFor, new DeliveryNews.Missed("unanswered"));
                    break;
            }
        }

        private void Carry(AlertEffect effect, DateTimeOffset now)
        {
            switch (effect)
            {
                case AlertEffect.Reach reach:
                    At(reach.NotBefore > now ? reach.NotBefore : now, new Happening.Leaves(reach, HushesOf(reach)));
                    break;
                case AlertEffect.Hush hush:
                    _hushes[hush.Alert] = _hushes.GetValueOrDefault(hush.Alert) + 1;
                    break;
                case AlertEffect.Note note:
                    _ledger.Add(new ReplayNote(note.Alert, note.Line));
                    break;
            }
        }

        private void Moves(AlertEffect.Reach reach, DateTimeOffset at, DeliveryNews news) =>
            At(at, new Happening.Moves(reach, news, HushesOf(reach)));

        private void At(DateTimeOffset at, Happening happening) => _queue.Enqueue(happening, (at, _order++));

        private int HushesOf(AlertEffect.Reach reach) => _hushes.GetValueOrDefault(reach.Alert);

        // Calls and texts ordered before a hush no longer leave; what tells of the end does.
        private bool IsWanted(AlertEffect.Reach reach, int hushes) =>
            reach.Purpose is not Purpose.Alert || hushes == HushesOf(reach);

        private static WatchInput.DeliveryMoved News(AlertEffect.Reach reach, DeliveryNews news) =>
            new(reach.Alert, reach.Purpose, reach.Round, reach.Step, reach.Contact, reach.Channel, news);
    }

    private abstract record Happening
    {
        public sealed record Arrives(ImmutableArray<Reading> Readings) : Happening;

        public sealed record Leaves(AlertEffect.Reach Reach, int Hushes) : Happening;

        public sealed record Moves(AlertEffect.Reach Reach, DeliveryNews News, int Hushes) : Happening;

        public sealed record Replies(string Alert, string By, ReplyWay Way) : Happening;
    }
}
