using System.Collections.Immutable;
using Scout.Core.Contacts;
using Scout.Core.Escalation;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Deliveries;
using Scout.Server.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>A watch as a turn sees it, how often each of its alerts was saved, and whom it may reach.</summary>
internal sealed record LoadedWatch(
    WatchState State,
    IReadOnlyList<ReadingRow> Newest,
    KnownSeries? Series,
    ImmutableDictionary<string, long> Generations,
    IReadOnlyDictionary<string, Recipient> Recipients
)
{
    /// <summary>Whose the watch is.</summary>
    public required string Account { get; init; }

    /// <summary>The plan saved for it; null: the usual one, as nearly everywhere.</summary>
    public string? Plan { get; init; }
}

/// <summary>Loads what a turn looks at, locked.</summary>
internal static class WatchStore
{
    /// <summary>Enough for n of m, holds and clear levels at five-minute readings.</summary>
    public const int WindowRows = 24;

    /// <summary>Locks the watch and loads it with its open alerts; null when there is no such watch any more.</summary>
    /// <param name="alert">An alert to load even when it is over; null for none.</param>
    /// <param name="arriving">Readings that the turn will add.</param>
    public static async Task<LoadedWatch?> LoadWatchAsync(
        this Session session,
        string watch,
        string? alert,
        ImmutableArray<Reading> arriving
    )
    {
        // One text, one round trip. The first statement waits for the lock; the others see what it waited for.
        using var grid = await session.QueryMultipleAsync(
            $"""
            select w.name, w.settings, w.person_id, w.paused_until, w.paused_since, w.paused_by,
                   w.created_at, w.account_id, w.plan, w.upkeep,
                   s.failure, s.failing_since, s.contact_at
            from watches w
            left join sources s on s.id = w.source_id
            where w.id = @watch and w.removed_at is null
            {(session.Engine is Engine.Postgres ? "for update of w" : "")};

            select m.contact_id, m.role, c.quiet, c.zone, c.name, c.phone, c.language, c.unit,
                   (select count(*) from push_addresses p where p.contact_id = m.contact_id and p.ended_at is null)
                   as screens
            from watch_contacts m
            left join contacts c on c.id = m.contact_id
            where m.watch_id = @watch
            order by m.position;

            select id, state, generation
            from alerts
            where watch_id = @watch and (closed_at is null or id = @alert);

            {ReadingStore.Newest};

            {(arriving.IsEmpty ? "" : ReadingStore.KnownSeries)}
            """,
            new
            {
                watch,
                alert = alert ?? "",
                field = "glucose",
                count = (long)WindowRows,
                first = arriving.IsEmpty ? 0 : arriving.Min(reading => reading.At).ToUnixTimeMilliseconds(),
                last = arriving.IsEmpty ? 0 : arriving.Max(reading => reading.At).ToUnixTimeMilliseconds(),
            }
        );
        var row = await grid.ReadFirstOrDefaultAsync<WatchRow>();
        if (row is null)
        {
            return null;
        }

        var people = (await grid.ReadAsync<PersonRow>()).AsArray();
        var alerts = (await grid.ReadAsync<AlertRow>()).AsArray();
        var newest = await grid.ReadNewestAsync();
        var series = arriving.IsEmpty ? null : await grid.ReadKnownSeriesAsync();
        var state = new WatchState(
            row.Name,
            ScoutJson.ReadSettings(row.Settings),
            TeamOf(row.PersonId, people),
            KeptHealth.Read(row.Failure, row.FailingSince, row.ContactAt),
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            PauseStore.ReadPause(row.PausedUntil, row.PausedSince, row.PausedBy),
            [.. newest.Reverse().Select(reading => reading.ToReading())],
            [.. alerts.Select(saved => ScoutJson.ReadAlert(saved.State))]
        )
        {
            Upkeep = [.. ScoutJson.ReadUpkeep(row.Upkeep)],
        };
        return new LoadedWatch(
            state,
            newest,
            series,
            alerts.ToImmutableDictionary(saved => saved.Id, saved => saved.Generation),
            people
                .Where(one => one.Phone is not null)
                .DistinctBy(one => one.ContactId)
                .ToDictionary(one => one.ContactId, one => one.ToRecipient())
        )
        {
            Account = row.AccountId,
            Plan = row.Plan,
        };
    }

    private static Team TeamOf(string? person, PersonRow[] people) =>
        new(person ?? "", [.. people.Where(one => one.Role != "Person").Select(one => one.ContactId)])
        {
            Pushed = [.. people.Where(one => one.Screens > 0).Select(one => one.ContactId)],
            Rests = Array.TrueForAll(people, one => string.IsNullOrEmpty(one.Quiet))
                ? []
                :
                [
                    .. people
                        .Select(one =>
                            QuietHours.Parse(one.Quiet) is { } hours
                                ? new Rest(one.ContactId, hours, one.Zone ?? "UTC")
                                : null
                        )
                        .OfType<Rest>(),
                ],
        };

    private static T[] AsArray<T>(this IEnumerable<T> rows) => [.. rows];

    private sealed record WatchRow
    {
        public required string Name { get; init; }

        public required string Settings { get; init; }

        public string? PersonId { get; init; }

        public long? PausedUntil { get; init; }

        public long? PausedSince { get; init; }

        public string? PausedBy { get; init; }

        public required long CreatedAt { get; init; }

        public required string AccountId { get; init; }

        public string? Plan { get; init; }

        public string? Upkeep { get; init; }

        public string? Failure { get; init; }

        public long? FailingSince { get; init; }

        public long? ContactAt { get; init; }
    }

    private sealed record PersonRow
    {
        public required string ContactId { get; init; }

        public required string Role { get; init; }

        public string? Quiet { get; init; }

        public string? Zone { get; init; }

        public string? Name { get; init; }

        public string? Phone { get; init; }

        public string? Language { get; init; }

        public string? Unit { get; init; }

        public required long Screens { get; init; }

        public Recipient ToRecipient() =>
            new(
                ContactId,
                Name ?? "",
                Phone ?? "",
                Language ?? "en-US",
                Enum.TryParse<GlucoseUnit>(Unit, out var unit) ? unit : GlucoseUnit.MgDl,
                Zone ?? "UTC",
                Screens > 0
            );
    }

    private sealed record AlertRow
    {
        public required string Id { get; init; }

        public required string State { get; init; }

        public required long Generation { get; init; }
    }
}
