using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.TestKit;

namespace Scout.Server.Tests.Hosting;

/// <summary>One person declared by settings: what the tables say after each start.</summary>
public sealed class DeclaredWatchTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task Starting_twice_equals_starting_once(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);

        await StartAsync(database, Sam);
        var first = await PeopleAsync(database);
        await StartAsync(database, Sam);

        first.ShouldBe(["Person Sam +14155550100", "Emergency Ada +14155550101", "Extra contact 2 +14155550102"]);
        (await PeopleAsync(database)).ShouldBe(first);
        (await TextsAsync(database, "select kind from due where kind <> 'push' order by kind")).ShouldContain("turn");
        (await TextsAsync(database, "select key from due where kind = 'poll'")).Count.ShouldBe(1);
        (await TextsAsync(database, "select id from contacts where declared_by = 'environment'")).Count.ShouldBe(3);
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task Changed_settings_act_at_once_and_a_contact_keeps_its_id(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await StartAsync(database, Sam);
        var ada = await TextsAsync(database, "select id from contacts where phone = '+14155550101'");

        await StartAsync(
            database,
            [
                .. Sam.Where(setting =>
                    setting.Key is not ("Scout:Person:EmergencyContact" or "Scout:Person:ExtraContacts:0")
                ),
                new("Scout:Person:EmergencyContact", "Bo +14155550109"),
                new("Scout:Person:ExtraContacts:0", "Ada Lane +14155550101"),
                new("Scout:Units", "MmolL"),
                new("Scout:Person:Low", "4,2"),
                new("Scout:Escalation:WaitAfterCall", "90"),
            ]
        );

        (await PeopleAsync(database)).ShouldBe([
            "Person Sam +14155550100",
            "Emergency Bo +14155550109",
            "Extra Ada Lane +14155550101",
        ]);
        (await TextsAsync(database, "select id from contacts where phone = '+14155550101'")).ShouldBe(ada);
        var settings = ScoutJson.ReadSettings(
            (await TextsAsync(database, "select settings from watches where id = 'declared'"))[0]
        );
        settings.Of(RuleKind.Low)!.Threshold.ShouldBe(GlucoseThreshold.OfMmolL(4.2));
        settings.Times.WaitAfterCall.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task What_is_no_longer_declared_ends_and_may_come_back(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await StartAsync(database, Sam);

        await StartAsync(database, []);
        (
            await TextsAsync(database, "select id from watches where id = 'declared' and removed_at is null")
        ).ShouldBeEmpty();
        (await TextsAsync(database, "select key from due where kind = 'turn' and key = 'declared'")).ShouldBeEmpty();

        await StartAsync(database, Sam);
        (
            await TextsAsync(database, "select id from watches where id = 'declared' and removed_at is null")
        ).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_declares_nobody_leaves_another_nodes_person_alone()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "SCOUT_TEST_POSTGRES holds no connection string");
        await using var database = await TestDatabase.CreateAsync(BothEngines.Postgres, Stop);
        await StartAsync(database, [.. Sam, new("Scout:Node", "north")]);

        await StartAsync(database, [new("Scout:Node", "south")]);
        (await TextsAsync(database, "select id from watches where removed_at is null and kind <> 'self'")).ShouldBe([
            "declared",
        ]);

        await StartAsync(database, [new("Scout:Node", "north")]);
        (
            await TextsAsync(database, "select id from watches where removed_at is null and kind <> 'self'")
        ).ShouldBeEmpty();
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task What_a_page_added_survives_a_start_and_what_settings_say_stands_over_it(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await StartAsync(database, Sam);
        var edits = Profiles.Glucose(GlucoseUnit.MgDl) with
        {
            Times = new AlertTimes { HoldLow = TimeSpan.FromMinutes(10), WaitAfterCall = TimeSpan.FromSeconds(60) },
        };
        await using (var node = database.OpenNode())
        {
            await node.WriteAsync(
                session =>
                    session.ExecuteAsync(
                        """
                        update watches set edits = @edits where id = 'declared';
                        update contacts set zone = 'Europe/Berlin', name = 'Samuel', quiet = '22:00-07:00'
                        """,
                        new { edits = ScoutJson.Write(edits) }
                    ),
                Stop
            );
        }

        await StartAsync(
            database,
            [.. Sam, new("Scout:Person:Low", "80"), new("Scout:Escalation:WaitAfterCall", "90")]
        );

        var settings = ScoutJson.ReadSettings(
            (await TextsAsync(database, "select settings from watches where id = 'declared'"))[0]
        );
        settings.Times.HoldLow.ShouldBe(TimeSpan.FromMinutes(10));
        settings.Times.WaitAfterCall.ShouldBe(TimeSpan.FromSeconds(90));
        settings.Of(RuleKind.Low)!.Threshold.ShouldBe(GlucoseThreshold.OfMgDl(80));
        (
            await TextsAsync(
                database,
                "select name || ' ' || zone || ' ' || quiet from contacts order by phone limit 1"
            )
        ).ShouldBe(["Sam Europe/Berlin 22:00-07:00"]);
    }

    private static KeyValuePair<string, string?>[] Sam =>
        [
            new("Scout:Person:Name", "Sam"),
            new("Scout:Person:NightscoutUrl", "https://sams-cgm.example.com/api/v1/?token=scout-0123456789abcdef"),
            new("Scout:Person:Phone", "+14155550100"),
            new("Scout:Person:EmergencyContact", "Ada: +1 (415) 555-0101"),
            new("Scout:Person:ExtraContacts:0", "+14155550102"),
            new("Scout:Person:ExtraContacts:1", "+14155550100"),
        ];

    private async Task StartAsync(TestDatabase database, KeyValuePair<string, string?>[] settings)
    {
        await using var server = new ScoutServer(_time, [.. database.Settings, .. settings]);
        using var client = server.CreateClient();
    }

    private static Task<IReadOnlyList<string>> PeopleAsync(TestDatabase database) =>
        TextsAsync(
            database,
            """
            select m.role || ' ' || c.name || ' ' || c.phone
            from watch_contacts m
            join contacts c on c.id = m.contact_id
            where m.watch_id = 'declared'
            order by m.position
            """
        );

    private static async Task<IReadOnlyList<string>> TextsAsync(TestDatabase database, string sql)
    {
        await using var node = database.OpenNode();
        return await node.ReadAsync(session => session.QueryAsync<string>(sql), Stop);
    }
}
