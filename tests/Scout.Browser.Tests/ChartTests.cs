using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Scout.Core.Readings;

namespace Scout.Browser.Tests;

/// <summary>The chart of a watch: drawn, moved, read out, and the same without script.</summary>
public sealed class ChartTests(Chromium chromium, Stage stage) : IClassFixture<Stage>
{
    private const string Drawn = "figure[data-drawn]";
    private const string View = "(() => { const v = document.querySelector('#chart').view; return [v.from, v.to]; })()";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task The_chart_draws_its_line_in_the_colours_of_low_and_high(int width, ColorScheme scheme)
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await chromium.OpenAsync(site, "/watches/watch", width, scheme);
        await page.WaitForSelectorAsync(Drawn);

        foreach (var name in new[] { "--chart-line", "--chart-low" })
        {
            (await PixelsAsync(page, name)).ShouldBeGreaterThan(100, name);
        }

        await page.ScreenshotAsync(new() { Path = Shot($"chart-{width}-{scheme}"), FullPage = true });
        await page.ClickAsync("a[data-range='14d']");
        await page.WaitForFunctionAsync("() => document.querySelector('#chart').state().points.step > 0");
        await page.ScreenshotAsync(new() { Path = Shot($"chart-14d-{width}-{scheme}") });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_gap_is_not_bridged()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch");

        // Six hours ago is the middle of the gap of two hours.
        var inGap = await page.EvaluateAsync<int>(
            """
            () => {
                const { chart, state } = document.querySelector('#chart');
                const { x, y } = state().points;
                const gap = x.findIndex((at, i) => y[i] === null && x[i + 1] - x[i - 1] > 3600000);
                const place = Math.round(chart.valToPos(x[gap], 'x', true));
                const { top, height } = chart.bbox;
                const rgb = getComputedStyle(document.querySelector('#chart')).getPropertyValue('--chart-line').trim();
                const probe = document.createElement('canvas').getContext('2d');
                probe.fillStyle = rgb;
                probe.fillRect(0, 0, 1, 1);
                const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
                const pixels = chart.ctx.getImageData(place - 10, top, 20, height).data;
                let found = 0;
                for (let i = 0; i < pixels.length; i += 4) {
                    if (Math.abs(pixels[i] - r) + Math.abs(pixels[i + 1] - g) + Math.abs(pixels[i + 2] - b) < 24) found++;
                }
                return gap < 0 ? -1 : found;
            }
            """
        );

