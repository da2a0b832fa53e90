using System.Net;
using Scout.Core.Alerts;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Webhooks;

/// <summary>What must come again and again, and what happens when it does not.</summary>
public sealed class HeartbeatStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, ClassData(typeof(BothEngines))]
    public async Task It_stops_and_the_phone_rings_once_it_comes_again_and_all_is_clear(string engine)
    {
        await using var tower = await Tower.OpensAsync(engine);
        var path = await tower.AddsAsync("heartbeat", ("every", "10"), ("grace", "2"), ("call_after", "0"));
        tower.Owner.Page.ShouldContain("curl -fsS");
        await tower.WaitsAsync(100 * Minute);
        (await tower.AlertsAsync()).ShouldBeEmpty(); // nothing is expected before the first

        (await tower.PostsAsync(path, "")).ShouldBe(HttpStatusCode.NoContent);
        for (var beats = 0; beats < 3; beats++)
        {
            await tower.WaitsAsync(11 * Minute);
            (await tower.SendsAsync(HttpMethod.Get, path, "")).ShouldBe(HttpStatusCode.NoContent);
        }

        (await tower.AlertsAsync()).ShouldBeEmpty();
        await tower.WaitsAsync(6 * Minute);
        await tower.RestartsAsync();
        await tower.WaitsAsync(6 * Minute - TimeSpan.FromSeconds(1));
        (await tower.CallsAsync()).ShouldBeEmpty();

        await tower.WaitsAsync(TimeSpan.FromSeconds(2));
        (await tower.CallsAsync()).Single().ShouldContain("Tower: no heartbeat");
        await tower.RestartsAsync(TimeSpan.FromSeconds(5));
        (await tower.CallsAsync()).Count.ShouldBe(1);

        (await tower.PostsAsync(path, "")).ShouldBe(HttpStatusCode.NoContent);
        (await tower.TextsAsync()).Single().ShouldBe("Tower: the heartbeat is back.");
        (await tower.AlertsAsync()).Single().State.ShouldBeOfType<AlertState.Resolved>();
        await tower.WaitsAsync(12 * Minute);
        (await tower.AlertsAsync()).Length.ShouldBe(2); // and it counts again
    }

    [Fact]
    public async Task When_Scout_itself_was_away_a_heartbeat_gets_one_more_chance()
    {
        await using var tower = await Tower.OpensAsync();
        var path = await tower.AddsAsync("heartbeat", ("every", "10"), ("grace", "0"));
        await tower.PostsAsync(path, "");

        await tower.RestartsAsync(60 * Minute);
        (await SilencesAsync(tower)).ShouldBe(0);
        await tower.WaitsAsync(9 * Minute);
        await tower.PostsAsync(path, "");
        await tower.WaitsAsync(9 * Minute);
        (await SilencesAsync(tower)).ShouldBe(0);

        await tower.RestartsAsync(60 * Minute);
        await tower.WaitsAsync(11 * Minute);
        (await SilencesAsync(tower)).ShouldBe(1);
        (await tower.TextsAsync()).ShouldContain(text =>
            text.StartsWith("Tower: no heartbeat. The last one came at", StringComparison.Ordinal)
        );
    }

    /// <summary>Alerts of silence; that Scout itself was away is another.</summary>
    private static async Task<int> SilencesAsync(Tower tower) =>
        (await tower.AlertsAsync()).Count(alert => alert.Kind is AlertKind.Problem);

    [Fact]
    public async Task A_watchdog_of_Alertmanager_is_a_heartbeat_and_no_alert()
    {
        await using var tower = await Tower.OpensAsync();
        var path = await tower.AddsAsync("alertmanager", ("every", "5"), ("grace", "1"));

        for (var beats = 0; beats < 3; beats++)
        {
            await tower.PostsAsync(path, ProducerStories.Group(("Watchdog", "firing")));
            await tower.WaitsAsync(5 * Minute);
        }

        (await tower.AlertsAsync()).ShouldBeEmpty();
        await tower.WaitsAsync(2 * Minute);
        (await tower.TextsAsync()).Single().ShouldStartWith("Tower: no heartbeat");
        await tower.PostsAsync(path, ProducerStories.Group(("Watchdog", "firing")));
        (await tower.AlertsAsync()).Single().State.ShouldBeOfType<AlertState.Resolved>();
    }

    [Fact]
    public async Task The_page_says_when_the_last_one_came_and_takes_no_nonsense()
    {
        await using var tower = await Tower.OpensAsync();
        var stop = TestContext.Current.CancellationToken;
        await tower.Owner.OpensAsync("/projects/new?kind=heartbeat", stop);
        (
            await tower.Owner.SendsAsync(
                "/projects/new",
                stop,
                ("kind", "heartbeat"),
                ("name", "Backup"),
                ("phone", Tower.Eve),
                ("call_after", "5"),
                ("every", "0"),
                ("grace", "soon")
            )
        ).ShouldBe(HttpStatusCode.UnprocessableEntity);
        tower.Owner.Page.ShouldContain("between 1 and 44640");
        tower.Owner.Page.ShouldContain("between 0 and 44640");

        var path = await tower.AddsAsync("heartbeat", ("every", "60"), ("grace", "5"));
        var watch = (await tower.AskAsync("select id from watches where kind = 'heartbeat'")).Single();
        await tower.Owner.OpensAsync($"/watches/{watch}", stop);
        tower.Owner.Page.ShouldContain("None has come yet");
        await tower.PostsAsync(path, "");
        await tower.WaitsAsync(3 * Minute);
        await tower.Owner.OpensAsync($"/watches/{watch}", stop);
        tower.Owner.Page.ShouldContain("The last one came");
        tower.Owner.Page.ShouldContain("3 min ago");

        await tower.Owner.OpensAsync($"/projects/{watch}", stop);
        (await tower.Owner.SendsAsync($"/projects/{watch}/remove", stop)).ShouldBe(HttpStatusCode.Found);
        (await tower.PostsAsync(path, "")).ShouldBe(HttpStatusCode.NotFound);
        (await tower.AskAsync("select watch_id from heartbeats")).ShouldBeEmpty();
        (await tower.AskAsync("select key from due where kind = 'beat'")).ShouldBeEmpty();
    }
}
