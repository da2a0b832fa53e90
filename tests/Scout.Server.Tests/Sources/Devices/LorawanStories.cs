using System.Globalization;
using System.Net;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>/in/tts/{source} and /in/chirpstack/{source}: uplinks of LoRaWAN servers, their own keys for copies.</summary>
public sealed class LorawanStories
{
    [Theory, ClassData(typeof(BothEngines))]
    public async Task An_uplink_of_The_Things_Stack_is_measured_once_however_often_it_comes(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync("tts");
        var body = Tts(barn.Now, count: 39, simulated: false);

        (await barn.PostsAsync($"/in/tts/{network.Key}/uplink-message", body, secret)).ShouldBe(
            HttpStatusCode.NoContent
        );
        (await barn.PostsAsync($"/in/tts/{network.Key}/uplink-message", body, secret)).ShouldBe(
            HttpStatusCode.NoContent
        );
        (await barn.PostsAsync($"/in/tts/{network.Key}/uplink-message", body)).ShouldBe(HttpStatusCode.Unauthorized);

        (await barn.ReadingsAsync("0004A30B001C0530")).ShouldBe([$"temperature {Seconds(barn.Now)} -18.5"]);
        (await barn.DeviceAsync("0004A30B001C0530")).Name.ShouldBe("freezer-3");
        (await barn.CountAsync("select copies from messages")).ShouldBe(1);
    }

    [Fact]
    public async Task What_The_Things_Stack_only_simulates_is_marked_and_measures_nothing_new()
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync("tts");

        await barn.PostsAsync($"/in/tts/{network.Key}", Tts(barn.Now, count: 1, simulated: true), secret);

        (await barn.CountAsync("select count(*) from messages where mark = 'simulated'")).ShouldBe(1);
        (await barn.CountAsync("select count(*) from alerts")).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task An_uplink_of_ChirpStack_is_decoded_by_Scout_and_a_status_tells_of_the_battery(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync("chirpstack");
        await barn.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into decoders (id, network_id, position, name, config, fields)
                    values ('d', @Id, 1, 'probe', 't::int:16:/10', '{}')
                    """,
                    new { network.Id }
                ),
            TestContext.Current.CancellationToken
        );
        const string Device = """
            "deviceInfo":{"tenantId":"t","applicationId":"a","deviceName":"cellar","devEui":"0101010101010101"}
            """;
        var time = barn.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'123Z'", CultureInfo.InvariantCulture);
        var up = $$"""
            {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-a5c902f9202d","time":"{{time}}",{{Device}},
             "fCnt":10,"fPort":2,"data":"APs=","rxInfo":[{"gatewayId":"0016c001f153a14c","rssi":-57,"snr":9.8}]}
            """;
        var status = $$"""{"deduplicationId":"other","time":"{{time}}",{{Device}},"margin":20,"batteryLevel":61.5}""";

        foreach (var (hint, body) in new[] { ("up", up), ("up", up), ("status", status) })
        {
            (await barn.PostsAsync($"/in/chirpstack/{network.Key}?event={hint}", body, secret)).ShouldBe(
                HttpStatusCode.NoContent
            );
        }

        (await barn.ReadingsAsync("0101010101010101")).ShouldBe([$"t {Seconds(barn.Now)} 25.1"]);
        var device = await barn.DeviceAsync("0101010101010101");
        (device.BatteryPercent, device.Rssi, device.Name).ShouldBe((61.5, -57, "cellar"));
    }

    private static long Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private static string Tts(DateTimeOffset at, int count, bool simulated)
    {
        var time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'789Z'", CultureInfo.InvariantCulture);
        return $$"""
            {"end_device_ids":{"device_id":"freezer-3","application_ids":{"application_id":"cold"},
              "dev_eui":"0004A30B001C0530"},"received_at":"{{time}}","simulated":{{(simulated ? "true" : "false")}},
             "uplink_message":{"session_key_id":"AXA50sHUQ1MRgnk8uUJkpA==","f_port":2,"f_cnt":{{count}},
              "frm_payload":"AWcA","decoded_payload":{"temperature":-18.5},
              "rx_metadata":[{"gateway_ids":{"gateway_id":"near"},"rssi":-35,"snr":5}],"received_at":"{{time}}"} }
            """;
    }
}
