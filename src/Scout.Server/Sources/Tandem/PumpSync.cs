using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NodaTime;
using Scout.Core.Tandem;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>
/// One run: the pump's log in windows, each made into documents with a day before and a day after it, kept in the outbox
/// and written. It may end anywhere: the next run begins where this one has told the database that it was.
/// </summary>
internal sealed class PumpSync(
    Database database,
    TandemApi api,
    PumpSites sites,
    PumpMarks marks,
    PumpOutbox outbox,
    PumpProfile profile,
    SecretBox box,
    IOptions<TandemOptions> options,
    TimeProvider time
)
{
    /// <summary>What five events tell together is told within a day.</summary>
    private static readonly Period Context = Period.FromDays(1);

    /// <summary>Nobody sleeps or exercises longer.</summary>
    private static readonly TimeSpan LongestMode = TimeSpan.FromDays(2);

    /// <param name="goOn">Before every request: keeps the turn; throws when it is lost.</param>
    /// <exception cref="TandemException">Tandem gave nothing.</exception>
    /// <exception cref="SiteFailedException">Nightscout took nothing.</exception>
    public async Task RunAsync(
        PumpRow pump,
        Pump device,
        DateTimeOffset from,
        PumpOrder order,
        PumpTally tally,
        Func<Task> goOn,
        CancellationToken cancellationToken
    )
    {
        var run = new Run(pump, device, sites.Of(pump), order, tally, goOn);
        if (!order.IsPretend)
        {
            await outbox.FlushAsync(pump.WatchId, run.Site, tally, goOn, cancellationToken); // what a crash left over
        }

        var account = pump.Open(box);
        var (first, last) = PumpLogWindows.Days(from, time.GetUtcNow(), run.Zone);
        var windows = PumpLogWindows.Of(first, last).SelectMany(Parts).ToList();
        ImmutableArray<PumpEvent> carried = [];
        var begin = PumpClock.Shows(from, run.Zone).Date;
        for (var i = 0; i < windows.Count; i++)
        {
            await goOn();
            var (windowFrom, windowTo) = windows[i];
            var log = await api.LogsAsync(
                account,
                device.AssignmentId,
                windowFrom,
                windowTo,
                run.Zone,
                cancellationToken
            );
            if (!log.IsWellFormed)
            {
                throw new TandemException(TandemFailure.Page, "the answer holds no list of events", 200);
            }

            Tell(run, log, carried);
            LocalDate? end = i == windows.Count - 1 ? null : windowTo;
            var events = PumpLog.InOrder(carried.Concat(log.Events).DistinctBy(one => one.Key));
            await TakeAsync(run, events, [.. Days(begin, end, last)], cancellationToken);
            begin = end ?? last;
            var cut = begin.AtMidnight().Minus(Context);
            carried = [.. events.Where(one => one.PumpTime >= cut)];
            if (end is not null)
            {
                // What this week took is given back before the next: left alone, the collector lets months gather.
                GC.Collect();
            }
        }

        if (run.Features.HasFlag(Feature.Profiles))
        {
            await profile.SyncAsync(pump, device, run.Site, order, tally, goOn, cancellationToken);
        }
    }

    /// <summary>Weeks: a long window is slow at Tandem, and heavy here.</summary>
    private static IEnumerable<(LocalDate From, LocalDate To)> Parts((LocalDate From, LocalDate To) window)
    {
        for (var from = window.From; from <= window.To; from = from.PlusWeeks(1))
        {
            yield return (from, LocalDate.Min(from.PlusDays(6), window.To));
        }
    }

    /// <summary>What is written at once: the documents of one day, so that no more is held however long the log is.</summary>
    /// <param name="end">Not included; null: all that comes, and the last part goes on for ever.</param>
    private static IEnumerable<(LocalDateTime From, LocalDateTime? To)> Days(
        LocalDate begin,
        LocalDate? end,
        LocalDate last
    )
    {
        for (var day = begin; day < (end ?? last); day = day.PlusDays(1))
        {
            yield return (day.AtMidnight(), day.PlusDays(1).AtMidnight());
        }

        if (end is null)
        {
            yield return (LocalDate.Max(begin, last).AtMidnight(), null);
        }
    }

    private static void Tell(Run run, PumpLog log, ImmutableArray<PumpEvent> carried)
    {
        var tally = run.Tally;
        var known = carried.Select(one => one.Key).ToHashSet();
        foreach (var one in log.Events.Where(one => !known.Contains(one.Key)))
        {
            tally.Events++;
            tally.Unknown += one.Kind is null ? 1 : 0;
            tally.LastSequence = Math.Max(tally.LastSequence ?? 0, one.Key.Number);
            tally.LastEventAt = one.At > tally.LastEventAt || tally.LastEventAt is null ? one.At : tally.LastEventAt;
        }

        foreach (var refusal in log.Refusals.Take(3))
        {
            tally.Warn(refusal);
        }
    }

    /// <param name="parts">Whose documents are written, one after the other; the events around them are told by.</param>
    private async Task TakeAsync(
        Run run,
        ImmutableArray<PumpEvent> events,
        ImmutableArray<(LocalDateTime From, LocalDateTime? To)> parts,
        CancellationToken cancellationToken
    )
    {
        if (events.IsEmpty)
        {
            return;
        }

        var now = time.GetUtcNow();
        var (watch, device) = (run.Pump.WatchId, run.Device.AssignmentId);
        var (earliest, latest) = (events.Min(one => one.At), events.Max(one => one.At));
        var input = new SyncInput
        {
            AssignmentId = device,
            Zone = run.Zone,
            Events = events,
            Features = run.Features,
            End = PumpClock.Shows(now, run.Zone),
            Now = now,
            Author = options.Value.Author,
            IgnoreZeroUnitBasal = run.Pump.ZeroBasal == 0,
        };
        await run.GoOn();
        var isKept = !run.Order.IsPretend;
        var found = await marks.OfAsync(watch, run.Site, input, earliest, isKept, cancellationToken);
        var known = await database.ReadAsync(
            session => session.KnownDocumentsAsync(watch, device, earliest, latest),
            cancellationToken
        );
        var replaced = await database.ReadAsync(session => session.ReplacedAsync(watch), cancellationToken);
        var seen = events.Where(one => IsSeen(one, found, known, run.Zone)).ToList();
        var unasked = found.Where(mark => mark.IsUnasked).Select(mark => mark.Class).ToHashSet();
        if (isKept)
        {
            await SeeAsync(run, events, [.. seen.Where(one => !known.ContainsKey(one.Key))], now, cancellationToken);
        }

        input = input with
        {
            Seen = [.. seen.Select(one => one.Key)],
            Adopted =
            [
                .. found
                    .SelectMany(mark => mark.Adopted)
                    .Where(open => !replaced.Contains(open.Id) && CanEnd(open, events)),
            ],
        };
        foreach (var (from, to) in parts)
        {
            var outcome = PumpDocuments.Of(input with { From = from, To = to });
            await KeepAsync(run, outcome, known, unasked, now, cancellationToken);
        }
    }

    /// <summary>Alarms that are new, and what is at the site already.</summary>
    private Task SeeAsync(
        Run run,
        ImmutableArray<PumpEvent> events,
        IReadOnlyList<PumpEvent> seen,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                await session.TakeAlarmsAsync(
                    run.Pump,
                    run.Device.AssignmentId,
                    [.. events.Select(PumpAlarm.Of).OfType<PumpAlarm>()],
                    now
                );
                session.SeeDocuments(run.Pump.WatchId, run.Device.AssignmentId, seen, now);
            },
            cancellationToken
        );

    /// <summary>Keeps what is new in the outbox, and empties it.</summary>
    private async Task KeepAsync(
        Run run,
        SyncOutcome outcome,
        Dictionary<EventKey, KnownDocument> known,
        HashSet<PumpClass> unasked,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        run.Tally.Held += outcome.Held.Length;
        foreach (var warning in outcome.Warnings)
        {
            run.Tally.Warn(warning);
        }

        var fresh = new List<FreshDocument>();
        foreach (var document in outcome.Documents)
        {
            if (document.At > now + PumpClock.Tolerance)
            {
                run.Tally.Held++; // its time has not come: the pump's clock is wrong
                continue;
            }

            var hash = DocumentStore.HashOf(document.Json);
            if (known.TryGetValue(document.Leader, out var before) && IsSettled(before, hash))
            {
                run.Tally.Known++;
                continue;
            }

            fresh.Add(new FreshDocument(document, hash, unasked.Contains(document.Class)));
        }

        if (run.Order.IsPretend)
        {
            Pretend(run.Tally, fresh.Select(one => one.Document));
            return;
        }

        if (fresh.Count == 0)
        {
            return;
        }

        await database.WriteAsync(
            session =>
            {
                session.KeepDocuments(run.Pump.WatchId, run.Device.AssignmentId, fresh, now);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        await outbox.FlushAsync(run.Pump.WatchId, run.Site, run.Tally, run.GoOn, cancellationToken);
    }

    private static void Pretend(PumpTally tally, IEnumerable<PumpDocument> documents)
    {
        foreach (var document in documents)
        {
            tally.Written++;
            using var json = JsonDocument.Parse(document.Json);
            tally.Count(PumpOutbox.WordOf(json.RootElement, DocumentStore.CollectionOf(document.Entity)));
        }
    }

    private static bool IsSeen(
        PumpEvent one,
        IReadOnlyList<PumpMark> marks,
        Dictionary<EventKey, KnownDocument> known,
        DateTimeZone zone
    )
    {
        if (known.TryGetValue(one.Key, out var document))
        {
            return document.State is KnownDocument.Seen;
        }

        if (one.Kind?.Class is not { } kind)
        {
            return false;
        }

        var mark = marks.FirstOrDefault(mark => mark.Class == kind);
        return mark?.At is { } at
            && !FirstRun.Seen([one], ImmutableDictionary<PumpClass, DateTimeOffset>.Empty.Add(kind, at), zone).IsEmpty
            && mark.HasSeen(one.At < at ? one.At : at);
    }

    /// <summary>What was found open long ago ended unseen: no stop of today is its end.</summary>
    private static bool CanEnd(OpenDocument open, ImmutableArray<PumpEvent> events) =>
        events.Any(one =>
            one.Kind?.Class is PumpClass.UserMode && one.At > open.CreatedAt && one.At - open.CreatedAt < LongestMode
        );

    private static bool IsSettled(KnownDocument before, string hash) =>
        before.State is KnownDocument.Seen or KnownDocument.Gone or KnownDocument.Refused || before.Hash == hash;

    /// <summary>What belongs to one run.</summary>
    private sealed record Run(
        PumpRow Pump,
        Pump Device,
        PumpSite Site,
        PumpOrder Order,
        PumpTally Tally,
        Func<Task> GoOn
    )
    {
        public DateTimeZone Zone { get; } = Pump.ZoneKind;

        public Feature Features { get; } = Order.Features ?? Pump.FeatureSet;
    }
}
