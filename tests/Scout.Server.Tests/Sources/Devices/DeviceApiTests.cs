using System.Net;
using System.Text.Json;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>/api/devices, by a token.</summary>
public sealed class DeviceApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_takes_a_device_in_names_it_and_reads_what_it_sent()
    {
        await using var barn = await Barn.OpensAsync();
        var (network, secret) = await barn.NetworkAsync("generic", Server.Sources.Devices.DeviceState.Quarantine);
        var at = barn.Now.ToUnixTimeSeconds() - 60;
        await barn.PostsAsync(
            $"/in/generic/{network.Key}",
            $$"""[{"device":"porch","ts":{{at}}000,"temp":21.5},{"device":"porch","ts":{{at + 30}}000,"temp":22}]""",
            secret
        );
        var token = await barn.Database.WriteAsync(
            session => session.MakeTokenAsync("owner", "script", null, barn.Now),
            Stop
        );

        var listed = await AskAsync(barn, token, "/api/devices");
        var one = listed.GetProperty("devices").EnumerateArray().ShouldHaveSingleItem();
        one.GetProperty("state").GetString().ShouldBe("Quarantine");
        var id = one.GetProperty("id").GetInt64();

        await AskAsync(
            barn,
            token,
            $"/api/devices/{id}",
            """{"state":"Active","name":"Porch","expectedInterval":600}"""
        );
        await barn.SettleAsync();

        var found = await AskAsync(barn, token, $"/api/devices/{id}");
        found.GetProperty("device").GetProperty("name").GetString().ShouldBe("Porch");
        found.GetProperty("device").GetProperty("interval").GetDouble().ShouldBe(600);
        var series = found.GetProperty("series").EnumerateArray().ShouldHaveSingleItem();
        series.GetProperty("value").GetDouble().ShouldBe(22);
        var points = await AskAsync(barn, token, $"/api/series/{series.GetProperty("id").GetInt64()}/points");
        points.GetProperty("v").GetArrayLength().ShouldBe(2);

        var messages = await AskAsync(barn, token, $"/api/devices/{id}/messages?limit=1");
        messages.GetProperty("messages")[0].GetProperty("values").GetProperty("temp").GetDouble().ShouldBe(22);
        var next = messages.GetProperty("next").GetString();
        var rest = await AskAsync(barn, token, $"/api/devices/{id}/messages?before={next}");
        rest.GetProperty("messages").EnumerateArray().ShouldHaveSingleItem();

        await AskAsync(barn, token, $"/api/devices/{id}/downlinks", """{"data":"0011223344556677"}""");
        var downlinks = await AskAsync(barn, token, $"/api/devices/{id}/downlinks");
        downlinks.GetProperty("downlinks")[0].GetProperty("state").GetString().ShouldBe("Queued");
    }

    [Theory]
    [InlineData("", """{"state":"Quarantine"}""")]
    [InlineData("", """{"name":" "}""")]
    [InlineData("", """{"expectedInterval":-1}""")]
    [InlineData("/downlinks", """{"data":"00"}""")]
    [InlineData("/downlinks", """{"data":"0011223344556677","hours":0}""")]
    public async Task What_cannot_be_is_refused_in_words(string path, string body)
    {
        await using var barn = await Barn.OpensAsync();
        var id = await Seed.DeviceAsync(barn.Database, Viewer.OwnerId, "A1", barn.Now, Stop);
        var token = await barn.Database.WriteAsync(
            session => session.MakeTokenAsync("owner", "script", null, barn.Now),
            Stop
        );

        using var answer = await barn.SendsAsync($"/api/devices/{id}{path}", body, token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("detail");
    }

    private static async Task<JsonElement> AskAsync(Barn barn, string token, string path, string? body = null)
    {
        using var answer = await barn.SendsAsync(
            path,
            body ?? "",
            token,
            method: body is null ? HttpMethod.Get : HttpMethod.Post
        );
        var said = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, said);
        return JsonElement.Parse(said);
    }
}
