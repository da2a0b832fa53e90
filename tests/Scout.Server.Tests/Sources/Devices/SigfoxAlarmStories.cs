using System.Net;
using Scout.Core.Alerts;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>What Sigfox tells of a device beside its data, and what becomes an alarm of it.</summary>
public sealed class SigfoxAlarmStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "SIG-17")]
    public async Task Status_messages_never_hide_that_data_stays_away(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (door, secret) = await MeasuresAsync(barn);
        for (var i = 1; i <= 5; i++)
        {
            await barn.Server.AdvanceAsync(TimeSpan.FromMinutes(10), Stop);
            var status = $$"""{"device":"0CB3","time":{{Seconds(barn)}},"batt":3.1,"temp":20,"seqNumber":{{i + 1}}}""";
            (await barn.PostsAsync($"{door}/status", status, secret)).ShouldBe(HttpStatusCode.NoContent);
        }

        (await AlertsAsync(barn)).ShouldBeEmpty();
        await barn.Server.AdvanceAsync(TimeSpan.FromMinutes(10), Stop);
        var silent = (await AlertsAsync(barn)).Single();
        (silent.Topic, silent.Latest.Rule, silent.Latest.Severity).ShouldBe(
            ("silence", RuleKind.NoData, Severity.Urgent)
        );
        silent.OpenedAt.ShouldBe(barn.Now, TimeSpan.FromSeconds(1));
        (await barn.DeviceAsync("0CB3")).BatteryV.ShouldBe(3.1);
    }

    [Fact]
    [Trait("Rule", "SIG-31")]
    public async Task Trouble_of_the_device_is_urgent_and_trouble_of_the_network_a_warning_until_data_comes()
    {
        await using var barn = await Barn.OpensAsync();
        var (door, secret) = await MeasuresAsync(barn);
        await TellsAsync("WARN", "Base station down");
        var network = (await AlertsAsync(barn)).Single();
        (network.Topic, network.Latest.Severity).ShouldBe(("network", Severity.Warning));
        network.Latest.Sensor!.Words.ShouldBe("Base station down");

        await UplinkAsync(barn, door, secret);
        (await AlertsAsync(barn)).ShouldBeEmpty("whatever was wrong, it gets through");

        await TellsAsync("ERROR", "No message received since an hour");
        var device = (await AlertsAsync(barn)).Single();
        (device.Topic, device.Latest.Severity).ShouldBe(("trouble", Severity.Urgent));

        async Task TellsAsync(string severity, string info)
        {
            await barn.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
            var body = $$"""{"device":"0CB3","time":{{Seconds(barn)}},"severity":"{{severity}}","info":"{{info}}"}""";
            (await barn.PostsAsync($"{door}/error", body, secret)).ShouldBe(HttpStatusCode.NoContent);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "SIG-17")]
    public async Task Trouble_of_a_device_whose_bytes_nobody_can_read_yet_rings_until_it_sends_again(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync("sigfox");
        var door = $"/in/sigfox/{network.Key}";
        await UplinkAsync(barn, door, secret);
        await barn.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        var error = $$"""{"device":"0CB3","time":{{Seconds(barn)}},"severity":"ERROR","info":"Silent"}""";
        await barn.PostsAsync($"{door}/error", error, secret);
        (await AlertsAsync(barn)).Single().Topic.ShouldBe("trouble");

        await barn.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        var status = $$"""{"device":"0CB3","time":{{Seconds(barn)}},"batt":3.1,"temp":20,"seqNumber":2}""";
        await barn.PostsAsync($"{door}/status", status, secret);
        (await AlertsAsync(barn)).Length.ShouldBe(1);
        await UplinkAsync(barn, door, secret, seq: 3);
        (await AlertsAsync(barn)).ShouldBeEmpty();
    }

    /// <summary>A device that should send every 20 minutes has sent once.</summary>
    private static async Task<(string Door, string Secret)> MeasuresAsync(Barn barn)
    {
        var (network, secret) = await barn.NetworkAsync("sigfox");
        await SigfoxStories.DecoderAsync(barn, network, "t::int:16");
        var door = $"/in/sigfox/{network.Key}";
        await UplinkAsync(barn, door, secret);
        await barn.Database.WriteAsync(
            session => session.ExecuteAsync("update devices set expected_ms = 1200000"),
            Stop
        );
        return (door, secret);
    }

    private static async Task UplinkAsync(Barn barn, string door, string secret, int seq = 1)
    {
        await barn.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);
        (await barn.PostsAsync(door, SigfoxStories.Uplink("0CB3", Seconds(barn), seq, "00FB"), secret)).ShouldBe(
            HttpStatusCode.NoContent
        );
    }

    private static long Seconds(Barn barn) => barn.Now.ToUnixTimeSeconds();

    private static async Task<Alert[]> AlertsAsync(Barn barn) =>
        [
            .. (
                await barn.Database.ReadAsync(
                    session =>
                        session.QueryAsync<string>(
                            "select state from alerts where kind = 'Device' and closed_at is null"
                        ),
                    Stop
                )
            ).Select(ScoutJson.ReadAlert),
        ];
}
