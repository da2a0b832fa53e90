using System.Net;
using Scout.Server.Sources.Devices;
using Scout.Server.Tests.Sources.Devices;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages;

/// <summary>A device whose bodies nobody has seen before, and a person who says where its values stand.</summary>
public sealed class MappingPagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Values_are_picked_from_what_came_and_all_that_came_before_is_read_by_them(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        var at = barn.Now.ToUnixTimeSeconds() - 600;
        var address = $"/in/generic/{network.Key}";
        string Body(int place, double t) =>
            $$$"""{"msg":{"sn":"roof-7","at":{{{at + (place * 60)}}},"list":[{"n":"t","v":{{{t}}}},{"n":"h","v":40}]}}""";

        (await barn.PostsAsync(address, Body(0, 215), secret)).ShouldBe(HttpStatusCode.NoContent);
        (await barn.PostsAsync(address, """{"list":[1,2],"ts":"noon"}""", secret)).ShouldBe(HttpStatusCode.NoContent);
        barn.Server.Time.Advance(TimeSpan.FromMinutes(1));
        (await barn.PostsAsync(address, Body(1, 220), secret)).ShouldBe(HttpStatusCode.NoContent);

        var page = $"/networks/{network.Id}/mapping";
        await owner.OpensAsync($"/networks/{network.Id}", Stop);
        owner.Page.ShouldContain("Could not be read");
        await owner.OpensAsync(page, Stop);
        owner.Page.ShouldContain("msg.list[0].v"); // of what came last
        owner.Page.ShouldContain("roof-7");

        await owner.SendsAsync(page, Stop, ("sample", Body(1, 220)), ("values", ""), ("take", "values:msg.list[0].v"));
        owner.Page.ShouldContain("v = msg.list[0].v");
        await owner.SendsAsync(page, Stop, ("sample", Body(1, 220)), ("values", "temp = msg.list[3].v"), ("try", "1"));
        WebUtility.HtmlDecode(owner.Page).ShouldContain("The list “msg.list” has no [3]; the first is [0].");
        (await owner.SendsAsync(page, Stop, ("values", "temp = msg..v"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        owner.Page.ShouldContain("is no path from letter 4 on");

        (string, string)[] mapping =
        [
            ("values", "temp = msg.list[n=t].v\nhum = msg.list[n=h].v"),
            ("device", "msg.sn"),
            ("time", "msg.at"),
            ("field", "temp"),
            ("field", "hum"),
            ("unit[0]", "°C"),
            ("scale[0]", "0.1"),
            ("unit[1]", "%"),
        ];
        await owner.SendsAsync(page, Stop, [.. mapping, ("sample", Body(1, 220)), ("try", "1")]);
        WebUtility.HtmlDecode(owner.Page).ShouldMatch(@"temp 22\s°C, hum 40\s%");
        (await owner.SendsAsync(page, Stop, mapping)).ShouldBe(HttpStatusCode.Found);
        await barn.SettleAsync();
        (await barn.PostsAsync(address, Body(2, 225), secret)).ShouldBe(HttpStatusCode.NoContent);
        (await barn.PostsAsync(address, Body(2, 225), secret)).ShouldBe(HttpStatusCode.NoContent); // once more

        (await barn.ReadingsAsync("roof-7")).ShouldBe([$"hum {at + 120} 40", $"temp {at + 120} 22.5"]);
        // What came under no name before stays with the device it was, now with the values that are meant.
        (await barn.ReadingsAsync("main"))
            .Select(line => line.Split(' ') is var parts ? $"{parts[0]} {parts[2]}" : "")
            .ShouldBe(["hum 40", "temp 21.5", "hum 40", "temp 22"]);
        await owner.OpensAsync($"/devices/{(await barn.DeviceAsync("roof-7")).Id}", Stop);
        WebUtility.HtmlDecode(owner.Page).ShouldMatch(@"22\.5\s°C");

        (await owner.SendsAsync($"{page}/remove", Stop)).ShouldBe(HttpStatusCode.Found);
        await barn.SettleAsync();
        (await barn.ReadingsAsync("roof-7"))
            .Where(line => line.StartsWith("temp", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_used_is_kept_and_taken_when_a_mapping_says_how()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        var address = $"/in/generic/{network.Key}";

        (await barn.PostsAsync(address, """{"rows":[[21.5,40],[22,41]]}""", secret)).ShouldBe(HttpStatusCode.NoContent);
        (await barn.CountAsync("select count(*) from devices")).ShouldBe(0);
        (await barn.CountAsync("select count(*) from arrivals where problem <> ''")).ShouldBe(1);
        (await barn.PostsAsync(address, """{"rows":[[21.5""", secret)).ShouldBe(HttpStatusCode.BadRequest);

        await owner.OpensAsync($"/networks/{network.Id}/mapping", Stop);
        (await owner.SendsAsync($"/networks/{network.Id}/mapping", Stop, ("values", "temp = rows[0][0]"))).ShouldBe(
            HttpStatusCode.Found
        );
        await barn.SettleAsync();

        (await barn.CountAsync("select count(*) from arrivals")).ShouldBe(0);
        (await barn.ReadingsAsync("main")).ShouldBe([$"temp {barn.Now.ToUnixTimeSeconds()} 21.5"]);
    }

    [Fact]
    public async Task Only_the_owner_of_a_network_of_scripts_has_the_page()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        using var member = await AccountBrowser.SignInAsync(barn.Server, "mallory", "Mallory", Stop);
        var (scripts, _) = await barn.NetworkAsync(NetworkKinds.Generic);
        var (sigfox, _) = await barn.NetworkAsync(NetworkKinds.Sigfox);

        (await member.OpensAsync($"/networks/{scripts.Id}/mapping", Stop)).ShouldBe(HttpStatusCode.NotFound);
        (await owner.OpensAsync($"/networks/{sigfox.Id}/mapping", Stop)).ShouldBe(HttpStatusCode.NotFound);
        (await owner.OpensAsync($"/networks/{scripts.Id}/mapping", Stop)).ShouldBe(HttpStatusCode.OK);
        owner.Page.ShouldContain("Nothing has come yet");
    }
}
