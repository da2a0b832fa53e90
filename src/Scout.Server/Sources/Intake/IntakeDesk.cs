using System.Collections.Immutable;
using Scout.Core.Events;
using Scout.Core.Watches;
using Scout.Server.Live;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Intake;

/// <summary>Takes what was kept through the core and the turn, one delivery in one unit of work, in the order it came.</summary>
internal sealed partial class IntakeDesk(
    Database database,
    IEnumerable<Producer> producers,
    Turn turn,
    LiveHub live,
    IntakeMetrics metrics,
    TimeProvider time,
    ILogger<IntakeDesk> logger
)
{
    private const int WordsShown = 3;

    /// <summary>So many events of one delivery are one unit of work: nobody else waits for more.</summary>
    private const int Portion = 20;

    /// <returns>False: nothing waits any more.</returns>
    public Task<bool> TakeNextAsync(string watch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TakeNextAsync(session, watch), cancellationToken);

    private async Task<bool> TakeNextAsync(Session session, string watch)
    {
        // One order of locks: the watch first. Deliveries of one watch are taken one after the other.
        var gate = await session.FirstOrDefaultAsync<GateRow>(
            $"""
            select g.kind, w.removed_at
            from watches w
            join intake_gates g on g.watch_id = w.id
            where w.id = @watch
            {(session.Engine is Engine.Postgres ? "for update of w" : "")}
            """,
            new { watch }
        );
        if (gate is null or { RemovedAt: not null } || await session.NextAsync(watch) is not { } row)
        {
            return false;
        }

        var now = time.GetUtcNow();
        session.CameAt(watch, row.ReceivedAt);
        var reading = Read(gate.Kind, row);
        switch (reading)
        {
            case SourceReading.Readable readable:
                await TakeAsync(session, watch, row, readable.Event, now);
                break;
            case SourceReading.Several several:
                await TakeAsync(session, watch, row, several.Events, now);
                break;
            case SourceReading.Unreadable unreadable:
                session.Quarantine(row, unreadable.Problem);
                await session.TellOwnerAsync(watch, now);
                session.AfterCommit(() => metrics.Quarantined(gate.Kind));
                break;
        }

        session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
        return true;
    }

    private async Task TakeAsync(Session session, string watch, IntakeRow row, SourceEvent told, DateTimeOffset now)
    {
        var (outcome, alert) = await TakeOneAsync(session, watch, row, IdOf(row), told, now);
        if (outcome is EventOutcome.Duplicate)
        {
            session.Count(watch, row, told.Identity);
        }
        else
        {
            session.Took(row, told, outcome, alert);
        }
    }

    /// <summary>One delivery about many things: each goes its own way, and the delivery is shown by what did most.</summary>
    private async Task TakeAsync(
        Session session,
        string watch,
        IntakeRow row,
        ImmutableArray<SourceEvent> events,
        DateTimeOffset now
    )
    {
        var most = (
            Outcome: Enum.TryParse<EventOutcome>(row.Outcome, out var before) ? before : EventOutcome.Duplicate,
            Alert: row.AlertId
        );
        var end = Math.Min(row.Done + Portion, events.Length);
        foreach (var (index, told) in events.Index().Skip((int)row.Done).Take(Portion))
        {
            var did = await TakeOneAsync(session, watch, row, $"{IdOf(row)}.{index}", told, now);
            if (WeightOf(did.Outcome) > WeightOf(most.Outcome))
            {
                most = did;
            }
        }

        if (end < events.Length)
        {
            session.TookSome(row, end, most.Outcome, most.Alert);
            return;
        }

        var all = events[0] with
        {
            Identity = $"group:{IdOf(row)}",
            Topic = "",
            Words = string.Join("; ", events.Take(WordsShown).Select(told => told.Words)),
        };
        session.Took(row, all, most.Outcome, most.Alert);
    }

    /// <summary>A number alone may come again.</summary>
    private static string IdOf(IntakeRow row) => $"{row.Id}.{row.ReceivedAt}";

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

    private async Task<(EventOutcome Outcome, string? Alert)> TakeOneAsync(
        Session session,
        string watch,
        IntakeRow row,
        string id,
        SourceEvent told,
        DateTimeOffset now
    )
    {
        var received = DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt);
        if (told.IsBeat)
        {
            await session.BeatAsync(watch, received);
        }

        var memories = await session.MemoriesAsync(watch, told.Topic, told.ReleaseTopic);
        var memory = memories.GetValueOrDefault(told.Topic, new TopicMemory());
        var judged = EventOrder.Judge(
            id,
            told,
            memory,
            await session.SeenAsync(watch, told.Identity),
            memories.GetValueOrDefault(told.ReleaseTopic),
            received
        );
        if (judged is not EventJudgement.Take take)
        {
            session.AfterCommit(() => metrics.Did(told, EventOutcome.Duplicate));
            return (EventOutcome.Duplicate, null);
        }

        var isEcho = told.IsStateChange && await session.IsEchoAsync(watch, told, received);
        var arrived = isEcho
            ? take.Event with
            {
                Event = take.Event.Event with { Ask = new EventAsk.Note() },
            }
            : take.Event;
        var decision = await turn.TakeAsync(session, watch, new WatchInput.EventArrived(arrived));
        var alert = decision?.Alerts.LastOrDefault(one => one.Topic == told.Topic)?.Id ?? take.Event.Previous;
        var outcome = decision?.Outcome ?? EventOutcome.Noted;
        if (told.Topic.Length > 0)
        {
            session.Remember(watch, told.Topic, take.Memory with { Alert = alert }, now);
        }

        if (told.IsStateChange && !isEcho && alert is not null)
        {
            await LookWork.PlanAsync(session, watch, alert, now);
        }

        session.AfterCommit(() => metrics.Did(told, outcome));
        return (outcome, told.Topic.Length > 0 ? alert : null);
    }

    // A body that the reader stumbles over must not keep those behind it waiting.
    private SourceReading Read(string kind, IntakeRow row)
    {
        if (row.Size > IntakeBody.Most)
        {
            return new SourceReading.Unreadable("The body is larger than 1 MiB; only its beginning is kept.");
        }

        try
        {
            var bytes = row.Bytes;
            return producers
                .First(producer => producer.Kind == kind)
                .Read(bytes, row.Mark.Length > 0 ? row.Mark : IntakeStore.Hash(bytes));
        }
        catch (Exception exception)
        {
            LogUnread(exception, row.Id);
            return new SourceReading.Unreadable("Scout stumbled over this body; the log says where.");
        }
    }

    private sealed record GateRow
    {
        public required string Kind { get; init; }

        public long? RemovedAt { get; init; }
    }

    [LoggerMessage(3301, LogLevel.Error, "The body of delivery {Delivery} could not be read")]
    private partial void LogUnread(Exception exception, long delivery);
}
