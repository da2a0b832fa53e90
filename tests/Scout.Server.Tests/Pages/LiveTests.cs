using System.Collections.Frozen;
using System.Net.Http.Headers;
using Scout.Server.Live;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages;

/// <summary>Events tell open pages what to draw again, and nothing about watches of others.</summary>
public sealed class LiveTests
{
    private static readonly LiveChange Sam = LiveChange.OfWatch("sam");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_while_a_page_is_busy_are_told_once_each()
    {
        var hub = new LiveHub();
        using var listener = Listen(hub, "sam");
        hub.Publish(Sam);
        hub.Publish(Sam);
        hub.Publish(LiveChange.OfAlert("a1", "sam"));
        hub.Publish(LiveChange.Phones);

        var batch = await listener.NextAsync(TimeSpan.FromSeconds(15), new ManualTime(), Stop);

        batch.Everything.ShouldBeFalse();
        batch.Changes.ShouldBe([Sam, LiveChange.OfAlert("a1", "sam"), LiveChange.Phones], ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_account_does_not_see_is_not_told()
    {
        var hub = new LiveHub();
        using var listener = Listen(hub, "kim");
        hub.Publish(Sam);
        hub.Publish(LiveChange.OfWatch("kim"));

        var batch = await listener.NextAsync(TimeSpan.FromSeconds(15), new ManualTime(), Stop);

        batch.Changes.ShouldBe([LiveChange.OfWatch("kim")]);
    }

    [Fact]
    public async Task A_slow_page_costs_no_more_than_some_names()
    {
        var hub = new LiveHub();
        using var listener = Listen(hub, "sam");
        for (var i = 0; i < 10 * LiveListener.MostNamed; i++)
        {
            hub.Publish(LiveChange.OfAlert($"a{i}", "sam"));
        }

        var batch = await listener.NextAsync(TimeSpan.FromSeconds(15), new ManualTime(), Stop);

        batch.Everything.ShouldBeTrue();
        batch.Changes.Length.ShouldBe(LiveListener.MostNamed);
        LiveText.Of(batch).ShouldContain("event: all\n");
    }

    [Fact]
    public void A_change_is_told_under_its_kind_and_under_its_id() =>
        LiveText
            .Of(new LiveBatch(Everything: false, [Sam]))
            .ShouldBe("event: watch\ndata: sam\n\nevent: watch-sam\ndata: sam\n\n");

    [Fact]
    public async Task Without_a_change_a_page_hears_that_the_server_is_still_there()
    {
        var time = new ManualTime();
        using var listener = new LiveHub().Listen();
        var next = listener.NextAsync(TimeSpan.FromSeconds(15), time, Stop);

        time.Advance(TimeSpan.FromSeconds(15));

        LiveText.Of(await next).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closed_page_is_told_nothing_more()
    {
        var hub = new LiveHub();
        var listener = Listen(hub, "sam");
        listener.Dispose();
        hub.Publish(Sam);
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
        await Seed.WatchAsync(server.Database, "sam", server.Time.GetUtcNow(), Stop);
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t");
        using var answer = await client.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, Stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        answer.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));

        (await EventsAsync(lines, 5)).ShouldBe(["watch", "alert", "delivery", "phones", "all"]);
        var hub = server.Services.GetRequiredService<LiveHub>();
        hub.Publish(LiveChange.OfWatch("kim"));
        hub.Publish(Sam);
        (await EventsAsync(lines, 2)).ShouldBe(["watch", "watch-sam"]);
    }

    [Fact]
    public async Task A_change_on_one_node_reaches_a_page_on_another()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "PostgreSQL is not there (SCOUT_TEST_POSTGRES).");
        await using var database = await TestDatabase.CreateAsync(BothEngines.Postgres, Stop);
        await using var here = new ScoutServer(new ManualTime(), database.Settings);
        await using var there = new ScoutServer(new ManualTime(), database.Settings);
        var hub = here.Services.GetRequiredService<LiveHub>();
        await there.Services.GetRequiredService<LiveRelay>().Hears;
        using var listener = Listen(there.Services.GetRequiredService<LiveHub>(), "sam");

        hub.Publish(Sam);

        var batch = await listener.NextAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Stop);
        while (batch.Changes.IsEmpty)
        {
            batch = await listener.NextAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Stop);
        }

        batch.Changes.ShouldBe([Sam]);
    }

    private static LiveListener Listen(LiveHub hub, params string[] watches)
    {
        var listener = hub.Listen();
        listener.Sees = watches.ToFrozenSet();
        return listener;
    }

    private static async Task<List<string>> EventsAsync(StreamReader lines, int count)
    {
        var events = new List<string>();
        while (events.Count < count)
        {
            var line = await lines.ReadLineAsync(Stop);
            if (line!.StartsWith("event:", StringComparison.Ordinal))
            {
                events.Add(line["event: ".Length..]);
            }
        }

        return events;
    }
}
