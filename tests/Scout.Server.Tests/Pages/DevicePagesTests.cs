using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Scout.Server.Sources.Devices;
using Scout.Server.Tests.Sources.Devices;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages;

/// <summary>From "add what sends" to a value on a page, by forms alone.</summary>
public sealed partial class DevicePagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_page_prints_works_as_it_is_and_a_new_device_is_taken_in_and_decoded()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, address, secret) = await AddAsync(owner, "sigfox");
        var at = barn.Now.ToUnixTimeSeconds();
        string Body(int seq, string data) =>
            $$"""{"device":"1D3A7C","time":"{{at - 600 + (seq * 60)}}","data":"{{data}}","seqNumber":"{{seq}}"}""";

        (await barn.PostsAsync(address, Body(1, "00FB28"), secret)).ShouldBe(HttpStatusCode.NoContent);
        await owner.OpensAsync("/devices", Stop);
        owner.Page.ShouldContain("1 new device");
        var device = (await barn.DeviceAsync("1D3A7C")).Id;

        (await owner.SendsAsync($"/devices/{device}/take", Stop)).ShouldBe(HttpStatusCode.Found);
        await owner.OpensAsync($"/networks/{network}/decoders/new", Stop);
        owner.Page.ShouldNotContain("<td");
        (
            await owner.SendsAsync($"/networks/{network}/decoders/new", Stop, ("config", "temp::int:99"), ("try", "1"))
        ).ShouldBe(HttpStatusCode.OK);
        owner.Page.ShouldContain("uint and int have 1 to 64 bits");
        await owner.SendsAsync(
            $"/networks/{network}/decoders/new",
            Stop,
            ("config", "temp::int:16:/10 hum::uint:8"),
            ("sample", "FF38"),
            ("try", "1")
        );
        owner.Page.ShouldContain("temp -20");
        owner.Page.ShouldContain("It is too short for some fields.");
        owner.Page.ShouldContain("temp 25.1, hum 40");
        (
            await owner.SendsAsync(
                $"/networks/{network}/decoders/new",
                Stop,
                ("name", "Probe"),
                ("config", "temp::int:16:/10 hum::uint:8"),
                ("field", "temp"),
                ("field", "hum"),
                ("label[0]", "Air"),
                ("unit[0]", "°C"),
                ("decimals[0]", "1"),
                ("unit[1]", "%")
            )
        ).ShouldBe(HttpStatusCode.Found);
        await barn.SettleAsync();
        await barn.PostsAsync(address, Body(2, "FF3829"), secret);

        await owner.OpensAsync($"/devices/{device}", Stop);
        Plain(owner.Page).ShouldContain("Air -20.0 °C");
        Plain(owner.Page).ShouldContain("Air 25.1 °C, hum 40 %"); // what came before it was taken in
        await owner.OpensAsync($"/graph/{device}", Stop);
        Plain(owner.Page).ShouldMatch("Air.* -20.0 °C .* 25.1 °C");
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_two_live_for_a_while()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, address, first) = await AddAsync(owner, "generic");
        async Task<HttpStatusCode> SendAsync(string secret) => await barn.PostsAsync(address, """{"temp":1}""", secret);

        await owner.OpensAsync($"/networks/{network}", Stop);
        owner.Page.ShouldNotContain(first);
        await owner.SendsAsync($"/networks/{network}/secret", Stop);
        var second = Secret(owner.Page);
        (await SendAsync(first)).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(second)).ShouldBe(HttpStatusCode.NoContent);
        (await owner.SendsAsync($"/networks/{network}/secret/end", Stop)).ShouldBe(HttpStatusCode.Found);
        (await SendAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(second)).ShouldBe(HttpStatusCode.NoContent);

        using var member = await AccountBrowser.SignInAsync(barn.Server, "mallory", "Mallory", Stop);
        (await member.OpensAsync($"/networks/{network}", Stop)).ShouldBe(HttpStatusCode.NotFound);
        (await owner.SendsAsync($"/networks/{network}/remove", Stop)).ShouldBe(HttpStatusCode.Found);
        (await SendAsync(second)).ShouldBe(HttpStatusCode.NotFound);
        (await owner.OpensAsync($"/networks/{network}", Stop)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Open_sensors_have_an_open_chart_and_no_others()
    {
        await using var barn = await Barn.OpensAsync(open: true);
        var (closed, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        var first = barn.Now.ToUnixTimeSeconds() - 660;
        for (var i = 0; i < 12; i++)
        {
            await barn.PostsAsync(
                "/data/1",
                $$"""{"device":"1D3A7C","time":"{{first + (i * 60)}}","temp":{{i - 3}}}"""
            );
        }

        await barn.PostsAsync($"/in/generic/{closed.Key}", """{"device":"vault","temp":77}""", secret);
        using var stranger = barn.Server.CreateDefaultClient();
        stranger.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        var page = await stranger.GetStringAsync(new Uri("/graph", UriKind.Relative), Stop);
        page.ShouldContain("1D3A7C");
        page.ShouldNotContain("vault");
        using var hidden = await stranger.GetAsync(new Uri("/graph/vault", UriKind.Relative), Stop);
        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var series = await barn.CountAsync("select min(id) from series");
        var points = await stranger.GetStringAsync(new Uri($"/graph/-/points/{series}", UriKind.Relative), Stop);
        points.ShouldContain("\"v\":[-1,0,1,2,3,4,5,6,7,8]"); // the newest ten
        using var vault = await stranger.GetAsync(new Uri($"/graph/-/points/{series + 1}", UriKind.Relative), Stop);
        vault.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_device_is_named_scaled_exported_and_completed_from_a_file()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        var at = barn.Now.ToUnixTimeSeconds() - 60;
        var address = $"/in/generic/{network.Key}";
        await barn.PostsAsync(address, $$"""{"device":"a","ts":{{at}},"values":{"t":215,"h":40} }""", secret);
        await barn.PostsAsync(address, $$"""{"device":"a","ts":{{at + 30}},"values":{"t":220} }""", secret);
        var device = (await barn.DeviceAsync("a")).Id;

        await owner.OpensAsync($"/devices/{device}/settings", Stop);
        (
            await owner.SendsAsync(
                $"/devices/{device}/settings",
                Stop,
                ("name", "</script><script>alert(1)</script>"),
                ("minutes", "0"),
                ("field", "h"),
                ("field", "t"),
                ("scale[1]", "none")
            )
        ).ShouldBe(HttpStatusCode.UnprocessableEntity);
        owner.Page.ShouldContain("Type a number, like 0.1.");
        owner.Page.ShouldContain("Type a number of minutes");
        (
            await owner.SendsAsync(
                $"/devices/{device}/settings",
                Stop,
                ("name", "</script><script>alert(1)</script>"),
                ("minutes", "0.5"),
                ("field", "h"),
                ("field", "t"),
                ("scale[1]", "0,1"),
                ("unit[1]", "°C")
            )
        ).ShouldBe(HttpStatusCode.Found);
        await barn.SettleAsync();
        (await barn.ReadingsAsync("a")).ShouldBe([$"h {at} 40", $"t {at} 21.5", $"t {at + 30} 22"]);
        await owner.OpensAsync($"/devices/{device}", Stop);
        owner.Page.ShouldNotContain("<script>");
        owner.Page.ShouldContain("&lt;/script&gt;");
        owner.Page.ShouldContain("every 30 s, as you set it");

        (
            await owner.SendsAsync(
                $"/devices/{device}/import",
                Stop,
                ("text", $"time,t (°C),door\n{at - 60},20.5,1\nyesterday,1,1\n{at - 30},,x\n{at - 20},,0\n")
            )
        ).ShouldBe(HttpStatusCode.OK);
        owner.Page.ShouldContain("3 readings were taken.");
        owner.Page.ShouldContain("Line 3:");
        Plain(owner.Page).ShouldContain("Line 4: “x” is no number.");

        await owner.OpensAsync($"/devices/{device}/readings.csv", Stop);
        string Line(long seconds, string cells) =>
            $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-ddTHH:mm:ss}+00:00,{cells}\r\n";
        owner.Page.ShouldBe(
            "time,h,t (°C),door\r\n"
                + Line(at - 60, ",20.5,1")
                + Line(at - 20, ",,0")
                + Line(at, "40,21.5,")
                + Line(at + 30, ",22,")
        );
    }

    [Fact]
    public async Task A_unit_is_offered_as_a_guess_and_is_none_before_somebody_accepts_it()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        await barn.PostsAsync($"/in/generic/{network.Key}", """{"device":"a","temp":21.5,"battery":3,"x":7}""", secret);
        var page = $"/devices/{(await barn.DeviceAsync("a")).Id}";

        await owner.OpensAsync(page, Stop);
        Plain(owner.Page)
            .ShouldContain("“temp” has no unit yet, so calls and texts say the bare number. Which is it? °C °F None");
        Plain(owner.Page).ShouldContain("temp 21.5 12:00");
        Plain(owner.Page).ShouldNotContain("“x” has no unit");

        (await owner.SendsAsync($"{page}/unit", Stop, ("field", "temp"), ("unit", "<b>"))).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await owner.SendsAsync($"{page}/unit", Stop, ("field", "temp"), ("unit", "°C"))).ShouldBe(
            HttpStatusCode.Found
        );
        (await owner.SendsAsync($"{page}/unit", Stop, ("field", "battery"), ("unit", ""))).ShouldBe(
            HttpStatusCode.Found
        );
        await barn.SettleAsync();
        await owner.OpensAsync(page, Stop);
        Plain(owner.Page).ShouldContain("temp 21.5 °C");
        owner.Page.ShouldNotContain("has no unit yet");
        (await barn.CountAsync("select count(*) from series where unit = '°C'")).ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "SIG-33")]
    public async Task More_messages_than_sigfox_allows_in_a_day_are_said_and_the_printed_batch_works_as_it_is()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Sigfox);
        await owner.OpensAsync($"/networks/{network.Id}", Stop);
        const string Pattern = "{device};{time};{data};{seqNumber}";
        Plain(owner.Page).ShouldContain($"Line pattern {Pattern}");
        var last = barn.Now.ToUnixTimeSeconds();
        string Lines(int count) =>
            string.Join(
                '\n',
                Enumerable
                    .Range(0, count)
                    .Select(i =>
                        Pattern
                            .Replace("{device}", "0CB3", StringComparison.Ordinal)
                            .Replace("{time}", $"{last - (i * 600)}", StringComparison.Ordinal)
                            .Replace("{data}", "00FB", StringComparison.Ordinal)
                            .Replace("{seqNumber}", $"{500 - i}", StringComparison.Ordinal)
                    )
            );

        (await barn.PostsAsync($"/in/sigfox/{network.Key}", Lines(140), secret, "text/plain")).ShouldBe(
            HttpStatusCode.NoContent
        );
        var page = $"/devices/{(await barn.DeviceAsync("0CB3")).Id}";
        await owner.OpensAsync(page, Stop);
        Plain(owner.Page).ShouldContain("140 of 140 messages");
        owner.Page.ShouldNotContain("what goes beyond may be lost");
        await barn.PostsAsync($"/in/sigfox/{network.Key}", Lines(141), secret, "text/plain");
        await owner.OpensAsync(page, Stop);
        Plain(owner.Page).ShouldContain("It sent 141 messages within a day. Sigfox allows 140");

        owner.Page.ShouldNotContain("more answers than its contract holds");
        await barn.PostsAsync(
            $"/in/sigfox/{network.Key}",
            $$"""{"device":"0CB3","time":"{{last}}","infoCode":"0","downlinkOverusage":"true"}""",
            secret
        );
        await owner.OpensAsync(page, Stop);
        owner.Page.ShouldContain("more answers than its contract holds");
    }

    [Fact]
    public async Task Data_that_come_late_are_said_to_until_they_are_known_to_come_so_always()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        string[] said = ["", "", "what comes so late calls nobody", "Its data always come late"];
        for (var i = 0; i < said.Length; i++)
        {
            barn.Server.Time.Advance(TimeSpan.FromMinutes(10));
            var at = barn.Now.AddHours(-2).ToUnixTimeSeconds();
            await barn.PostsAsync($"/in/generic/{network.Key}", $$"""{"device":"a","ts":{{at}},"x":7}""", secret);
            await owner.OpensAsync($"/devices/{(await barn.DeviceAsync("a")).Id}", Stop);
            owner.Page.ShouldContain(said[i]);
            owner.Page.Contains("after they were measured", StringComparison.Ordinal).ShouldBe(said[i].Length > 0);
        }

        Plain(owner.Page).ShouldContain("by now 2 h after they were measured");
    }

    [Fact]
    public async Task A_large_table_is_taken_line_by_line_and_what_is_wrong_in_it_spoils_nothing_else()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        await barn.PostsAsync($"/in/generic/{network.Key}", """{"device":"a","temp":1}""", secret);
        var page = $"/devices/{(await barn.DeviceAsync("a")).Id}";
        const int Lines = 12_000;
        var begin = barn.Now.ToUnixTimeSeconds() - (Lines * 60);
        var table = new StringBuilder("\uFEFF\"time\",\"temp (°C)\",\"'=a, \"\"b\"\"\"\r\n");
        for (var i = 0; i < Lines; i++)
        {
            table.Append(
                i switch
                {
                    10 => $"{begin},\"21,5\",7\r\n",
                    20 => $"{begin + 1200},21,5,7\r\n",
                    30 => $"{begin + 1800},\"1\r\n",
                    40 => $"{begin + 2400},\"\r\n 2 \r\n\",\"\"\r\n",
                    50 => "\r\n",
                    _ => $"{begin + (i * 60)},{i % 40},\r\n",
                }
            );
        }

        await owner.OpensAsync($"{page}/import", Stop);
        (await owner.SendsAsync($"{page}/import", Stop, ("text", table.ToString()))).ShouldBe(HttpStatusCode.OK);
        var said = Plain(owner.Page);
        said.ShouldContain("2 parts could not be used:");
        said.ShouldContain("Line 22: It has more columns than the first line.");
        said.ShouldContain("Line 32: A quote is opened here and never closed.");
        var taken = await barn.CountAsync(
            "select count(*) from readings r join series s on s.id = r.series_id where s.field = 'temp'"
        );
        taken.ShouldBe(1 + Lines - 4, "line 10 is the first once more, and there is the one that came");
        (await barn.CountAsync("select count(*) from series where field = '=a, \"b\"'")).ShouldBe(1);
        (await barn.ReadingsAsync("a")).Take(2).ShouldBe([$"=a, \"b\" {begin} 7", $"temp {begin} 21.5"]);
        (await barn.ReadingsAsync("a")).ShouldContain($"temp {begin + 2400} 2");

        await owner.OpensAsync($"{page}/readings.csv", Stop);
        var exported = owner.Page;
        await owner.OpensAsync($"{page}/import", Stop);
        (await owner.SendsAsync($"{page}/import", Stop, ("text", exported))).ShouldBe(HttpStatusCode.OK);
        owner.Page.ShouldNotContain("could not be used");
        (await barn.CountAsync("select count(*) from series")).ShouldBe(2);
    }

    [Fact]
    public async Task An_old_value_is_never_shown_as_current()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        await barn.PostsAsync($"/in/generic/{network.Key}", """{"device":"a","temp":4}""", secret);
        await owner.OpensAsync("/devices", Stop);
        owner.Page.ShouldNotContain("stale");

        barn.Server.Time.Advance(TimeSpan.FromHours(25));

        await owner.OpensAsync("/devices", Stop);
        owner.Page.ShouldContain("class=\"stale\"");
        owner.Page.ShouldContain("25 h ago");
    }

    [Fact]
    public async Task A_downlink_waits_is_given_once_and_can_be_taken_back()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Sigfox);
        var address = $"/in/sigfox/{network.Key}";
        string Asks(int seq) =>
            $$"""{"device":"0CB3","time":"{{barn.Now.ToUnixTimeSeconds()}}","data":"00","seqNumber":"{{seq}}","ack":"true"}""";
        await barn.PostsAsync(address, Asks(1), secret);
        var device = (await barn.DeviceAsync("0CB3")).Id;

        await owner.OpensAsync($"/devices/{device}", Stop);
        (await owner.SendsAsync($"/devices/{device}/downlinks", Stop, ("data", "12"))).ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        owner.Page.ShouldContain("Type exactly 16 digits");
        await owner.SendsAsync($"/devices/{device}/downlinks", Stop, ("data", "01 02 03 04 05 06 07 08"));
        barn.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await owner.SendsAsync($"/devices/{device}/downlinks", Stop, ("data", "FFFFFFFFFFFFFFFF"));
        await owner.OpensAsync($"/devices/{device}", Stop);
        var back = TakeBack().Match(owner.Page).Value; // the newest stands first
        (await owner.SendsAsync(back, Stop)).ShouldBe(HttpStatusCode.Found);

        using var answer = await barn.SendsAsync(address, Asks(2), secret);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldBe("""{"0CB3":{"downlinkData":"0102030405060708"}}""");
        (await barn.CountAsync("select count(*) from downlinks")).ShouldBe(1);
    }

    private static async Task<(string Network, string Address, string Secret)> AddAsync(
        AccountBrowser owner,
        string kind
    )
    {
        await owner.OpensAsync($"/networks/new?kind={kind}", Stop);
        (await owner.SendsAsync("/networks/new", Stop, ("kind", kind))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SendsAsync("/networks/new", Stop, ("kind", kind), ("name", "Cellar"))).ShouldBe(HttpStatusCode.OK);
        owner.Page.ShouldContain("Authorization: Bearer ");
        return (NetworkLink().Match(owner.Page).Groups["id"].Value, Door().Match(owner.Page).Value, Secret(owner.Page));
    }

    private static string Secret(string page) => Bearer().Match(page).Groups["secret"].Value;

    private static string Plain(string page) =>
        Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(page, " ")).Replace('\u00A0', ' '), " ");

    [GeneratedRegex("Bearer (?<secret>[A-Za-z0-9_-]{43})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bearer();

    [GeneratedRegex("/in/[a-z]+/[a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Door();

    [GeneratedRegex("/networks/(?<id>[a-f0-9]{32})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NetworkLink();

    [GeneratedRegex("/devices/[0-9]+/downlinks/[a-f0-9]+/remove", RegexOptions.None, 1000)]
    private static partial Regex TakeBack();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