        inGap.ShouldBe(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_zooms_moves_and_reads_value_after_value()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch");
        var plot = page.Locator("#chart-plot");
        await plot.FocusAsync();
        var (from, to) = await ViewAsync(page);

        await plot.PressAsync("+");
        var (closer, _) = await ViewAsync(page);
        closer.ShouldBeGreaterThan(from);

        await plot.PressAsync("ArrowLeft");
        var (earlier, earlierTo) = await ViewAsync(page);
        earlier.ShouldBeLessThan(closer);

        await plot.PressAsync("-");
        var (wider, widerTo) = await ViewAsync(page);
        (widerTo - wider).ShouldBeGreaterThan(earlierTo - earlier);

        await plot.PressAsync("Home");
        (await ViewAsync(page)).To.ShouldBeLessThan(to - (19 * 86_400_000.0));

        await plot.PressAsync("End");
        (await ViewAsync(page)).To.ShouldBe(to, 60_000);

        await page.WaitForFunctionAsync("() => document.querySelector('#chart').state().points.to > Date.now() - 1000");
        await plot.PressAsync("Shift+ArrowLeft");
        var last = (await page.Locator("#chart-readout").TextContentAsync())!;
        await plot.PressAsync("Shift+ArrowLeft");
        await Assertions.Expect(page.Locator("#chart-readout")).Not.ToHaveTextAsync(last);
        last.ShouldContain("mg/dL");
        last.ShouldContain("CE"); // CET or CEST: Sam lives in Berlin

        (await plot.EvaluateAsync<string>("p => getComputedStyle(p).outlineStyle")).ShouldBe("solid");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Mouse_and_fingers_move_and_zoom()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch");
        var box = (await page.Locator(".u-over").BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        var start = await ViewAsync(page);

        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 200, y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        var dragged = await ViewAsync(page);
        (start.From - dragged.From).ShouldBe(200 / box.Width * (start.To - start.From), 60_000);

        await page.Mouse.WheelAsync(0, -100);
        await page.WaitForFunctionAsync(
            $"(() => {{ const [f, t] = {View}; return t - f < {Js(dragged.To - dragged.From - 1)}; }})()"
        );
        var closer = await ViewAsync(page);

        var touch = await page.Context.NewCDPSessionAsync(page);
        await TouchAsync(touch, "touchStart", (x - 40, y), (x + 40, y));
        await TouchAsync(touch, "touchMove", (x - 80, y), (x + 80, y));
        await TouchAsync(touch, "touchMove", (x - 160, y), (x + 160, y));
        await TouchAsync(touch, "touchEnd");
        var pinched = await ViewAsync(page);
        (pinched.To - pinched.From).ShouldBeLessThan((closer.To - closer.From) * 0.5);

        await page.WaitForFunctionAsync("() => location.search.includes('from=')");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_range_is_an_address_that_can_be_kept()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch");

        await page.GetByRole(AriaRole.Link, new() { Name = "14 days" }).ClickAsync();
        await page.WaitForFunctionAsync("() => location.search.includes('range=14d')");
        var (from, to) = await ViewAsync(page);
        (to - from).ShouldBe(14 * 86_400_000.0, 1);

        await page.ReloadAsync();
        await page.WaitForSelectorAsync(Drawn);
        (from, to) = await ViewAsync(page);
        (to - from).ShouldBe(14 * 86_400_000.0, 1);
        await Assertions.Expect(page.Locator("a[data-range='14d']")).ToHaveAttributeAsync("aria-current", "true");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_unit_changes_everywhere_without_asking_the_server_again()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch");
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.Contains("/points", StringComparison.Ordinal) ? 1 : 0;
        await Assertions.Expect(page.Locator("#chart-readout")).ToContainTextAsync("mg/dL");

        await page.ClickAsync("[data-unit-choice='mmol']");

        await Assertions.Expect(page.Locator("#chart-readout")).ToContainTextAsync("mmol/L");
        await Assertions.Expect(page.Locator("#chart-readout")).Not.ToContainTextAsync("mg/dL");
        asked.ShouldBe(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_reading_appears_in_the_open_chart_within_a_second_and_the_chart_stays()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await Scenes.PlayAsync(site, "calm", Stop);
        var page = await OpenAsync(site, "/watches/watch");
        await page.ClickAsync("#chart-table summary");
        await page.EvaluateAsync("document.querySelector('#chart canvas').dataset.same = 'yes'");
        await page.FillAsync("[name=low]", "6");

        var before = TimeProvider.System.GetTimestamp();
        await site.MeasureAsync(Trend.Steady, [187], Stop);
        await page.WaitForFunctionAsync("() => document.querySelector('#chart').state().points.y.includes(187)");
        TimeProvider.System.GetElapsedTime(before).ShouldBeLessThan(TimeSpan.FromSeconds(3));

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("187");
        await Assertions.Expect(page.Locator("#chart-rows tr").First).ToContainTextAsync("187");
        await Assertions.Expect(page.Locator("#chart canvas[data-same=yes]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[name=low]")).ToHaveValueAsync("6");
        (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.u-over')).position")).ShouldBe(
            "absolute"
        );
        (await page.Locator("#chart-table").GetAttributeAsync("open")).ShouldNotBeNull();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_table_holds_what_the_chart_shows_with_script_and_without()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch?range=3h");
        await page.ClickAsync("#chart-table summary");
        var values = await page.EvaluateAsync<string[]>(
            """
            () => {
                const { view, state } = document.querySelector('#chart');
                const { x, y } = state().points;
                return y.filter((v, i) => v !== null && x[i] >= view.from && x[i] <= view.to).reverse().map(String);
            }
            """
        );
        values.Length.ShouldBeInRange(35, 37);
        (await CellsAsync(page)).ShouldBe(values);

        var plain = await chromium.OpenAsync(site, "/watches/watch?range=3h", script: false);
        (await CellsAsync(plain)).ShouldBe(values);
        await Assertions.Expect(plain.GetByText("The chart needs script")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
        await plain.Context.CloseAsync();
    }

    [Fact]
    public async Task Limits_are_tried_without_script()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await chromium.OpenAsync(site, "/watches/watch", script: false);

        await page.FillAsync("[name=low]", "95");
        await page.FillAsync("[name=high]", "170");
        await page.ClickAsync("text=Try these limits");

        var tried = (await page.Locator(".preview-tried").TextContentAsync())!;
        tried.ShouldContain("the limits you try");
        tried.ShouldContain("at night");
        tried.ShouldNotBe(await page.Locator(".preview-now").TextContentAsync());
        await Assertions.Expect(page.Locator("[name=low]")).ToHaveValueAsync("95");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Alerts_stand_on_the_chart_and_are_read_out()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch");

        var kinds = await page.EvaluateAsync<string[]>(
            "document.querySelector('#chart').state().marks.flatMap(alert => alert.marks.map(mark => mark.kind))"
        );
        kinds.ShouldBe(["opened", "called", "acknowledged", "resolved"]);

        await page.EvaluateAsync(
            """
            () => {
                const { chart, state } = document.querySelector('#chart');
                chart.setCursor({ left: chart.valToPos(state().marks[0].from, 'x'), top: 50 });
            }
            """
        );
        await Assertions.Expect(page.Locator("#chart-readout")).ToContainTextAsync("alert opened");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_chart_is_saved_as_a_picture()
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await OpenAsync(site, "/watches/watch");

        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-do=save]"));

        var file = await File.ReadAllBytesAsync((await download.PathAsync())!, Stop);
        file[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        file.Length.ShouldBeGreaterThan(10_000);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T23:00Z", "2026-03-29T22:00Z", 24, "29 Mar 01:00 03:00 04:00")]
    [InlineData("Europe/Berlin", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 26, "25 Oct 01:00 02:00 02:00 03:00")]
    [InlineData("America/New_York", "2026-11-01T04:00Z", "2026-11-02T05:00Z", 26, "1 Nov 01:00 01:00 02:00")]
    [InlineData("Asia/Kolkata", "2026-03-28T18:30Z", "2026-03-29T18:30Z", 25, "29 Mar 01:00 02:00 03:00")]
    public async Task On_nights_when_clocks_change_every_hour_has_one_tick(
        string zone,
        string from,
        string to,
        int count,
        string first
    )
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await chromium.OpenAsync(site, "/watches/watch");

        var labels = await page.EvaluateAsync<string[]>(
            """
            async ({ zone, from, to }) => {
                const there = (await import('/js/chart/zone.js')).zoneOf(zone, 'en');
                const { at, step } = there.ticks(Date.parse(from), Date.parse(to), 30);
                return at.map(ms => there.label(ms, step));
            }
            """,
            new
            {
                zone,
                from,
                to,
            }
        );

        labels.Length.ShouldBe(count);
        string.Join(' ', labels).ShouldStartWith(first);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(10, "25 Oct 03:00 06:00 09:00 12:00 15:00 18:00 21:00 26 Oct")]
    [InlineData(5, "25 Oct 06:00 12:00 18:00 26 Oct")]
    public async Task Further_apart_ticks_stand_at_round_times_of_the_clock_there(int most, string expected)
    {
        var site = await stage.PlayAsync("days", Stop);
        var page = await chromium.OpenAsync(site, "/watches/watch");

        var labels = await page.EvaluateAsync<string[]>(
            """
            async most => {
                const there = (await import('/js/chart/zone.js')).zoneOf('Europe/Berlin', 'en');
                const { at, step } = there.ticks(Date.parse('2026-10-24T22:00Z'), Date.parse('2026-10-25T23:00Z'), most);
                return at.map(ms => there.label(ms, step));
            }
            """,
            most
        );

        string.Join(' ', labels).ShouldBe(expected);
        await page.Context.CloseAsync();
    }

    private static async Task<string[]> CellsAsync(IPage page) =>
        [.. (await page.Locator("#chart-rows td:nth-child(2)").AllTextContentsAsync()).Select(text => text.Trim())];

    private static async Task<(double From, double To)> ViewAsync(IPage page)
    {
        var view = await page.EvaluateAsync<double[]>(View);
        return (view[0], view[1]);
    }

    private static string Js(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task<JsonElement?> TouchAsync(
        ICDPSession session,
        string type,
        params (float X, float Y)[] fingers
    ) =>
        session.SendAsync(
            "Input.dispatchTouchEvent",
            new()
            {
                ["type"] = type,
                ["touchPoints"] = JsonSerializer.SerializeToElement(
                    fingers.Select(
                        (finger, id) =>
                            new
                            {
                                x = finger.X,
                                y = finger.Y,
                                id,
                            }
                    )
                ),
            }
        );

    /// <summary>How many pixels of the chart have the colour of a token.</summary>
    private static Task<int> PixelsAsync(IPage page, string token) =>
        page.EvaluateAsync<int>(
            """
            token => {
                const figure = document.querySelector('#chart');
                const canvas = figure.querySelector('canvas');
                const probe = document.createElement('canvas').getContext('2d');
                probe.fillStyle = getComputedStyle(figure).getPropertyValue(token).trim();
                probe.fillRect(0, 0, 1, 1);
                const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                let found = 0;
                for (let i = 0; i < data.length; i += 4) {
                    if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found++;
                }
                return found;
            }
            """,
            token
        );

    private static string Shot(string name) =>
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "..",
            "screenshots",
            name.ToLower(CultureInfo.InvariantCulture) + ".png"
        );

    private async Task<IPage> OpenAsync(ScoutSite site, string path)
    {
        var page = await chromium.OpenAsync(site, path);
        await page.WaitForSelectorAsync(Drawn);
        return page;
    }
}
