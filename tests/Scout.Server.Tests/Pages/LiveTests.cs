using System.Net.Http.Headers;
using Scout.Server.Live;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages;

/// <summary>Events tell open pages what to draw again.</summary>
public sealed class LiveTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_while_a_page_is_busy_are_one_change()
    {
        var hub = new LiveHub();
        using var listener = hub.Listen();
        hub.Publish(Changed.Watch);
        hub.Publish(Changed.Watch);
        hub.Publish(Changed.Phones);

        var changed = await listener.NextAsync(TimeSpan.FromSeconds(15), new ManualTime(), Stop);

        changed.ShouldBe(Changed.Watch | Changed.Phones);
    }

    [Fact]
    public async Task Without_a_change_a_page_hears_that_the_server_is_still_there()
    {
        var time = new ManualTime();
        using var listener = new LiveHub().Listen();
        var next = listener.NextAsync(TimeSpan.FromSeconds(15), time, Stop);

        time.Advance(TimeSpan.FromSeconds(15));

        (await next).ShouldBe(Changed.None);
    }

    [Fact]
    public async Task A_closed_page_is_told_nothing_more()
    {
        var hub = new LiveHub();
        var listener = hub.Listen();
        listener.Dispose();
        hub.Publish(Changed.Alert);
        using var stop = new CancellationTokenSource();
        var next = listener.NextAsync(TimeSpan.FromSeconds(15), new ManualTime(), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(next);
    }

    [Fact]
    public async Task The_stream_begins_with_everything_and_names_what_changes()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var server = new ScoutServer(
            new ManualTime(),
            [.. database.Settings, new("Scout:SetupToken", "t")]
        );
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t");
        using var answer = await client.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, Stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));

        var events = new List<string>();
        while (events.Count < 3)
        {
            var line = await lines.ReadLineAsync(Stop);
            if (line!.StartsWith("event:", StringComparison.Ordinal))
            {
                events.Add(line["event: ".Length..]);
            }
        }

        events.ShouldBe(["watch", "alert", "phones"]);
    }
}
