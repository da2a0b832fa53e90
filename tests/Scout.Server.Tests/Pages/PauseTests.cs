using Scout.TestKit;

namespace Scout.Server.Tests.Pages;

/// <summary>"Until 8:00" is eight on the viewer's clock, in the nights in which clocks change too.</summary>
public sealed class PauseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T22:00Z", "29 Mar 08:00 CEST (8 h)", "2026-03-29T06:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T21:00Z", "25 Oct 08:00 CET (10 h)", "2026-10-25T07:00Z")]
    [InlineData("America/New_York", "2026-03-08T05:30Z", "08:00 EDT (6 h 30 min)", "2026-03-08T12:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T12:00Z", "5 Apr 08:00 +1030 (9 h 30 min)", "2026-04-04T21:30Z")]
    [InlineData("Asia/Kolkata", "2026-03-28T22:00Z", "08:00 IST (4 h 30 min)", "2026-03-29T02:30Z")]
    public async Task The_morning_is_the_next_eight_oclock(string zone, string now, string reads, string until)
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var server = new ScoutServer(new ManualTime(DateTimeOffset.Parse(now)), database.Settings);
        await Seed.WatchAsync(server.Database, "w1", server.Time.GetUtcNow(), Stop);
        await server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into sources (id, kind, address, identity, created_at)
                    values ('site', 'nightscout', 'https://sam.example', 'site', 0);
                    update watches set source_id = 'site' where id = 'w1';
                    update accounts set zone = @zone where id = 'owner'
                    """,
                    new { zone }
                ),
            Stop
        );
        using var owner = await Visitor.ComesAsync(server);

        var page = string.Join(
            ' ',
            (await owner.SeesAsync("/watches/w1/pause")).Split().Where(word => word.Length > 0)
        );
        page.Replace("<small>", "").ShouldContain(reads);
        await owner.PostsAsync("/watches/w1/pause", "/watches/w1/pause", ("for", "morning"));

        var paused = await server.Database.ReadAsync(
            session => session.ScalarAsync<long>("select paused_until from watches where id = 'w1'"),
            Stop
        );
        DateTimeOffset.FromUnixTimeMilliseconds(paused).ShouldBe(DateTimeOffset.Parse(until));
    }
}
