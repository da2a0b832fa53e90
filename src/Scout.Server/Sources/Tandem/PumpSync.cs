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
        LocalDateTime? begin = PumpClock.Shows(from, run.Zone).Date.AtMidnight();
        for (var i = 0; i < windows.Count; i++)
        {
            await goOn();
            var (windowFrom, windowTo) = windows[i];
            var body = await api.LogsAsync(
                account,
                device.AssignmentId,
                windowFrom.ToDateOnly(),
                windowTo.ToDateOnly(),
                cancellationToken
            );
            var log = PumpLog.Read(body, run.Zone);
            if (!log.IsWellFormed)
            {
                throw new TandemException(TandemFailure.Page, "the answer holds no list of events", 200);
            }

            Tell(run, log, carried);
            LocalDateTime? end = i == windows.Count - 1 ? null : windowTo.AtMidnight();
            var events = PumpLog.InOrder(carried.Concat(log.Events).DistinctBy(one => one.Key));
            await TakeAsync(run, events, begin, end, cancellationToken);
            begin = end;
            carried = end is { } cut ? [.. events.Where(one => one.PumpTime >= cut.Minus(Context))] : [];
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

    /// <param name="begin">Documents led by an earlier event are left out.</param>
    /// <param name="end">Documents led by an event from here on wait for the next window; null: none do.</param>
    private async Task TakeAsync(
        Run run,
        ImmutableArray<PumpEvent> events,
        LocalDateTime? begin,
        LocalDateTime? end,
        CancellationToken cancellationToken
    )
    {
        if (events.IsEmpty)
        {
            return;
        }

        var now = time.GetUtcNow();
        var watch = run.Pump.WatchId;
        var input = new SyncInput
        {
            AssignmentId = run.Device.AssignmentId,
            Zone = run.Zone,
            Events = events,
            Features = run.Features,
            End = PumpClock.Shows(now, run.Zone),
            Now = now,
            From = begin,
            Author = options.Value.Author,
            IgnoreZeroUnitBasal = run.Pump.ZeroBasal == 0,
        };
        await run.GoOn();
        var found = await marks.OfAsync(
            watch,
            run.Site,
            input,
            events.Min(one => one.At),
            isKept: !run.Order.IsPretend,
            cancellationToken
        );
        var known = await database.ReadAsync(
            session =>
                session.KnownDocumentsAsync(
                    watch,
                    run.Device.AssignmentId,
                    events.Min(one => one.At),
                    events.Max(one => one.At)
                ),
            cancellationToken
        );
        var replaced = await database.ReadAsync(session => session.ReplacedAsync(watch), cancellationToken);
        var seen = events.Where(one => IsSeen(one, found, known, run.Zone)).ToList();
        var outcome = PumpDocuments.Of(
            input with
            {
                Seen = [.. seen.Select(one => one.Key)],
                Adopted =
                [
                    .. found
                        .SelectMany(mark => mark.Adopted)
                        .Where(open => !replaced.Contains(open.Id) && CanEnd(open, events)),
                ],
            }
        );
        run.Tally.Held += outcome.Held.Length;
        foreach (var warning in outcome.Warnings)
        {
            run.Tally.Warn(warning);
        }

        var times = events.ToDictionary(one => one.Key, one => one.PumpTime);
        var latest = now + PumpClock.Tolerance;
        var unasked = found.Where(mark => mark.IsUnasked).Select(mark => mark.Class).ToHashSet();
        var fresh = new List<(PumpDocument Document, string Hash)>();
        foreach (var document in outcome.Documents)
        {
            if (end is { } cut && times.TryGetValue(document.Leader, out var led) && led >= cut)
            {
                continue;
            }

            if (document.At > latest)
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

            fresh.Add((document, hash));
        }

        if (run.Order.IsPretend)
        {
            foreach (var (document, _) in fresh)
            {
                run.Tally.Written++;
                using var json = JsonDocument.Parse(document.Json);
                run.Tally.Count(PumpOutbox.WordOf(json.RootElement, DocumentStore.CollectionOf(document.Entity)));
            }

            return;
        }

        await database.WriteAsync(
            async session =>
            {
                await session.TakeAlarmsAsync(
                    run.Pump,
                    run.Device.AssignmentId,
                    [.. events.Select(PumpAlarm.Of).OfType<PumpAlarm>()],
                    now
                );
                foreach (var one in seen.Where(one => !known.ContainsKey(one.Key)))
                {
                    session.SeeDocument(watch, run.Device.AssignmentId, one, now);
                }

                foreach (var (document, hash) in fresh)
                {
                    session.KeepDocument(
                        watch,
                        run.Device.AssignmentId,
                        document,
                        hash,
                        now,
                        isInDoubt: unasked.Contains(document.Class)
                    );
                }
            },
            cancellationToken
        );
        await outbox.FlushAsync(watch, run.Site, run.Tally, run.GoOn, cancellationToken);
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
