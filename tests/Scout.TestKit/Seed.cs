using Dapper;
using NodaTime;
using Scout.Core.OnCall;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.OnCall;
using Scout.Server.Readings;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.TestKit;

/// <summary>Puts watches and people straight into the tables, for tests and benches that need many or none of the rest.</summary>
internal static class Seed
{
    public const string Phone = "+14155550101";

    public static async Task WatchAsync(
        Database database,
        string watch,
        DateTimeOffset now,
        CancellationToken cancellationToken,
        WatchSettings? settings = null,
        int others = 2
    ) =>
        await database.WriteAsync(
            async session =>
            {
                await ContactAsync(session, $"{watch}-person", "Sam", Phone, now);
                await session.ExecuteAsync(
                    """
                    insert into watches (id, kind, name, person_id, settings, declared_by, created_at)
                    values (@watch, 'nightscout', 'Sam', @person, @settings, 'owner', @at);
                    insert into watch_contacts (watch_id, contact_id, role, position)
                    values (@watch, @person, 'Person', 0);
                    insert into series (watch_id, field, unit) values (@watch, 'glucose', 'mg/dL')
                    """,
                    new
                    {
                        watch,
                        person = $"{watch}-person",
                        settings = ScoutJson.Write(settings ?? Profiles.Glucose(GlucoseUnit.MgDl)),
                        at = now.ToUnixTimeMilliseconds(),
                    }
                );
                for (var i = 1; i <= others; i++)
                {
                    await ContactAsync(session, $"{watch}-other{i}", $"Other {i}", $"+1415555020{i}", now);
                    await session.ExecuteAsync(
                        """
                        insert into watch_contacts (watch_id, contact_id, role, position)
                        values (@watch, @contact, 'Extra', @i)
                        """,
                        new
                        {
                            watch,
                            contact = $"{watch}-other{i}",
                            i,
                        }
                    );
                }
            },
            cancellationToken
        );

    /// <summary>A roster of the owner: these contacts take weekly turns, the last of them is the fallback.</summary>
    /// <param name="from">Of the first turn.</param>
    public static Task RosterAsync(
        Database database,
        string roster,
        string[] people,
        DateTimeOffset from,
        CancellationToken cancellationToken,
        string zone = "UTC"
    ) =>
        database.WriteAsync(
            session =>
            {
                var there = WallClock.Zone(zone)!;
                var start = Instant.FromDateTimeOffset(from).InZone(there).LocalDateTime;
                var rotation = new Rotation(TurnUnit.Weeks, 1, start, [.. people]);
                var made = new Roster(zone, [new Layer("Primary", rotation, [])]) { Fallback = people[^1] };
                return session.SaveRosterAsync(
                    new SavedRoster(roster, "owner", "Team", made, 0),
                    "owner",
                    "made",
                    from
                );
            },
            cancellationToken
        );

    /// <summary>A device that waits to be taken in, of a network of its own. Returns its id.</summary>
    public static Task<long> DeviceAsync(
        Database database,
        string account,
        string device,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                var network = await session.AddNetworkAsync(
                    account,
                    NetworkKinds.Sigfox,
                    "Fields",
                    DeviceState.Quarantine,
                    now
                );
                return (await session.AddDeviceAsync(network.Id, device, device, "", device, now)).Id;
            },
            cancellationToken
        );

    /// <summary>Readings as a source would bring them, without a turn. Returns the id of the series.</summary>
    public static Task<long> ReadingsAsync(
        Database database,
        string watch,
        IReadOnlyList<Reading> readings,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                await session.AddReadingsAsync(watch, "glucose", "mg/dL", readings);
                return await SeriesAsync(session, watch);
            },
            cancellationToken
        );

    /// <summary>So many readings at equal distances that one by one would take too long. Returns the id of the series.</summary>
    public static async Task<long> ManyReadingsAsync(
        Database database,
        string watch,
        int count,
        DateTimeOffset first,
        TimeSpan every,
        CancellationToken cancellationToken
    )
    {
        const int Chunk = 100_000;
        var from = first.ToUnixTimeMilliseconds();
        var step = (long)every.TotalMilliseconds;
        var series = await database.ReadAsync(session => SeriesAsync(session, watch), cancellationToken);
        for (var done = 0; done < count; done += Chunk)
        {
            var (begin, end) = (done, Math.Min(count, done + Chunk));
            await database.WriteAsync(
                session => InsertAsync(session, series, from, step, begin, end),
                cancellationToken
            );
            if (database.Engine is Engine.Postgres && begin == 0)
            {
                // As the engine does by itself in a quiet minute. Until then it takes the table for nearly empty.
                await using var connection = await database.OpenAsync(cancellationToken);
                await connection.ExecuteAsync("analyze readings");
            }

            var (firstHour, lastHour) = (
                (from + (begin * step)) / Rollups.Step,
                (from + ((end - 1) * step)) / Rollups.Step
            );
            var hours = Enumerable.Range(0, (int)(lastHour - firstHour) + 1);
            await database.WriteAsync(
                session =>
                {
                    Rollups.Recompute(
                        session,
                        series,
                        "glucose",
                        [.. hours.Select(hour => (firstHour + hour) * Rollups.Step)],
                        emptied: false
                    );
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }

        return series;
    }

    private static async Task InsertAsync(Session session, long series, long from, long step, int begin, int end)
    {
        await session.ExecuteAsync(
            """
            insert into readings (series_id, ts, value, trend, received_at)
            with recursive k (i) as (select @begin union all select i + 1 from k where i < @end - 1)
            select @series, @from + (i * @step), 80 + abs(i % 288 - 144) + i % 17, 4, @from + (i * @step) + 20000
            from k
            """,
            new
            {
                series,
                from,
                step,
                begin = (long)begin,
                end = (long)end,
            }
        );
        await session.ExecuteAsync(
            "update series set last_at = @last, last_value = 100 where id = @series",
            new { series, last = from + ((end - 1) * step) }
        );
    }

    private static async Task<long> SeriesAsync(Session session, string watch) =>
        await session.ScalarAsync<long>(
            "select id from series where watch_id = @watch and field = 'glucose'",
            new { watch }
        );

    private static async Task ContactAsync(Session session, string id, string name, string phone, DateTimeOffset now) =>
        await session.ExecuteAsync(
            """
            insert into contacts (id, name, phone, language, unit, zone, verified_at, declared_by, created_at)
            values (@id, @name, @phone, 'en', 'MgDl', 'UTC', @at, 'owner', @at)
            """,
            new
            {
                id,
                name,
                phone,
                at = now.ToUnixTimeMilliseconds(),
            }
        );
}
