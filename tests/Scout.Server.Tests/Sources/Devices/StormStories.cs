using System.Net;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Alerts;
using Scout.Server.Sources.Devices;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>Networks that send everything again and again, and decoders that change when much is stored.</summary>
public sealed class StormStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_thousand_devices_twenty_copies_each_are_one_reading_and_one_alarm_each()
    {
        const int Devices = 2_000;
        const int Copies = 20;
        await using var barn = await Barn.OpensAsync(open: true);
        var at = barn.Now.ToUnixTimeSeconds();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Devices),
            Stop,
            async (device, _) => await SendAsync(barn, device, at - 600, 4)
        );
        await barn.SettleAsync();
        await RuleAsync(barn, new SensorRule("warm", RuleKind.Above, Severity.Urgent) { Field = "temp", Limit = 8 });

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Devices * Copies),
            Stop,
            async (number, _) => await SendAsync(barn, number % Devices, at, 12)
        );
        await barn.SettleAsync();

        (await barn.CountAsync("select count(*) from devices")).ShouldBe(Devices);
        (await barn.CountAsync("select count(*) from readings where value = 12")).ShouldBe(Devices);
        (await barn.CountAsync("select count(*) from messages")).ShouldBe(2 * Devices);
        (await barn.CountAsync("select cast(sum(copies) as bigint) from messages")).ShouldBe(Devices * (Copies - 1));
        (await barn.CountAsync("select count(*) from alerts")).ShouldBe(Devices);
        (await barn.CountAsync("select count(distinct watch_id) from alerts where topic = 'warm'")).ShouldBe(Devices);
        (await barn.CountAsync("select count(*) from arrivals")).ShouldBe(0);
    }

    /// <summary>The time is asked of a bench; here only that all of it is read, whatever the portions.</summary>
    [Theory, ClassData(typeof(BothEngines))]
    public async Task Many_stored_messages_are_read_once_more(string engine)
    {
        const int Messages = 3_000;
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Sigfox);
        var decoder = await barn.Database.WriteAsync(
            session => session.AddDecoderAsync(network.Id, "Plain", "", "a::uint:8", "{}", barn.Now),
            Stop
        );
        var at = barn.Now.ToUnixTimeSeconds() - (Messages * 10);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Messages),
            Stop,
            async (number, _) =>
            {
                using var answer = await barn.SendsAsync(
                    $"/in/sigfox/{network.Key}",
                    $$"""{"device":"{{number % 3 + 1}}","time":{{at + (number * 10)}},"data":"{{number % 250:X2}}07","seqNumber":{{number}}}""",
                    secret
                );
                answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            }
        );
        await barn.SettleAsync();
        (await barn.CountAsync("select count(*) from readings")).ShouldBe(Messages);

        await barn.Database.WriteAsync(
            async session =>
            {
                var row = (await session.DecoderRowsAsync(network.Id)).Single(one => one.Id == decoder);
                await session.ChangeDecoderAsync(row with { Config = "b:1:uint:8" }, barn.Now);
            },
            Stop
        );
        await barn.SettleAsync();

        (await barn.CountAsync("select count(*) from readings")).ShouldBe(Messages);
        (await barn.CountAsync("select count(*) from readings where value <> 7")).ShouldBe(0);
        (await barn.CountAsync("select count(*) from series where field = 'b' and last_value = 7")).ShouldBe(3);
        (await barn.CountAsync("select count(*) from series")).ShouldBe(3);
        (await barn.CountAsync("select cast(sum(n) as bigint) from rollups")).ShouldBe(Messages);
        (await barn.CountAsync("select count(*) from messages where decode_state <> 'Ok'")).ShouldBe(0);
    }

    private static async Task SendAsync(Barn barn, int device, long at, int value)
    {
        using var answer = await barn.SendsAsync(
            "/data/1",
            $$"""{"device":"{{device + 1:X}}","time":"{{at}}","temp":{{value}}}"""
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<int> RuleAsync(Barn barn, SensorRule rule) =>
        barn.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update watches set settings = @settings where kind = 'sensor'",
                    new { settings = ScoutJson.Write(Profiles.Device() with { Sensor = new SensorSettings([rule]) }) }
                ),
            Stop
        );
}
