using Microsoft.Extensions.Logging.Abstractions;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Live;
using Scout.Server.Watches;
using Scout.TestKit;

namespace Scout.Server.Tests.Watches;

/// <summary>The turn on real tables, on both engines.</summary>
public sealed class TurnTests
{
    private const string Watch = "watch";

    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_low_opens_one_alert_with_its_ledger_its_delivery_and_its_next_moment(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await TurnAsync(database);
        await turn.TakeAsync(Watch, Arrives(62), Stop);
        (await AlertsAsync(database)).Single().State.ShouldBeOfType<AlertState.Ringing>();
        var orders = await QueryAsync<string>(database, "select contact_id || ' ' || channel from deliveries");
        orders.ShouldBe(["watch-person Call"]);
        (await QueryAsync<string>(database, "select kind from due order by kind")).ShouldBe(["delivery", "turn"]);
        var lines = await QueryAsync<string>(database, "select line from ledger order by position");
        lines.Select(line => ScoutJson.ReadLine(line).Entry).First().ShouldBe(LedgerEntry.Opened);
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task Turns_taken_at_once_come_out_as_if_taken_one_after_the_other(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await TurnAsync(database);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => turn.TakeAsync(Watch, Arrives(50), Stop)));
        (await AlertsAsync(database)).Length.ShouldBe(1);
        (await QueryAsync<long>(database, "select count(*) from deliveries")).Single().ShouldBe(1);
        (await QueryAsync<long>(database, "select count(*) from readings")).Single().ShouldBe(1);
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_missed_call_orders_the_texts_and_an_acknowledgement_withdraws_what_still_waits(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await TurnAsync(database);
        await turn.TakeAsync(Watch, Arrives(62), Stop);
        var alert = (await AlertsAsync(database)).Single().Id;
        await turn.TakeAsync(Watch, Moved(alert, new DeliveryNews.Missed("busy")), Stop);
        (await QueryAsync<long>(database, "select count(*) from deliveries where channel = 'Text'"))
            .Single()
            .ShouldBe(2);
        await turn.TakeAsync(
            Watch,
            new WatchInput.Replied(alert, "watch-other1", new ReplyAct.Acknowledge(), ReplyWay.Page),
            Stop
        );
        (await QueryAsync<string>(database, "select distinct state from deliveries")).ShouldBe(["Cancelled"]);
        (await AlertsAsync(database)).Single().State.ShouldBeOfType<AlertState.Held>();
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_resolved_alert_makes_room_for_a_new_one(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await TurnAsync(database);
        foreach (var value in new double[] { 300, 120, 310 })
        {
            await turn.TakeAsync(Watch, Arrives(value), Stop);
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        (await AlertsAsync(database)).Select(alert => alert.IsOpen).ShouldBe([false, true]);
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    [Trait("Rule", "GA-N1")]
    public async Task Many_closed_alerts_do_not_stop_a_new_one(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await TurnAsync(database);
        await database.Database.WriteAsync(
            async session =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    session.Later(
                        """
                        insert into alerts (id, watch_id, kind, severity, state, generation, opened_at, closed_at)
                        values (@id, 'watch', 'Low', 'Urgent', '{}', 1, 0, 0)
                        """,
                        new { id = $"old{i}" }
                    );
                }

                await Task.CompletedTask;
            },
            Stop
        );
        await turn.TakeAsync(Watch, Arrives(62), Stop);
        (await QueryAsync<long>(database, "select count(*) from alerts where closed_at is null")).ShouldBe([1L]);
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_watch_that_was_removed_rings_nobody(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        var turn = await TurnAsync(database);
        await database.Database.WriteAsync(session => session.ExecuteAsync("update watches set removed_at = 1"), Stop);
        await turn.TakeAsync(Watch, Arrives(40), Stop);
        (await QueryAsync<long>(database, "select count(*) from deliveries")).ShouldBe([0L]);
    }

    private async Task<Turn> TurnAsync(TestDatabase database)
    {
        await Seed.WatchAsync(database.Database, Watch, _time.GetUtcNow(), Stop);
        return new Turn(database.Database, new LiveHub(), _time, NullLogger<Turn>.Instance);
    }

    private WatchInput.ReadingsArrived Arrives(double value) =>
        new([new Reading(_time.GetUtcNow(), value, Trend.Steady, _time.GetUtcNow())]);

    private static WatchInput.DeliveryMoved Moved(string alert, DeliveryNews news) =>
        new(alert, Purpose.Alert, 1, 0, "watch-person", Channel.Call, news);

    private static async Task<Alert[]> AlertsAsync(TestDatabase database) =>
        [
            .. (await QueryAsync<string>(database, "select state from alerts order by opened_at")).Select(
                ScoutJson.ReadAlert
            ),
        ];

    private static Task<IReadOnlyList<T>> QueryAsync<T>(TestDatabase database, string sql) =>
        database.Database.ReadAsync(session => session.QueryAsync<T>(sql), Stop);
}
