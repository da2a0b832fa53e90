using System.Net;
using System.Text;
using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>The graph of sensors on an open page.</summary>
public sealed class GraphTests(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_reading_appears_on_an_open_page_and_the_next_ones_too()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: true, Sensors.Open);
        var page = await chromium.BlankAsync(site, account: null);
        var complaints = page.Complaints();
        await page.GotoAsync("/graph");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Waiting for the first reading.");
        var now = TimeProvider.System.GetUtcNow();

        (await site.SendAsync("1", now.AddMinutes(-10), "21", Stop)).ShouldBe(HttpStatusCode.OK);
        await Assertions.Expect(page.Locator("tbody td").Last).ToHaveTextAsync("21");
        await Assertions.Expect(page.Locator("#series-figure[data-drawn]")).ToHaveCountAsync(1);

        (await site.SendAsync("1", now, "-4.5", Stop)).ShouldBe(HttpStatusCode.OK);
        await Assertions.Expect(page.Locator("tbody tr").First.Locator("td").Last).ToHaveTextAsync("-4.5");
        await page.WaitForFunctionAsync(
            "() => document.getElementById('series-figure').lines[0].points.y.join(' ') === '21 -4.5'"
        );
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_posted_is_drawn_at_once_and_so_are_a_new_field_and_a_new_sensor()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: true, Sensors.Open);
        var page = await chromium.BlankAsync(site, account: null);
        var complaints = page.Complaints();
        await page.GotoAsync("/graph");
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60;

        // In this order: each of them changes what the page has to show.
        await DrawnAsync("1", $$"""{"device":"1D3A","time":"{{at}}","temp":21}""", "1 (1D3A): temp", 21);
        await DrawnAsync("1", $$"""{"device":"1D3A","time":"{{at + 1}}","temp":22}""", "1 (1D3A): temp", 22);
        await DrawnAsync("1", $$"""{"device":"1D3A","time":"{{at + 2}}","temp":23,"hum":40}""", "1 (1D3A): hum", 40);
        await DrawnAsync("2", $$"""{"device":"2B","time":"{{at + 3}}","temp":-5}""", "2 (2B): temp", -5);
        complaints.ShouldBeEmpty();

        async Task DrawnAsync(string sensor, string body, string name, int value)
        {
            var before = TimeProvider.System.GetTimestamp();
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri($"/data/{sensor}", UriKind.Relative), content, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            await page.WaitForFunctionAsync(
                """
                ([name, value]) => document.getElementById('series-figure')?.lines
                    ?.some(line => line.name === name && line.chart.data[1].at(-1) === value)
                """,
                new object[] { name, value }
            );
            var taken = TimeProvider.System.GetElapsedTime(before);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{name} {value}: drawn after {taken.TotalMilliseconds:0} ms"
            );
            taken.ShouldBeLessThan(TimeSpan.FromSeconds(5)); // a second where nothing else happens: bench "shown"
        }
    }

    [Fact]
    public async Task Ten_readings_come_first_and_what_never_came_is_a_gap()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: false, Sensors.Open);
        await site.FreezeAsync(Stop);
        var page = await chromium.BlankAsync(site, account: null);

        await page.GotoAsync("/graph/freezer");

        await page.Locator("#series-figure[data-drawn]").WaitForAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(10);
        var drawn = await page.EvaluateAsync<string[]>(
            """
            () => {
                const [{ points, chart }] = document.getElementById("series-figure").lines;
                const numbers = points.y.filter(y => y !== null);
                return [
                    `${numbers.length} readings`,
                    `${points.y.filter(y => y === null).length} gap`,
                    chart.scales.y.max < 0 ? "no zero" : "zero",
                ];
            }
            """
        );
        drawn.ShouldBe(["10 readings", "1 gap", "no zero"]);

        await page.GetByRole(AriaRole.Link, new() { Name = "24 hours" }).ClickAsync();
        await page.WaitForFunctionAsync(
            "() => document.getElementById('series-figure').lines[0].points.y.length === 26"
        );
        page.Url.ShouldEndWith("range=24h");

        await page.GotoAsync("/graph/cellar"); // it stopped two days ago
        await page.GetByRole(AriaRole.Link, new() { Name = "Everything" }).ClickAsync();
        await page.WaitForFunctionAsync(
            """
            () => {
                const figure = document.getElementById('series-figure');
                return figure.lines[0].points.x.filter(x => x >= figure.view.from).length === 12;
            }
            """
        );
    }

    [Fact]
    public async Task One_cursor_reads_all_lines()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: false, Sensors.Open);
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 5; i++)
        {
            await site.SendAsync("warm", now.AddMinutes(i - 5), $"{20 + i}", Stop);
            await site.SendAsync("cold", now.AddMinutes(i - 5), $"{-20 - i}", Stop);
        }

        await site.SettleAsync(Stop);
        var page = await chromium.BlankAsync(site, account: null);
        await page.GotoAsync("/graph");
        await page.Locator("#series-figure[data-drawn]").WaitForAsync();

        await page.Locator(".chart-plot").First.FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowRight");

        var readouts = page.Locator(".chart-readout");
        await Assertions.Expect(readouts.First).ToContainTextAsync(": -20");
        await Assertions.Expect(readouts.Last).ToContainTextAsync(": 20");
    }

    [Fact]
    public async Task Without_script_and_with_a_hostile_name_the_ten_readings_are_text()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: false, Sensors.Open);
        const string Hostile = "</script><script>alert(1)</script>";
        (await site.SendAsync("1", TimeProvider.System.GetUtcNow(), "21", Stop, device: Hostile)).ShouldBeOneOf(
            HttpStatusCode.OK,
            HttpStatusCode.BadRequest
        );
        await site.SendAsync("1", TimeProvider.System.GetUtcNow(), "22", Stop);
        await site.SettleAsync(Stop);
        await site.Database.WriteAsync(
            session => session.ExecuteAsync("update watches set name = @Hostile", new { Hostile }),
            Stop
        );
        var page = await chromium.BlankAsync(site, account: null, script: false);

        await page.GotoAsync("/graph");

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(Hostile);
        (await page.Locator("script:not([src])").CountAsync()).ShouldBe(0);
        await Assertions.Expect(page.GetByText("22").First).ToBeVisibleAsync();
    }
}
