using System.Text;
using Scout.Core.Alerts;
using Scout.TestKit;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Sources.Bugsnag;

/// <summary>Many errors of one project are few pages, through the real door.</summary>
public sealed class GatheringStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Ten_errors_are_two_texts_and_one_answer_takes_all_even_when_the_process_dies_between(
        string engine
    )
    {
        await using var shop = await Shop.OpensAsync(engine: engine);
        for (var error = 0; error < 10; error++)
        {
            await shop.PostsAsync(Error(error));
        }

        await shop.Phone.GetsText("It broke on shop", "Boom0", "C1 to close");
        await shop.RestartsAsync();
        await shop.WaitsAsync(TimeSpan.FromMinutes(1));
        await shop.Phone.GetsText("Boom1", "And 9 more", "A2 to take all");
        (await shop.HearsAsync("LIST")).ShouldContain("3 shop, Boom2");
        (await shop.HearsAsync("C")).ShouldContain("Which one"); // one of ten is closed by its code only

        await shop.WaitsAsync(TimeSpan.FromMinutes(4));
        await shop.Phone.Rings().Hears("Boom0", "And 9 more").Presses("1");
        await shop.SettleAsync();

        (await shop.AlertsAsync()).ShouldAllBe(alert => alert.State is AlertState.Held);
        (await shop.AskAsync("select line from ledger where line like '%ToldWith%'")).Count.ShouldBe(8); // the first and the second speak for themselves
        (await shop.HearsAsync("C5")).ShouldContain("You closed it");
        (await shop.AlertsAsync()).Count(alert => alert.State is AlertState.Closed).ShouldBe(1);
    }

    [Fact]
    public async Task A_bare_word_takes_all_that_ring_together()
    {
        await using var shop = await Shop.OpensAsync();
        await shop.PostsAsync(Error(0));
        await shop.PostsAsync(Error(1));
        await shop.PostsAsync(Error(2));
        await shop.Phone.GetsText("Boom0");
        await shop.WaitsAsync(TimeSpan.FromMinutes(1));
        await shop.Phone.GetsText("Boom1", "And 2 more");

        (await shop.HearsAsync("A")).ShouldContain("And 2 more");

        (await shop.AlertsAsync()).ShouldAllBe(alert => alert.State is AlertState.Held);
    }

    [Fact]
    public async Task A_project_that_may_send_one_page_an_hour_tells_the_rest_when_the_hour_is_over()
    {
        await using var tower = await Webhooks.Tower.OpensAsync();
        var path = await tower.AddsAsync("event", ("most_per_hour", "1"), ("group_within", "0"));
        for (var problem = 0; problem < 4; problem++)
        {
            await tower.PostsAsync(path, $$"""{"summary":"Disk {{problem}} is full","dedup":"{{problem}}"}""");
            if (problem == 0)
            {
                await tower.PostsAsync(path, """{"summary":"Disk 0 is full","dedup":"0","action":"close"}""");
            }

            await tower.WaitsAsync(TimeSpan.FromMinutes(3));
        }

        var told = (await tower.TextsAsync()).Where(text => text.Contains("Reply")).ToArray();
        told.Length.ShouldBe(1);
        var held = (await tower.AlertsAsync())[2];
        (await tower.Owner.OpensAsync($"/alerts/{held.Id}", Stop)).ShouldBe(System.Net.HttpStatusCode.OK);
        tower.Owner.Page.ShouldContain("The project has had its pages for this hour");

        await tower.WaitsAsync(TimeSpan.FromMinutes(49));

        (await tower.TextsAsync()).Last(text => text.Contains("Reply")).ShouldContain("And 2 more since");
    }

    private static byte[] Error(int number) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"project":{"id":"p1","name":"shop"},"trigger":{"type":"firstException","message":"It broke"},
             "error":{"errorId":"e{{number}}","exceptionClass":"Boom{{number}}"} }
            """
        );
}

internal static class GatheringPosts
{
    public static async Task PostsAsync(this Shop shop, byte[] body) =>
        (await shop.PostsAsync(body, "/bugsnag")).ShouldBe(System.Net.HttpStatusCode.OK);
}
