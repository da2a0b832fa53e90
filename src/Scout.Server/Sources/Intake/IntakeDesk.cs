using System.Collections.Immutable;
using Scout.Core.Events;
using Scout.Server.Live;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Intake;

/// <summary>Takes what was kept through the core and the turn, one delivery in one unit of work, in the order it came.</summary>
internal sealed partial class IntakeDesk(
    Database database,
    IEnumerable<Producer> producers,
    IntakePortion portions,
    LiveHub live,
    IntakeMetrics metrics,
    TimeProvider time,
    ILogger<IntakeDesk> logger
)
{
    private const int WordsShown = 3;

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
        var did = await portions.TakeAsync(session, watch, [new(IdOf(row), told)], ReceivedAt(row), now);
        if (did.Outcome is EventOutcome.Duplicate)
        {
            session.Count(watch, row, told.Identity);
        }
        else
        {
            session.Took(row, told, did.Outcome, did.Alert);
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
        var before = new PortionTaken(
            Enum.TryParse<EventOutcome>(row.Outcome, out var outcome) ? outcome : EventOutcome.Duplicate,
            row.AlertId
        );
        var end = Math.Min(row.Done + IntakePortion.Most, events.Length);
        var portion = events
            .Index()
            .Skip((int)row.Done)
            .Take(IntakePortion.Most)
            .Select(one => new NamedEvent($"{IdOf(row)}.{one.Index}", one.Item));
        var most = before.Or(await portions.TakeAsync(session, watch, [.. portion], ReceivedAt(row), now));
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

    private static DateTimeOffset ReceivedAt(IntakeRow row) => DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt);

    /// <summary>A number alone may come again.</summary>
    private static string IdOf(IntakeRow row) => $"{row.Id}.{row.ReceivedAt}";

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
