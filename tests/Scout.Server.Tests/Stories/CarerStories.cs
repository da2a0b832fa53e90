using System.Net;
using Scout.Core.Alerts;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>Several accounts, one shared watch: who may do what, and who is told.</summary>
public sealed class CarerStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    [Trait("Rule", "GA-R18")]
    public async Task A_carer_acknowledges_on_the_page_and_everybody_disturbed_learns_who(string engine)
    {
        await using var city = await City.StartAsync(engine);
        using var mia = await CarerAsync(city, "Acknowledge");
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        var alert = await city.AlertAsync(AlertKind.Low);

        (await mia.OpensAsync("/", Stop)).ShouldBe(HttpStatusCode.OK);
        mia.Page.ShouldContain($"/alerts/{alert.Id}/acknowledge");
        (await mia.SendsAsync($"/alerts/{alert.Id}/acknowledge", Stop, ("back", "/"))).ShouldBe(
            HttpStatusCode.Redirect
        );
        mia.Location.ShouldBe("/");
        await city.SettleAsync();

        await city.Sam.GetsText("Mia has taken it");
        await city.Ada.GetsText("Mia has taken it");
        await city.Bo.GetsText("Mia has taken it");
        await mia.OpensAsync("/", Stop);
        mia.Page.ShouldContain("Taken by you.");
        using var owner = await AccountBrowser.SignInAsync(city.Server, "owner", "Owner", Stop);
        await owner.OpensAsync($"/alerts/{alert.Id}", Stop);
        owner.Page.ShouldContain("Mia took it on the page");
    }

    [Fact]
    public async Task Who_may_only_look_sees_no_buttons_and_cannot_act()
    {
        await using var city = await City.StartAsync();
        using var eve = await CarerAsync(city, "See");
        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        var alert = await city.AlertAsync(AlertKind.Low);

        await eve.OpensAsync("/", Stop);
        eve.Page.ShouldContain("Sam is low");
        eve.Page.ShouldNotContain("/acknowledge");
        await eve.OpensAsync($"/alerts/{alert.Id}", Stop);
        eve.Page.ShouldContain("not act on it");
        (await eve.SendsAsync($"/alerts/{alert.Id}/acknowledge", Stop)).ShouldBe(HttpStatusCode.Forbidden);
        (await eve.OpensAsync($"/watches/{await WatchAsync(city)}/pause", Stop)).ShouldBe(HttpStatusCode.Forbidden);
        (await city.AlertAsync(AlertKind.Low)).State.ShouldBeOfType<AlertState.Ringing>();
        await call.Presses("1");
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task To_a_stranger_nothing_of_it_is_there(string engine)
    {
        await using var city = await City.StartAsync(engine);
        using var stranger = await AccountBrowser.SignInAsync(city.Server, "stranger", "Stranger", Stop);
        await city.ReadsAsync(62);
        await city.Sam.Rings().Presses("1");
        var alert = await city.AlertAsync(AlertKind.Low);
        var watch = await WatchAsync(city);

        await stranger.OpensAsync("/", Stop);
        stranger.Page.ShouldNotMatch(@"\bSam\b");
        stranger.Page.ShouldContain("href=\"/profile\"");
        string[] paths =
        [
            $"/alerts/{alert.Id}",
            $"/alerts/{alert.Id}/ledger.csv",
            $"/watches/{watch}/carers",
            $"/watches/{watch}/pause",
        ];
        foreach (var path in paths)
        {
            (await stranger.OpensAsync(path, Stop)).ShouldBe(HttpStatusCode.NotFound, path);
        }

        await stranger.OpensAsync("/alerts", Stop);
        stranger.Page.ShouldNotContain(alert.Id);
        await stranger.OpensAsync("/alerts.csv", Stop);
        stranger.Page.ShouldNotContain(alert.Id);
    }

    [Fact]
    public async Task A_button_calls_a_contact_at_once_and_once()
    {
        await using var city = await City.StartAsync();
        using var mia = await CarerAsync(city, "Acknowledge");
        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        var alert = await city.AlertAsync(AlertKind.Low);
        await mia.OpensAsync($"/alerts/{alert.Id}", Stop);
        var ada = await ContactAsync(city, City.AdaNumber);
        mia.Page.ShouldContain($"id=\"call-{ada}\"");

        await mia.SendsAsync($"/alerts/{alert.Id}/call", Stop, ("contact", ada), ("back", "/alerts"));
        await mia.SendsAsync($"/alerts/{alert.Id}/call", Stop, ("contact", ada), ("back", "/alerts"));
        mia.Location.ShouldBe($"/alerts/{alert.Id}?note=called");
        await city.SettleAsync();

        await city.Ada.Rings().Hears("Sam", "low", "62").Presses("1");
        await city.SettleAsync();
        await call.HangsUp();
        await city.SettleAsync();
        await city.Sam.GetsText("taken");
    }

    [Fact]
    public async Task A_button_of_an_old_page_says_how_it_stands_now()
    {
        await using var city = await City.StartAsync();
        using var mia = await CarerAsync(city, "Acknowledge");
        await city.ReadsAsync(62);
        await mia.OpensAsync("/", Stop);
        var alert = await city.AlertAsync(AlertKind.Low);
        var seen = Server.Replies.ActStamp.Of(alert);
        await city.Sam.Rings().Presses("1");
        var held = (await city.AlertAsync(AlertKind.Low)).State;

        await mia.SendsAsync($"/alerts/{alert.Id}/snooze", Stop, ("minutes", "120"), ("seen", seen));

        mia.Location.ShouldBe("/?note=stale");
        (await city.AlertAsync(AlertKind.Low)).State.ShouldBe(held);
        await mia.SendsAsync($"/alerts/{alert.Id}/close", Stop);
        mia.Location.ShouldBe("/?note=not-closed");
        await mia.OpensAsync("/?note=not-closed", Stop);
        mia.Page.ShouldContain("It is still so");
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    [Trait("Rule", "GA-N40")]
    public async Task A_pause_tells_everybody_rings_nobody_and_ends_by_itself(string engine)
    {
        await using var city = await City.StartAsync(engine);
        using var mia = await CarerAsync(city, "Change");
        await city.DeclareAlsoAsync("kim", "+14155550109", site: 1); // or Scout would complain that everybody is paused
        await city.ReadsAsync(120);
        var watch = await WatchAsync(city);
        await mia.OpensAsync($"/watches/{watch}/pause", Stop);
        await mia.SendsAsync($"/watches/{watch}/pause", Stop, ("for", "1"));
        mia.Location.ShouldBe("/");
        await city.SettleAsync();
        await EverybodyGetsAsync(city, "Mia paused the alarms until");

        for (var minutes = 0; minutes < 50; minutes += 10)
        {
            city.Nightscout.Site(1).Add(120, city.Time.GetUtcNow());
            await city.ReadsAsync(62);
            await city.WaitsAsync(TimeSpan.FromMinutes(9));
        }

        await mia.OpensAsync("/", Stop);
        mia.Page.ShouldContain("Paused until");
        city.Booth.Calls.Count.ShouldBe(0);
        city.Nightscout.Site(1).Add(120, city.Time.GetUtcNow());
        await city.ReadsAsync(62);
        await city.WaitsAsync(TimeSpan.FromMinutes(10));
        await city.Sam.Rings().Hears("low", "62").Presses("1");
        await mia.OpensAsync("/", Stop);
        mia.Page.ShouldNotContain("Paused until");
    }

    [Fact]
    public async Task Ending_a_pause_is_told_too()
    {
        await using var city = await City.StartAsync();
        using var owner = await AccountBrowser.SignInAsync(city.Server, "owner", "Owner", Stop);
        await city.ReadsAsync(120);
        var watch = await WatchAsync(city);
        await owner.OpensAsync($"/watches/{watch}/pause", Stop);
        await owner.SendsAsync($"/watches/{watch}/pause", Stop, ("for", "4"));
        await city.SettleAsync();
        await EverybodyGetsAsync(city, "Owner paused the alarms until");
        await owner.SendsAsync($"/watches/{watch}/resume", Stop);
        await city.SettleAsync();
        await EverybodyGetsAsync(city, "Owner ended the pause");

        await owner.SendsAsync($"/watches/{watch}/pause", Stop, ("for", "for ever"));
        owner.Location.ShouldBe($"/watches/{watch}/pause?note=bad-time");
    }

    private static async Task<AccountBrowser> CarerAsync(City city, string may)
    {
        var visitor = await AccountBrowser.SignInAsync(city.Server, "mia", "Mia", Stop);
        await visitor.LooksAfterAsync(city.Server, await WatchAsync(city), may, Stop);
        return visitor;
    }

    private static async Task EverybodyGetsAsync(City city, string text)
    {
        await city.Sam.GetsText(text);
        await city.Ada.GetsText(text);
        await city.Bo.GetsText(text);
    }

    private static async Task<string> WatchAsync(City city) =>
        (
            await city.Server.Database.ReadAsync(
                session => session.ScalarAsync<string>("select id from watches where kind <> 'self' and name = 'Sam'"),
                Stop
            )
        )!;

    private static async Task<string> ContactAsync(City city, string number) =>
        (
            await city.Server.Database.ReadAsync(
                session => session.ScalarAsync<string>("select id from contacts where phone = @number", new { number }),
                Stop
            )
        )!;
}
