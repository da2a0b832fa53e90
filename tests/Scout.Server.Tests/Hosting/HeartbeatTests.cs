using System.Collections.Concurrent;
using Scout.TestKit;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Hosting;

/// <summary>The watcher outside hears Scout once a minute, and silence when Scout cannot alarm.</summary>
public sealed class HeartbeatTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "GA-R32")]
    public async Task It_beats_each_minute_while_scout_can_alarm_and_stops_when_it_cannot()
    {
        var beats = new ConcurrentQueue<string>();
        await using var watcher = await WatcherAsync(beats);
        var time = new ManualTime();
        await using var nightscout = await FakeNightscout.StartAsync(time);
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var server = new ScoutServer(
            time,
            [
                .. database.Settings,
                new("Scout:HeartbeatUrl", $"{watcher.Urls.First()}/ping"),
                new("Scout:AllowPrivateUrls", "true"),
                new("Scout:Person:NightscoutUrl", nightscout.Address.ToString()),
                new("Scout:Person:Phone", "+14155550100"),
                new("Scout:Nightscout:Push", "false"),
            ]
        );

        await server.AdvanceAsync(TimeSpan.FromMinutes(2), Stop);
        var heard = beats.Count;
        heard.ShouldBeInRange(2, 3);

        await server.Database.WriteAsync(session => session.ExecuteAsync("update contacts set opted_out_at = 1"), Stop);
        await server.AdvanceAsync(TimeSpan.FromMinutes(3), Stop);
        beats.Count.ShouldBe(heard);

        await server.Database.WriteAsync(
            session => session.ExecuteAsync("update contacts set opted_out_at = null"),
            Stop
        );
        await server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        beats.Count.ShouldBe(heard + 1);
    }

    private static async Task<WebApplication> WatcherAsync(ConcurrentQueue<string> beats)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/ping", () => beats.Enqueue("beat"));
        await app.StartAsync(Stop);
        return app;
    }
}
