using Scout.Core.Alerts;
using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>"I cannot alarm" is told like any other alarm: once per cause, and once more when it is over.</summary>
[Trait("Rule", "GA-R31")]
public sealed class ImpairmentStories
{
    private const string Stuck =
        "update deliveries set state = 'Queued', finished_at = null; delete from due where kind = 'delivery'";

    private static Task<int> TestCallAsync(City city, string id, DateTimeOffset answered) =>
        WriteAsync(
            city,
            $"""
            insert into deliveries (
                id, contact_id, phone, channel, purpose, round, step, severity, facts, state, not_before, expires_at,
                created_at, finished_at)
            select '{id}', id, phone, 'Call', 'Test', 0, 0, 'Info', '', 'Confirmed', 0, 0, 0,
                {answered.ToUnixTimeMilliseconds()}
            from contacts limit 1
            """
        );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "GA-N8")]
    public async Task An_evaluator_that_was_late_tells_so_itself_once_and_when_it_keeps_time_again()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        city.Time.Advance(TimeSpan.FromMinutes(10)); // nobody looks
        await city.SettleAsync();
        await city.Sam.GetsText("alarms may not get through", "10 min");
        await GoodMinutesAsync(city, 20);
        await city.Sam.GetsText("alarms get through again");
        (await ImpairedAsync(city)).Single().State.ShouldBeOfType<AlertState.Resolved>();
    }

    [Fact]
    [Trait("Rule", "GA-N8")]
    public async Task Two_minutes_are_not_late()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        city.Time.Advance(TimeSpan.FromMinutes(2));
        await GoodMinutesAsync(city, 10);
        (await ImpairedAsync(city)).ShouldBeEmpty();
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    [Trait("Rule", "GA-N8")]
    public async Task A_process_that_was_away_tells_for_how_long(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await city.ReadsAsync(120);
        await city.RestartAsync(() => city.Time.Advance(TimeSpan.FromMinutes(15)));
        await city.Sam.GetsText("looked at nothing");
        await city.RestartAsync(); // told is told
        await city.SettleAsync();
    }

    [Fact]
    [Trait("Rule", "GA-N8")]
    public async Task What_fails_whenever_it_is_tried_counts_as_late()
    {
        await using var city = await City.StartAsync();
        await city.DeclareAlsoAsync("kim", City.BoNumber, site: 1);
        await WriteAsync(city, "update watches set settings = 'torn' where id = 'kim'");
        await WriteAsync(city, "insert into due (kind, key, due_at) values ('turn', 'kim', 1)");
        await city.WaitsAsync(TimeSpan.FromMinutes(2));
        await city.Sam.GetsText("not done yet");
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    [Trait("Rule", "GA-N8")]
    public async Task What_could_not_be_told_the_first_time_is_told_the_next(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await city.ReadsAsync(120);
        city.Time.Advance(TimeSpan.FromMinutes(10));
        await WriteAsync(city, "alter table alerts rename to lost");
        await city.SettleAsync();
        await WriteAsync(city, "alter table lost rename to alerts");
        await GoodMinutesAsync(city, 2);
        await city.Sam.GetsText("for 10 min Scout looked at nothing");
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_database_that_could_not_be_written_is_told_as_soon_as_it_can(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await city.ReadsAsync(120);
        await WriteAsync(city, "alter table due rename to lost");
        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<Exception>(city.SettleAsync);
            city.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await WriteAsync(city, "alter table lost rename to due");
        await city.SettleAsync();
        await city.Sam.GetsText("database could not be written for 5 min");
        await GoodMinutesAsync(city, 25);
        await city.Sam.GetsText("alarms get through again");
        (await ImpairedAsync(city)).Length.ShouldBe(1, "the lateness that it caused is no second cause");
    }

    [Fact]
    public async Task A_database_that_stumbles_for_a_moment_is_not_told()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        await WriteAsync(city, "alter table due rename to lost");
        await Should.ThrowAsync<Exception>(city.SettleAsync);
        city.Time.Advance(TimeSpan.FromSeconds(20));
        await WriteAsync(city, "alter table lost rename to due");
        await GoodMinutesAsync(city, 5);
        (await ImpairedAsync(city)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_call_that_is_overdue_is_told_until_the_next_was_answered()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        await TestCallAsync(city, "first", city.Time.GetUtcNow().AddDays(-30).AddMinutes(3));
        await GoodMinutesAsync(city, 2);
        (await ImpairedAsync(city)).ShouldBeEmpty("thirty days are not over yet");
        await GoodMinutesAsync(city, 2);
        await city.Sam.GetsText("test call was answered 30 days ago");
        await TestCallAsync(city, "second", city.Time.GetUtcNow());
        await GoodMinutesAsync(city, 12);
        await city.Sam.GetsText("alarms get through again");
    }

    [Fact]
    public async Task A_clock_that_jumps_is_told_as_one_cause()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        city.Time.Jump(TimeSpan.FromMinutes(6));
        await GoodMinutesAsync(city, 1);
        await city.Sam.GetsText("6 min on");
        await GoodMinutesAsync(city, 25);
        await city.Sam.GetsText("alarms get through again");
        (await ImpairedAsync(city)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_stops_no_poll_and_is_told()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        city.Time.Jump(TimeSpan.FromHours(-1));
        city.Nightscout.Root.Clear();
        await city.ReadsAsync(61);
        await city.Sam.GetsText("60 min back");
        await city.Sam.Rings().Hears("61").Presses("1");
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task Somebody_whom_nobody_would_be_called_for_is_told_of_once_however_often_it_comes_and_goes(
        string engine
    )
    {
        await using var city = await City.StartAsync(engine);
        await city.DeclareAlsoAsync("kim", City.BoNumber, site: 1);
        await WriteAsync(
            city,
            "update contacts set verified_at = null, declared_by = 'member' where id = 'kim-person'" // nobody vouches for it
        );
        await GoodMinutesAsync(city, 2);
        await city.Sam.GetsText("nobody who may be called");
        await WriteAsync(city, "update contacts set verified_at = 1 where id = 'kim-person'");
        await GoodMinutesAsync(city, 8);
        await WriteAsync(city, "update contacts set verified_at = null where id = 'kim-person'");
        await GoodMinutesAsync(city, 8);
        await WriteAsync(city, "update contacts set verified_at = 1 where id = 'kim-person'");
        await GoodMinutesAsync(city, 9);
        await city.RestartAsync(); // it settles across a restart
        await GoodMinutesAsync(city, 3);
        await city.Sam.GetsText("alarms get through again");
        (await ImpairedAsync(city)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_delivery_that_nothing_carries_out_is_told()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().Presses("1");
        await WriteAsync(city, Stuck);
        await city.WaitsAsync(TimeSpan.FromMinutes(6));
        await city.Sam.GetsText("waiting to leave");
    }

    [Fact]
    public async Task What_a_carrier_refuses_is_told_as_that_and_not_as_a_backlog_too()
    {
        await using var city = await City.StartAsync();
        city.Booth.Exchange.Always = ApiFault.Unauthorized;
        await city.ReadsAsync(62);
        await WriteAsync(city, Stuck);
        await city.WaitsAsync(TimeSpan.FromMinutes(9));
        (await ImpairedAsync(city)).ShouldNotBeEmpty();
        (await ImpairedAsync(city)).ShouldAllBe(alert => !alert.Topic.StartsWith("health "));
        city.Booth.ForgetEverything();
    }

    [Fact]
    [Trait("Rule", "NS-R33")]
    public async Task Nobody_being_watched_although_somebody_should_be_is_told()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        await WriteAsync(city, "delete from due where kind = 'poll'");
        await city.WaitsAsync(TimeSpan.FromMinutes(1));
        await city.Sam.GetsText("no poll is planned");
    }

    [Fact]
    public async Task Everybody_being_paused_is_told()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        var until = city.Time.GetUtcNow().AddHours(8).ToUnixTimeMilliseconds();
        await WriteAsync(city, $"update watches set paused_until = {until} where kind <> 'self'");
        await GoodMinutesAsync(city, 2);
        await city.Sam.GetsText("paused");
    }

    [Fact]
    public async Task A_site_that_fails_is_the_sites_own_alert_and_no_second_one()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        city.Nightscout.Root.Fault = FakeFault.NotFound;
        await city.WaitsAsync(TimeSpan.FromMinutes(15));
        (await ImpairedAsync(city)).ShouldBeEmpty();
    }

    private static async Task GoodMinutesAsync(City city, int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            await city.ReadsAsync(120);
        }
    }

    private static async Task<Alert[]> ImpairedAsync(City city) =>
        [.. (await city.AlertsAsync()).Where(alert => alert.Kind is AlertKind.Impaired)];

    private static Task<int> WriteAsync(City city, string sql) =>
        city.Server.Database.WriteAsync(session => session.ExecuteAsync(sql), Stop);
}
