using Microsoft.Extensions.Logging.Abstractions;
using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Alerts;
using Scout.Server.Live;
using Scout.Server.Readings;
using Scout.Server.Watches;
using Scout.TestKit;

namespace Scout.Server.Tests.Watches;

/// <summary>The turn of a watch about a device: what its rules look at is loaded from the tables of both engines.</summary>
public sealed class DeviceTurnTests
{
    private const string Watch = "watch";

    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _time.GetUtcNow();

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Values_labels_units_and_lost_messages_are_found_and_the_deadline_of_silence_is_due_work(
        string engine
    )
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await StartAsync(
            database,
            new("warm", RuleKind.Above, Severity.Urgent)
            {
                Field = "t",
                Limit = -15,
                Held = TimeSpan.FromMinutes(10),
            },
            new("gap", RuleKind.Gap, Severity.Warning) { Limit = 2 },
            new("silence", RuleKind.NoData, Severity.Urgent)
        );
        await AddAsync(database, "humidity", 45, 0);
        foreach (var ago in (double[])[60, 45, 30, 15, 0])
        {
            await AddAsync(database, "t", ago > 20 ? -18 : -9.5, ago);
        }

        await NumbersAsync(database, 4093, 4094, 4, 5);
        await turn.TakeAsync(Watch, new WatchInput.ClockStruck(), Stop);

        var alerts = await AlertsAsync(database);
        var warm = alerts.Single(alert => alert.Topic == "warm").Latest.Sensor!;
        (warm.Label, warm.Value, warm.Unit, warm.Decimals).ShouldBe(("Door side", -9.5, "°C", 1));
        alerts.Single(alert => alert.Topic == "gap").Latest.Sensor!.Count.ShouldBe(5);
        alerts.Length.ShouldBe(2);
        var due = await QueryAsync<long>(database, "select due_at from due where kind = 'turn'");
        due.Single().ShouldBeLessThanOrEqualTo(Now.AddMinutes(45).ToUnixTimeMilliseconds());

        var orders = await QueryAsync<string>(database, "select channel from deliveries order by channel");
        orders.ShouldBe(["Call", "Text"]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_limit_held_for_hours_is_seen_whole_however_often_values_come(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var rule = new SensorRule("warm", RuleKind.Above, Severity.Urgent)
        {
            Field = "t",
            Limit = 0,
            Held = TimeSpan.FromHours(3),
        };
        var turn = await StartAsync(database, rule);
        for (var minute = 0; minute < 180; minute++)
        {
            await AddAsync(database, "t", 1, 179 - minute);
        }

        await turn.TakeAsync(Watch, new WatchInput.ClockStruck(), Stop);
        (await AlertsAsync(database)).ShouldBeEmpty("it is so for 179 minutes");

        _time.Advance(TimeSpan.FromMinutes(1));
        await AddAsync(database, "t", 1, 0);
        await turn.TakeAsync(Watch, new WatchInput.ClockStruck(), Stop);
        (await AlertsAsync(database)).Single().Latest.Since.ShouldBe(Now.AddHours(-3));
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_muted_device_opens_nothing_and_waits_for_nothing(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await StartAsync(
            database,
            new SensorRule("silence", RuleKind.NoData, Severity.Urgent) { After = TimeSpan.FromMinutes(1) }
        );
        await database.Database.WriteAsync(session => session.ExecuteAsync("update devices set state = 'Muted'"), Stop);
        await AddAsync(database, "t", 1, 30);
        await turn.TakeAsync(Watch, new WatchInput.ClockStruck(), Stop);
        (await AlertsAsync(database)).ShouldBeEmpty();
        (await QueryAsync<string>(database, "select kind from due")).ShouldBeEmpty();
    }

    private async Task<Turn> StartAsync(TestDatabase database, params SensorRule[] rules)
    {
        var settings = new WatchSettings([], new AlertTimes()) { Sensor = new SensorSettings([.. rules]) };
        await Seed.WatchAsync(database.Database, Watch, Now, Stop, settings, others: 0);
        await database.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update watches set kind = 'sensor', name = 'Freezer' where id = @Watch;
                    delete from series where watch_id = @Watch;
                    insert into networks (id, account_id, kind, name, key, admits, created_at)
                    values ('n', 'owner', 'data', 'Scripts', 'k', 'Active', 0);
                    insert into decoders (id, network_id, position, name, config, fields)
                    values ('d', 'n', 1, 'All', '', '{"t":{"label":"Inside","unit":"°C","decimals":1}}');
                    insert into devices
                        (network_id, external_id, match_id, name, state, watch_id, fields, first_seen, last_seen)
                    values ('n', 'AB', 'AB', 'Freezer', 'Active', @Watch,
                        '{"t":{"label":"Door side","unit":"°C","decimals":1}}', 0, 0)
                    """,
                    new { Watch }
                ),
            Stop
        );
        return new Turn(database.Database, new LiveHub(), _time, NullLogger<Turn>.Instance);
    }

    private Task<ReadingsAdded> AddAsync(TestDatabase database, string field, double value, double minutesAgo)
    {
        var at = Now.AddMinutes(-minutesAgo);
        return database.Database.WriteAsync(
            session => session.AddReadingsAsync(Watch, field, "", [new Reading(at, value, Trend.Unknown, at)]),
            Stop
        );
    }

    private Task NumbersAsync(TestDatabase database, params long[] numbers) =>
        database.Database.WriteAsync(
            async session =>
            {
                foreach (var (index, number) in numbers.Index())
                {
                    await session.ExecuteAsync(
                        """
                        insert into messages (device_id, event_ts, received_at, kind, seq, dedup_key, decode_state)
                        select id, @at, @at, 'Uplink', @number, @key, 'Ok' from devices
                        """,
                        new
                        {
                            at = Now.AddMinutes(index - 10).ToUnixTimeMilliseconds(),
                            number,
                            key = $"{number}",
                        }
                    );
                }
            },
            Stop
        );

    private static async Task<Alert[]> AlertsAsync(TestDatabase database) =>
        [.. (await QueryAsync<string>(database, "select state from alerts order by id")).Select(ScoutJson.ReadAlert)];

    private static Task<IReadOnlyList<T>> QueryAsync<T>(TestDatabase database, string sql) =>
        database.Database.ReadAsync(session => session.QueryAsync<T>(sql), Stop);
}
