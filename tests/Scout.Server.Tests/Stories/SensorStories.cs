using System.Globalization;
using System.Net;
using Scout.Core.Alerts;
using Scout.Server.Accounts;
using Scout.Server.Sources.Devices;
using Scout.TestKit;
using Scout.TestKit.Vonage;
using Visitor = Scout.Server.Tests.Pages.Visitor;

namespace Scout.Server.Tests.Stories;

/// <summary>A freezer's sensor at the door, its rules on their page, and Sam's phone.</summary>
public sealed class SensorStories
{
    private const string Rules = "/devices/1/rules";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "SIG-16")]
    public async Task A_sensor_that_stops_rings_after_three_usual_intervals_once_and_late_messages_change_nothing(
        string engine
    )
    {
        await using var city = await FreezerAsync(engine);
        for (var i = 0; i < 6; i++)
        {
            await city.WaitsAsync(TimeSpan.FromMinutes(20));
            await SendsAsync(city, -18 + (i % 2));
        }

        using var owner = await Visitor.ComesAsync(city.Server);
        var silence = (await owner.FieldsAsync($"{Rules}/silence")).Where(field => field.Name != "severity");
        await owner.PostsAsync($"{Rules}/silence", $"{Rules}/silence", [.. silence, ("severity", "Urgent")]);
        (await owner.SeesAsync(Rules)).ShouldContain("three times as long as usual: Scout calls.");

        await city.WaitsAsync(TimeSpan.FromMinutes(59.9));
        await city.WaitsAsync(TimeSpan.FromMinutes(0.1));
        await city.Sam.Rings().Hears("freezer", "No data for 1 hour").Presses("1");
        await city.SettleAsync();

        await SendsAsync(city, -17, ago: 16);
        await SendsAsync(city, -17, ago: 40);
        (await city.AlertAsync(AlertKind.Device)).State.ShouldBeOfType<AlertState.Held>();

        await SendsAsync(city, -17);
        await city.Sam.GetsText("freezer", "data is back");
        (await city.AlertsAsync()).Length.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "SIG-14")]
    public async Task A_limit_rings_whatever_the_order_of_arrival_and_ends_at_its_clear_level(string engine)
    {
        await using var city = await FreezerAsync(engine);
        await SendsAsync(city, -18);
        using var owner = await Visitor.ComesAsync(city.Server);
        (await owner.SeesAsync(Rules)).ShouldContain("A value is too high");
        (string, string)[] limit =
        [
            ("kind", "Above"),
            ("series", "temp"),
            ("limit", "-15"),
            ("clear", "-17"),
            ("held", "0"),
            ("count", "1"),
            ("of", "1"),
            ("severity", "Urgent"),
        ];
        var wrong = limit.Select(field => field.Item1 is "clear" ? ("clear", "-14") : field);
        var refused = await owner.PostsAsync(
            $"{Rules}/new?kind=Above",
            $"{Rules}/new",
            HttpStatusCode.UnprocessableEntity,
            [.. wrong]
        );
        refused.ShouldContain("The alarm ends at the limit or below it");
        var tried = await owner.PostsAsync(
            $"{Rules}/new?kind=Above",
            $"{Rules}/new",
            HttpStatusCode.OK,
            [.. limit, ("act", "preview")]
        );
        tried.ShouldContain("With this rule no phone would have rung in the last 1 hour.");
        await owner.PostsAsync($"{Rules}/new?kind=Above", $"{Rules}/new", [.. limit, ("act", "save")]);
        (await owner.SeesAsync(Rules)).ShouldContain("temp above -15: Scout calls.");

        await city.WaitsAsync(TimeSpan.FromMinutes(10));
        await SendsAsync(city, -16); // between limit and clear level: nothing rings
        await SendsAsync(city, -9.5, ago: 2); // came second, was measured first
        await city.Sam.Rings().Hears("freezer", "Minus 9.5, above minus 15", "2 minutes ago").Presses("1");
        await city.SettleAsync();
        (await owner.SeesAsync("/")).ShouldContain("freezer (AB12): -9.5, above -15, 2 min ago");

        await SendsAsync(city, -40, ago: 16); // too late to end anything
        await city.WaitsAsync(TimeSpan.FromMinutes(1));
        await SendsAsync(city, -16.9);
        (await city.AlertAsync(AlertKind.Device)).State.ShouldBeOfType<AlertState.Held>();
        await city.WaitsAsync(TimeSpan.FromMinutes(1));
        await SendsAsync(city, -17);
        await city.Sam.GetsText("freezer", "back within the limit", "-17");

        var rule = (await city.AlertAsync(AlertKind.Device)).Topic;
        await owner.PostsAsync(Rules, $"{Rules}/{rule}/remove");
        (await owner.SeesAsync(Rules)).ShouldNotContain("above -15");
        await city.WaitsAsync(TimeSpan.FromMinutes(1));
        await SendsAsync(city, 5); // nobody asked to hear of it any more
    }

    [Fact]
    [Trait("Rule", "SIG-16")]
    public async Task A_deadline_that_passed_while_no_process_ran_rings_at_the_start()
    {
        await using var city = await FreezerAsync();
        await SendsAsync(city, -18);
        using (var owner = await Visitor.ComesAsync(city.Server))
        {
            await owner.PostsAsync(
                $"{Rules}/silence",
                $"{Rules}/silence",
                ("kind", "NoData"),
                ("after", "60"),
                ("severity", "Urgent")
            );
        }

        await city.RestartAsync(() => city.Time.Advance(TimeSpan.FromHours(3)));
        await city.Sam.Rings().Hears("freezer", "No data for 3 hours").Presses("1");
        await city.SettleAsync();
        string[] told = [(await city.Sam.GetsText()).Body, (await city.Sam.GetsText()).Body];
        told.ShouldContain(text => text.Contains("looked at nothing"));
        told.ShouldContain(text => text.Contains("Sam") && text.Contains("no reading yet")); // of the settings, so it is watched again
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "SIG-16")]
    public async Task A_sigfox_device_that_dies_rings_once_though_three_rules_and_its_network_see_it(string engine)
    {
        await using var city = await FreezerAsync(engine);
        var (door, secret) = await SigfoxAsync(city);
        await HeardAsync($$"""{"device":"0CB3","time":{{Seconds(city)}},"data":"FF38","seqNumber":1}""");
        using var owner = await Visitor.ComesAsync(city.Server);
        foreach (var (page, series) in new[] { ($"{Rules}/silence", ""), ($"{Rules}/new", "t") })
        {
            await owner.PostsAsync(
                series.Length == 0 ? page : $"{page}?kind=NoData",
                page,
                ("kind", "NoData"),
                ("series", series),
                ("after", "60"),
                ("severity", "Urgent"),
                ("act", "save")
            );
        }

        await city.WaitsAsync(TimeSpan.FromMinutes(60));
        await city.Sam.Rings().Hears("No data for 1 hour").Presses("1");
        await city.SettleAsync();
        await HeardAsync(
            $$"""{"device":"0CB3","time":{{Seconds(city)}},"severity":"ERROR","info":"Keep-alive breached"}"""
        );
        var alert = (await city.AlertsAsync()).ShouldHaveSingleItem();
        alert.State.ShouldBeOfType<AlertState.Held>();
        (await city.LedgerTextsAsync()).ShouldContain(line => line.Contains("Keep-alive breached"));
        city.Booth.Calls.Count.ShouldBe(1);

        await city.WaitsAsync(TimeSpan.FromMinutes(1));
        await HeardAsync($$"""{"device":"0CB3","time":{{Seconds(city)}},"data":"FF38","seqNumber":2}""");
        await city.Sam.GetsText("data is back");
        (await city.AlertsAsync()).Length.ShouldBe(1);

        await city.WaitsAsync(TimeSpan.FromMinutes(1));
        await HeardAsync(
            $$"""{"device":"0CB3","time":{{Seconds(city)}},"severity":"ERROR","info":"Keep-alive breached"}"""
        );
        await city.Sam.Rings().Hears("Keep-alive breached").Presses("1");
        await city.WaitsAsync(TimeSpan.FromMinutes(59)); // the silence rule's time comes, and is no second alarm
        (await city.AlertsAsync()).Length.ShouldBe(2);
        city.Booth.Calls.Count.ShouldBe(2);

        async Task HeardAsync(string body)
        {
            using var http = city.Server.CreateClient();
            http.DefaultRequestHeaders.Authorization = new("Bearer", secret);
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(door, content, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(Stop));
            await city.SettleAsync();
        }
    }

    [Fact]
    public async Task What_rings_stands_on_the_page_of_the_device_and_is_taken_there()
    {
        await using var city = await FreezerAsync();
        await SendsAsync(city, -18);
        using var owner = await Visitor.ComesAsync(city.Server);
        (await owner.SeesAsync("/devices/1")).ShouldContain("Nothing rings for it.");
        await owner.PostsAsync(
            $"{Rules}/silence",
            $"{Rules}/silence",
            ("kind", "NoData"),
            ("after", "60"),
            ("severity", "Urgent")
        );

        await city.WaitsAsync(TimeSpan.FromMinutes(60));
        await city.Sam.Rings().Hears("freezer");
        var alert = (await city.AlertAsync(AlertKind.Device)).Id;
        (await owner.SeesAsync("/devices/1")).ShouldContain($"/alerts/{alert}");
        await owner.PostsAsync("/devices/1", $"/alerts/{alert}/acknowledge", ("back", "/devices/1"));
        await city.SettleAsync();
        await city.Sam.GetsText("Owner has taken it");
        (await city.AlertAsync(AlertKind.Device)).State.ShouldBeOfType<AlertState.Held>();
    }

    [Fact]
    [Trait("Rule", "SIG-32")]
    public async Task A_device_whose_clock_is_slow_is_judged_when_its_data_come()
    {
        await using var city = await FreezerAsync();
        for (var i = 0; i < 6; i++)
        {
            await SendsAsync(city, -18, ago: 60);
            await city.WaitsAsync(TimeSpan.FromMinutes(10));
        }

        using var owner = await Visitor.ComesAsync(city.Server);
        await owner.PostsAsync(
            $"{Rules}/new?kind=Above",
            $"{Rules}/new",
            ("kind", "Above"),
            ("series", "temp"),
            ("limit", "-15"),
            ("held", "0"),
            ("count", "1"),
            ("of", "1"),
            ("severity", "Urgent"),
            ("act", "save")
        );
        await SendsAsync(city, -9.5, ago: 60);
        await city.Sam.Rings().Hears("Minus 9.5", "1 hour ago").Presses("1");
        await city.SettleAsync();
        (await city.AlertsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Rules_of_a_device_are_for_those_who_may_change_it()
    {
        await using var city = await FreezerAsync();
        await SendsAsync(city, -18);
        using var stranger = await Visitor.ComesAsync(city.Server, "stranger");
        await stranger.SeesAsync(Rules, HttpStatusCode.NotFound);
        await stranger.SeesAsync($"{Rules}/silence", HttpStatusCode.NotFound);
        await stranger.PostsAsync("/account", $"{Rules}/silence/remove", HttpStatusCode.NotFound);
        using var owner = await Visitor.ComesAsync(city.Server);
        (await owner.SeesAsync(Rules)).ShouldContain("Scout sends a text.");
        await owner.SeesAsync($"{Rules}/nothing", HttpStatusCode.NotFound);
        await owner.SeesAsync($"{Rules}/new?kind=Low", HttpStatusCode.NotFound);
    }

    /// <summary>Sam is well and says nothing; sensors may send without a secret.</summary>
    private static async Task<City> FreezerAsync(string engine = BothEngines.Sqlite)
    {
        var city = await City.StartAsync(engine, [new("Scout:OpenIngest", "true")]);
        await city.Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update watches set removed_at = 1 where kind = 'nightscout';
                    delete from due where kind = 'nightscout'
                    """
                ),
            Stop
        );
        return city;
    }

    /// <summary>A network of the owner whose devices measure t.</summary>
    private static async Task<(string Door, string Secret)> SigfoxAsync(City city)
    {
        var now = city.Time.GetUtcNow();
        var secret = Secrets.Make();
        var network = await city.Server.Database.WriteAsync(
            async session =>
            {
                var row = await session.AddNetworkAsync(
                    Viewer.OwnerId,
                    NetworkKinds.Sigfox,
                    "Freezers",
                    DeviceState.Active,
                    now
                );
                await session.ChangeNetworkSecretAsync(row.Id, secret, now);
                await session.AddDecoderAsync(row.Id, "Probe", "", "t::int:16:/10", "{}", now);
                return row;
            },
            Stop
        );
        return ($"/in/sigfox/{network.Key}", secret);
    }

    private static long Seconds(City city) => city.Time.GetUtcNow().ToUnixTimeSeconds();

    private static async Task SendsAsync(City city, double value, double ago = 0)
    {
        var at = city.Time.GetUtcNow().AddMinutes(-ago).ToUnixTimeSeconds();
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"device":"AB12","time":{{at}},"temp":{{value}}}"""
        );
        using var http = city.Server.CreateClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/data/freezer", content, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        await city.SettleAsync();
    }
}
