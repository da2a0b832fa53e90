using System.Collections.Immutable;
using Scout.Core.Events;
using Scout.Core.Watches;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Intake;

/// <summary>An event of a delivery.</summary>
/// <param name="Id">Of this event and no other.</param>
internal readonly record struct NamedEvent(string Id, SourceEvent Told);

/// <summary>What a portion did, shown by what did most.</summary>
internal readonly record struct PortionTaken(EventOutcome Outcome, string? Alert)
{
    public PortionTaken Or(PortionTaken other) => WeightOf(other.Outcome) > WeightOf(Outcome) ? other : this;

    private static int WeightOf(EventOutcome outcome) =>
        outcome switch
        {
            EventOutcome.Opened => 6,
            EventOutcome.Reopened => 5,
            EventOutcome.Closed => 4,
            EventOutcome.Snoozed => 3,
            EventOutcome.Bumped => 2,
            EventOutcome.Duplicate => 0,
            _ => 1,
        };
}

/// <summary>Some events of one delivery: what is known of them is read once, they are one turn, and kept once.</summary>
internal sealed class IntakePortion(Turn turn, IntakeMetrics metrics)
{
    /// <summary>So many events are one unit of work: nobody else waits for more.</summary>
    public const int Most = 250;

    public async Task<PortionTaken> TakeAsync(
        Session session,
        string watch,
        ImmutableArray<NamedEvent> events,
        DateTimeOffset received,
        DateTimeOffset now
    )
    {
        if (events.Any(one => one.Told.IsBeat))
        {
            await session.BeatAsync(watch, received);
        }

        var judged = await JudgeAsync(session, watch, events, received);
        var decision = judged.Taken.Count == 0 ? null : await TurnAsync(session, watch, judged.Taken);
        var alerts =
            decision
                ?.Alerts.Where(one => one.Topic.Length > 0)
                .GroupBy(one => one.Topic, StringComparer.Ordinal)
                .ToDictionary(one => one.Key, one => one.Last().Id, StringComparer.Ordinal)
            ?? [];
        var most = new PortionTaken(EventOutcome.Duplicate, null);
        foreach (var (place, (taken, isEcho)) in judged.Taken.Index())
        {
            var outcome = decision is null ? EventOutcome.Noted : decision.Outcomes[place];
            var topic = taken.Event.Topic;
            var alert = topic.Length == 0 ? null : alerts.GetValueOrDefault(topic, taken.Previous!);
            most = most.Or(new PortionTaken(outcome, alert));
            if (taken.Event.IsStateChange && !isEcho && alert is not null)
            {
                await LookWork.PlanAsync(session, watch, alert, now);
            }

            session.AfterCommit(() => metrics.Did(taken.Event, outcome));
        }

        foreach (var (topic, memory) in judged.Memories)
        {
            session.Remember(watch, topic, memory with { Alert = alerts.GetValueOrDefault(topic, memory.Alert!) }, now);
        }

        return most;
    }

    /// <summary>Copies go; what is left is in order, and their topics remember it.</summary>
    private async Task<Judged> JudgeAsync(
        Session session,
        string watch,
        ImmutableArray<NamedEvent> events,
        DateTimeOffset received
    )
    {
        var topics = events.SelectMany(one => new[] { one.Told.Topic, one.Told.ReleaseTopic }).Distinct().ToArray();
        var memories = await session.MemoriesAsync(watch, topics);
        var seen = await session.SeenAsync(watch, [.. events.Select(one => one.Told.Identity).Distinct()]);
        var judged = new Judged([], new Dictionary<string, TopicMemory>(StringComparer.Ordinal));
        foreach (var (id, told) in events)
        {
            DateTimeOffset? seenAt = seen.TryGetValue(told.Identity, out var at) ? at : null;
            var memory = memories.GetValueOrDefault(told.Topic, new TopicMemory());
            var release = memories.GetValueOrDefault(told.ReleaseTopic);
            if (EventOrder.Judge(id, told, memory, seenAt, release, received) is not EventJudgement.Take take)
            {
                session.AfterCommit(() => metrics.Did(told, EventOutcome.Duplicate));
                continue;
            }

            // Somebody at the source is told of what Scout itself did there: that changes nothing here.
            var isEcho = told.IsStateChange && await session.IsEchoAsync(watch, told, received);
            judged.Taken.Add((take.Event, isEcho));
            if (told.Topic.Length > 0)
            {
                memories[told.Topic] = judged.Memories[told.Topic] = take.Memory;
            }
        }

        return judged;
    }

    private Task<TurnDecision?> TurnAsync(
        Session session,
        string watch,
        List<(ProblemEvent Event, bool IsEcho)> taken
    ) =>
        turn.TakeAsync(
            session,
            watch,
            new WatchInput.EventsArrived([
                .. taken.Select(one =>
                    one.IsEcho
                        ? one.Event with
                        {
                            Event = one.Event.Event with { Ask = new EventAsk.Note() },
                        }
                        : one.Event
                ),
            ])
        );

    private sealed record Judged(
        List<(ProblemEvent Event, bool IsEcho)> Taken,
        Dictionary<string, TopicMemory> Memories
    );
}
