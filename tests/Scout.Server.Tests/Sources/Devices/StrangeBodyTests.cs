using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Scout.Server.Sources.Devices;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>What broken boards, other programs and people who try send to every door.</summary>
public sealed class StrangeBodyTests
{
    private static readonly string[] s_types =
    [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "multipart/form-data; boundary=x",
        "image/png",
    ];

    private static readonly HttpStatusCode[] s_calm =
    [
        HttpStatusCode.OK,
        HttpStatusCode.NoContent,
        HttpStatusCode.BadRequest,
        HttpStatusCode.RequestEntityTooLarge,
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NetworkKinds.Sigfox)]
    [InlineData(NetworkKinds.Tts)]
    [InlineData(NetworkKinds.ChirpStack)]
    [InlineData(NetworkKinds.Generic)]
    [InlineData(NetworkKinds.Data)]
    public async Task Whatever_comes_is_answered_calmly_and_the_next_good_message_is_taken(string kind)
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync(kind);
        var door = kind is NetworkKinds.Data ? "/data/1" : $"/in/{kind}/{network.Key}";
        foreach (var (index, body) in Strange(new Random(20_260_101)).Index())
        {
            var type = s_types[index % s_types.Length];
            using var request = new HttpRequestMessage(HttpMethod.Post, door) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            request.Headers.Authorization = new("Bearer", secret);
            using var answer = await barn.Http.SendAsync(request, Stop);
            s_calm.ShouldContain(answer.StatusCode, $"{index}: {type}, {body.Length} bytes");
        }

        await barn.SettleAsync();
        (await barn.CountAsync("select count(*) from arrivals where problem like '%stumbled%'")).ShouldBe(0);
        (await barn.CountAsync("select count(*) from arrivals where problem = ''")).ShouldBe(0, "all was looked at");
        (await barn.CountAsync("select count(*) from readings where not (value > -1e309 and value < 1e309)")).ShouldBe(
            0
        );
        var good = Good(kind, barn.Now.ToUnixTimeSeconds());
        using var taken = await barn.SendsAsync(door, good, secret);
        await barn.SettleAsync();
        taken.IsSuccessStatusCode.ShouldBeTrue();
        (await barn.CountAsync("select count(*) from devices where external_id = 'CAFE'")).ShouldBe(1);

        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        (await owner.OpensAsync("/devices", Stop)).ShouldBe(HttpStatusCode.OK);
        owner.Page.ShouldNotContain("<script>alert");
        (await owner.OpensAsync($"/networks/{network.Id}", Stop)).ShouldBe(HttpStatusCode.OK);
        owner.Page.ShouldNotContain("<script>alert");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Of_what_nobody_can_use_the_newest_thousand_are_kept(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        for (var i = 0; i < 1_003; i++)
        {
            using var answer = await barn.SendsAsync($"/in/generic/{network.Key}", $"{{\"rows\":[{i}]}}", secret);
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await barn.SettleAsync();
        (await barn.CountAsync("select count(*) from arrivals where problem <> ''")).ShouldBe(1_003);
        await barn.Server.AdvanceAsync(TimeSpan.FromHours(1.1), Stop);
        (await barn.CountAsync("select count(*) from arrivals")).ShouldBe(1_000);
        (await barn.CountAsync("""select count(*) from arrivals where body = '{"rows":[2]}'""")).ShouldBe(0);
        (await barn.CountAsync("""select count(*) from arrivals where body = '{"rows":[3]}'""")).ShouldBe(1);
    }

    private static IEnumerable<byte[]> Strange(Random random)
    {
        string[] texts =
        [
            "",
            "\0",
            "null",
            "{}",
            "[]",
            "[[[]]]",
            "\"\"",
            "{\"device\":",
            """{"device":"x","temp":NaN}""",
            """{"device":"x","temp":1e400,"b":-1e308,"c":1e-400}""",
            """{"device":"x","time":1e300,"temp":1}""",
            """{"device":"x","time":-9223372036854775808,"temp":1}""",
            """{"device":"x","time":"0001-01-01","temp":1,"seqNumber":1e99}""",
            """{"device":"x","device":["y"],"temp":1,"temp":{"temp":2}}""",
            """{"device":"\ud83d","temp":1,"\u0000":2,"a\u0007b":3}""",
            """{"device":"</script><script>alert(1)</script>","temp":"</script><script>alert(1)</script>"}""",
            """{"device":"x","values":{"":1," ":2,".":3,"a.b":4}}""",
            """{"device":"x","data":"0","duplicates":"[{","computedLocation":{"lat":1e400,"lng":"x"}}""",
            """{"end_device_ids":{"device_id":{},"dev_eui":5},"uplink_message":{"frm_payload":"%%%","decoded_payload":[1]}}""",
            """{"deviceInfo":{"devEui":[],"deviceName":{}},"data":"====","object":"no","time":"32nd","rxInfo":{}}""",
            "a;b\nc;d;e;f;g;h;i\n;;;;;;",
            "m,t=\\ f=1i,g=\"x 17672256000000000000000000000000",
            "device=%FF%FE&temp=%",
            "--x\r\nContent-Disposition: form-data; name=\"temp\"\r\n\r\n1\r\n--x--",
            "\uFEFF{\"device\":\"bom\",\"temp\":1}",
            new string('[', 100_000),
            string.Concat(Enumerable.Repeat("{\"a\":", 20_000)) + "1" + new string('}', 20_000),
            $$"""{"device":"{{new string('x', 100_000)}}","temp":1}""",
            $$"""{"device":"x","{{new string('k', 100_000)}}":1}""",
            "{\"device\":\"x\"," + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"f{i}\":{i}")) + "}",
            "[" + string.Join(',', Enumerable.Repeat("1", 100_000)) + "]",
            $$"""{"device":"x","temp":{{new string('9', 50_000)}}}""",
        ];
        foreach (var text in texts)
        {
            yield return Encoding.UTF8.GetBytes(text);
            yield return Encoding.Unicode.GetBytes(text.Length < 1_000 ? text : text[..1_000]);
        }

        foreach (var length in new[] { 1, 2, 12, 100, 1_000, 1 << 20, (1 << 20) + 1 })
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            yield return bytes;
            bytes = [.. bytes];
            (bytes[0], bytes[^1]) = ((byte)'{', (byte)'}');
            yield return bytes;
        }

        // Good ones with a few letters that are not.
        var good = Encoding.UTF8.GetBytes(
            """{"device":"x","time":1767225600,"seqNumber":1,"data":"00FB","temp":[1,{"a":2}]}"""
        );
        for (var i = 0; i < 200; i++)
        {
            byte[] bent = [.. good];
            for (var letter = 0; letter <= i % 4; letter++)
            {
                bent[random.Next(bent.Length)] = (byte)random.Next(256);
            }

            yield return bent;
        }
    }

    private static string Good(string kind, long at) =>
        kind switch
        {
            NetworkKinds.Tts =>
                """{"end_device_ids":{"device_id":"CAFE"},"uplink_message":{"f_cnt":1,"decoded_payload":{"temp":1} } }""",
            NetworkKinds.ChirpStack =>
                """{"deduplicationId":"1","deviceInfo":{"devEui":"CAFE"},"object":{"temp":1},"data":"AA=="}""",
            _ => $$"""{"device":"CAFE","time":{{at}},"temp":1,"data":"01"}""",
        };
}
