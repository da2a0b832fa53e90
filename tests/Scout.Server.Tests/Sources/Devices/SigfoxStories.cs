using System.Net;
using System.Net.Mime;
using System.Text.Json;
using Scout.Server.Sources.Devices;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>/in/sigfox/{source}: every kind of callback, as the Sigfox backend sends it.</summary>
public sealed class SigfoxStories
{
    private const string Form = "application/x-www-form-urlencoded";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_new_device_waits_in_quarantine_and_is_read_once_it_is_taken_in(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync("sigfox", DeviceState.Quarantine);
        await DecoderAsync(barn, network, "t::int:16", """{"t":{"unit":"°C","scale":0.1}}""");
        var at = barn.Now.ToUnixTimeSeconds() - 600;
        foreach (var number in Enumerable.Range(0, 3))
        {
            (
                await barn.PostsAsync($"/in/sigfox/{network.Key}", Uplink("0CB3", at + number, number, "00fb"), secret)
            ).ShouldBe(HttpStatusCode.NoContent);
        }

        var waiting = await barn.DeviceAsync("0CB3");
        (waiting.State, waiting.WatchId).ShouldBe((DeviceState.Quarantine, null));
        (await barn.CountAsync("select count(*) from messages where decode_state = 'Waiting'")).ShouldBe(3);

        await TakeInAsync(barn, waiting);

        (await barn.ReadingsAsync("0CB3")).ShouldBe([$"t {at} 25.1", $"t {at + 1} 25.1", $"t {at + 2} 25.1"]);
        (await barn.CountAsync("select count(*) from messages where decode_state = 'Ok'")).ShouldBe(3);
        (await barn.CountAsync("select count(*) from series where unit = '°C'")).ShouldBe(1);
        // Another spelling of the same id is the same device.
        await barn.PostsAsync($"/in/sigfox/{network.Key}", Uplink("cb3", at + 9, 9, "0100"), secret);
        (await barn.ReadingsAsync("0CB3")).Length.ShouldBe(4);
        (await barn.CountAsync("select count(*) from devices")).ShouldBe(1);
    }

    [Fact]
    public async Task JSON_forms_and_queries_give_the_same_message()
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync("sigfox");
        await DecoderAsync(barn, network, "t::int:16");
        var at = barn.Now.ToUnixTimeSeconds();
        var door = $"/in/sigfox/{network.Key}";
        var fields = $"device=0CB3&time={at}&data=00FB&seqNumber=7";

        (await barn.PostsAsync(door, Uplink("0CB3", at, 7, "00FB"), secret)).ShouldBe(HttpStatusCode.NoContent);
        (await barn.PostsAsync($"{door}/{secret}/data", fields, type: Form)).ShouldBe(HttpStatusCode.NoContent);
        (await barn.PostsAsync($"{door}?{fields}&key={secret}", "", type: MediaTypeNames.Text.Plain)).ShouldBe(
            HttpStatusCode.NoContent
        );
        using var got = await barn.SendsAsync($"{door}/{secret}?{fields}", "", method: HttpMethod.Get);
        got.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await barn.SettleAsync();

        (await barn.ReadingsAsync("0CB3")).ShouldBe([$"t {at} 251"]);
        (await barn.CountAsync("select copies from messages")).ShouldBe(3);
        (await barn.CountAsync("select count(*) from arrivals")).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Data_advanced_adds_what_the_network_knows_and_no_reading(bool first)
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync("sigfox");
        await DecoderAsync(barn, network, "t::int:16");
        var at = barn.Now.ToUnixTimeSeconds();
        var advanced = $$"""
            {"device":"0CB3","time":"{{at}}","data":"00fb","seqNumber":"7","lqi":"Good","linkQuality":"2",
             "duplicates":[{"bsId":"12AB","rssi":-120.5,"snr":9.1,"nbRep":3}],
             "computedLocation":{"lat":43.5,"lng":1.5,"radius":3000,"source":2,"status":1} }
            """;
        string[] both = [Uplink("0CB3", at, 7, "00fb"), advanced];
        foreach (var body in first ? both.Reverse() : both)
        {
            await barn.PostsAsync($"/in/sigfox/{network.Key}", body, secret);
        }

        (await barn.ReadingsAsync("0CB3")).ShouldBe([$"t {at} 251"]);
        (await barn.CountAsync("select count(*) from messages")).ShouldBe(1);
        var device = await barn.DeviceAsync("0CB3");
        (device.LinkQuality, device.Lat, device.Lng, device.RadiusM).ShouldBe((2, 43.5, 1.5, 3000));
    }

    [Fact]
    public async Task Status_error_and_event_tell_of_the_device_and_measure_nothing()
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync("sigfox");
        var at = barn.Now.ToUnixTimeSeconds();
        var door = $"/in/sigfox/{network.Key}";

        await barn.PostsAsync(
            door,
            $$"""{"device":"0CB3","time":"{{at}}","seqNumber":"8","batt":"2.9","temp":"21.5"}""",
            secret
        );
        await barn.PostsAsync(
            door,
            $$"""{"device":"0CB3","time":"{{at + 1}}","info":"No message since 2026-01-01","severity":"ERROR"}""",
            secret
        );

        var device = await barn.DeviceAsync("0CB3");
        (device.BatteryV, device.Trouble).ShouldBe((2.9, "Device"));
        (await barn.ReadingsAsync("0CB3")).ShouldBeEmpty();

        await barn.PostsAsync(door, Uplink("0CB3", at + 2, 9, "01"), secret);
        (await barn.DeviceAsync("0CB3")).Trouble.ShouldBe("");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_device_that_asks_is_given_its_downlink_once_and_the_network_tells_its_fate(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync("sigfox");
        var at = barn.Now.ToUnixTimeSeconds();
        var door = $"/in/sigfox/{network.Key}";
        (await AsksAsync(barn, door, secret, at, 1)).ShouldBe("");
        var device = await barn.DeviceAsync("0cb3");
        await QueueAsync(barn, device, "DEADBEEFCAFEBABE");

        // Whoever does not ask gets nothing.
        await barn.PostsAsync(door, Uplink("0cb3", at, 2, "01"), secret);
        (await barn.CountAsync("select count(*) from downlinks where state = 'Queued'")).ShouldBe(1);

        var given = await AsksAsync(barn, door, secret, at + 1, 3);
        using (var json = JsonDocument.Parse(given))
        {
            json.RootElement.EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("0cb3");
            json.RootElement.GetProperty("0cb3").GetProperty("downlinkData").GetString().ShouldBe("deadbeefcafebabe");
        }

        (await AsksAsync(barn, door, secret, at + 1, 3)).ShouldBe(
            given,
            "the answer was lost, and the network asks again"
        );
        (await AsksAsync(barn, door, secret, at + 2, 4)).ShouldBe("");
        await barn.PostsAsync(
            door,
            $$"""{"device":"0cb3","time":"{{at + 60}}","infoCode":"0","infoMessage":"Acked","downlinkAck":"true","downlinkOverusage":"false"}""",
            secret
        );
        (await barn.CountAsync("select count(*) from downlinks where state = 'Acked'")).ShouldBe(1);
    }

    [Fact]
    public async Task No_more_than_four_downlinks_a_day_leave()
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync("sigfox");
        var at = barn.Now.ToUnixTimeSeconds();
        var door = $"/in/sigfox/{network.Key}";
        await AsksAsync(barn, door, secret, at, 0);
        var device = await barn.DeviceAsync("0cb3");
        foreach (var one in Enumerable.Range(1, 6))
        {
            await QueueAsync(barn, device, $"000000000000000{one}", TimeSpan.FromMilliseconds(one));
        }

        var given = new List<string>();
        foreach (var one in Enumerable.Range(1, 6))
        {
            given.Add(await AsksAsync(barn, door, secret, at + one, one));
        }

        given.Count(answer => answer.Length > 0).ShouldBe(4);
        await barn.Server.AdvanceAsync(TimeSpan.FromHours(25), Stop);
        (await AsksAsync(barn, door, secret, at + 90_000, 9)).ShouldContain("0000000000000005");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_changed_decoder_reads_what_was_stored_once_more(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync("sigfox");
        var decoder = await DecoderAsync(barn, network, "temp::uint:8");
        var at = barn.Now.ToUnixTimeSeconds() - 86_400;
        foreach (var one in Enumerable.Range(0, 5))
        {
            await barn.PostsAsync($"/in/sigfox/{network.Key}", Uplink("0CB3", at + (600 * one), one, "00FB"), secret);
        }

        (await barn.ReadingsAsync("0CB3"))[0].ShouldBe($"temp {at} 0");
        await barn.Database.WriteAsync(
            async session =>
            {
                var row = (await session.DecoderRowsAsync(network.Id)).Single(one => one.Id == decoder);
                await session.ChangeDecoderAsync(
                    row with
                    {
                        Config = "air::int:16",
                        Fields = """{"air":{"scale":0.1,"unit":"°C"}}""",
                    },
                    barn.Now
                );
            },
            Stop
        );
        await barn.SettleAsync();

        (await barn.ReadingsAsync("0CB3")).ShouldBe(
            Enumerable.Range(0, 5).Select(one => $"air {at + (600 * one)} 25.1")
        );
        (await barn.CountAsync("select count(*) from series")).ShouldBe(1);
        (await barn.CountAsync("select cast(sum(n) as bigint) from rollups")).ShouldBe(5);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_an_unknown_network_is_not_there()
    {
        await using var barn = await Barn.OpensAsync();
        var (network, _) = await barn.NetworkAsync("sigfox");
        var body = Uplink("0CB3", barn.Now.ToUnixTimeSeconds(), 1, "00");

        (await barn.PostsAsync($"/in/sigfox/{network.Key}", body)).ShouldBe(HttpStatusCode.Unauthorized);
        (await barn.PostsAsync($"/in/sigfox/{network.Key}", body, "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        (await barn.PostsAsync("/in/sigfox/elsewhere", body, "wrong")).ShouldBe(HttpStatusCode.NotFound);
        (await barn.PostsAsync($"/in/generic/{network.Key}", body, "wrong")).ShouldBe(HttpStatusCode.NotFound);
        (await barn.CountAsync("select count(*) from arrivals")).ShouldBe(0);
        (await barn.CountAsync("select count(*) from networks where refused_at is not null")).ShouldBe(1);
    }

    [Theory]
    [InlineData("generic", """{"device":"porch","ts":AT000,"values":{"temp":21.5,"door":true}}""", "")]
    [InlineData("generic", "weather,device=porch temp=21.5,door=true AT000000000", "weather.")]
    public async Task What_scripts_send_becomes_readings(string kind, string body, string named)
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync(kind);
        var at = barn.Now.ToUnixTimeSeconds();
        var sent = body.Replace("AT", $"{at}", StringComparison.Ordinal);

        (
            await barn.PostsAsync(
                $"/in/{kind}/{network.Key}",
                sent,
                secret,
                body[0] == '{' ? MediaTypeNames.Application.Json : MediaTypeNames.Text.Plain
            )
        ).ShouldBe(HttpStatusCode.NoContent);

        (await barn.CountAsync("select count(*) from readings")).ShouldBe(2);
        (await barn.ReadingsAsync("porch")).ShouldBe([$"{named}door {at} 1", $"{named}temp {at} 21.5"]);
    }

    internal static string Uplink(string device, long at, int number, string data) =>
        $$"""{"device":"{{device}}","time":"{{at}}","data":"{{data}}","seqNumber":"{{number}}"}""";

    /// <summary>What the network is told; empty: nothing.</summary>
    private static async Task<string> AsksAsync(Barn barn, string door, string secret, long at, int number)
    {
        var body = $$"""{"device":"0cb3","time":"{{at}}","data":"01","seqNumber":"{{number}}","ack":"true"}""";
        using var answer = await barn.SendsAsync(door, body, secret);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(said.Length == 0 ? HttpStatusCode.NoContent : HttpStatusCode.OK);
        await barn.SettleAsync();
        return said;
    }

    internal static Task<string> DecoderAsync(Barn barn, NetworkRow network, string config, string fields = "{}") =>
        barn.Database.WriteAsync(
            session => session.AddDecoderAsync(network.Id, "Plain", "", config, fields, barn.Now),
            Stop
        );

    private static Task<DownlinkRow> QueueAsync(Barn barn, DeviceRow device, string data, TimeSpan later = default) =>
        barn.Database.WriteAsync(
            session => session.QueueDownlinkAsync(device.Id, data, "owner", barn.Now.AddDays(7), barn.Now + later),
            Stop
        );

    private static async Task TakeInAsync(Barn barn, DeviceRow device)
    {
        var profile = barn.Server.Services.GetRequiredService<DeviceProfile>();
        await barn.Database.WriteAsync(
            session => session.MoveAsync(device, DeviceState.Active, profile.Chosen, barn.Now),
            Stop
        );
        await barn.SettleAsync();
    }
}
