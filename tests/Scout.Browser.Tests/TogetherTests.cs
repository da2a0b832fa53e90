using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>Several series in one chart: axes, looks, the cursor, units, and what can be read without seeing it.</summary>
public sealed class TogetherTests(Chromium chromium, Stage stage) : IClassFixture<Stage>
{
    private const string Drawn = "#series-figure[data-drawn]";
    private const string Lines = "document.getElementById('series-figure').lines";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Series_are_chosen_and_stand_on_two_axes_with_their_limits_and_alerts()
    {
        var site = await stage.PlayAsync("together", Stop);
        var page = await chromium.BlankAsync(site, account: "owner");
        var complaints = page.Complaints();
        await page.GotoAsync("/graph");
        await page.WaitForSelectorAsync(Drawn);
        await Assertions.Expect(page.Locator("#headline")).ToContainTextAsync("Freezer: -10.0 °C");
        await Assertions.Expect(page.Locator("#headline")).ToContainTextAsync("Scout rings above -15.0 °C.");
        await page.Locator("#choose summary").ClickAsync();
        await page.GetByLabel("Inside (°C)").CheckAsync();
        await page.GetByLabel("Glucose (mg/dL)").CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "humidity" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show these together" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "3 hours" }).ClickAsync();
        await page.WaitForFunctionAsync("() => Number(document.getElementById('series-figure').dataset.marked) > 1");
        page.Url.ShouldContain("/graph?series=");
        var axes = await page.EvaluateAsync<string[]>(
            $"{Lines}.map(line => `${{line.name}} ${{line.chart.axes.length - 1}} axes, ${{line.axis === 0 ? 'left' : 'right'}}`)"
        );
        axes.Length.ShouldBe(3);
        axes.Count(axis => axis.EndsWith("2 axes, left", StringComparison.Ordinal)).ShouldBe(1);
        axes.Count(axis => axis.EndsWith("2 axes, right", StringComparison.Ordinal)).ShouldBe(1);
        axes.Count(axis => axis.EndsWith("1 axes, left", StringComparison.Ordinal)).ShouldBe(1); // the third scale
        var looks = await page.EvaluateAsync<string[]>(
            $"{Lines}.map(line => getComputedStyle(line.item).getPropertyValue(line.colour) + line.dash + line.shape)"
        );
        looks.Distinct().Count().ShouldBe(3);
        var limits = await page.EvaluateAsync<string[]>(
            $"{Lines}.filter(line => line.high !== null).map(line => `${{line.low}} ${{line.high}}`).sort()"
        );
        limits.ShouldBe(["70 240", "null -15"]);
        await Assertions.Expect(page.Locator(".legend li").First.Locator(".age")).ToHaveCountAsync(1);

        // The freezer's alert stands on the chart that shows the freezer.
        await page.EvaluateAsync(
            """
            async () => {
                const { lines, charts } = document.getElementById('series-figure');
                const freezer = lines.find(line => line.name.endsWith('Inside'));
                const answer = await fetch(`/api/watches/${freezer.watch}/marks`);
                const [alert] = await answer.json();
                freezer.chart.setCursor({ left: freezer.chart.valToPos(alert.from, 'x'), top: 40 });
            }
            """
        );
        await Assertions.Expect(page.Locator(".chart-readout").First).ToContainTextAsync("alert opened");

        await page.ReloadAsync();
        await page.WaitForSelectorAsync(Drawn);
        (await page.EvaluateAsync<int>($"{Lines}.length")).ShouldBe(3);
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_reads_all_lines_at_one_time_and_the_table_has_the_same()
    {
        var site = await stage.PlayAsync("together", Stop);
        var page = await OpenAsync(site, "&range=24h");
        var plot = page.Locator(".chart-plot").First;
        await plot.FocusAsync();
        await Assertions.Expect(page.Locator(".chart-readout").First).ToHaveAttributeAsync("aria-live", "polite");
        await Assertions.Expect(page.Locator(".chart-readout").Last).ToHaveAttributeAsync("aria-live", "off");

        await plot.PressAsync("Shift+ArrowLeft");

        await Assertions.Expect(page.Locator(".chart-readout").First).ToContainTextAsync("64 mg/dL");
        await plot.PressAsync("Shift+ArrowLeft");
        await Assertions.Expect(page.Locator(".chart-readout").First).ToContainTextAsync("°C");
        await plot.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".chart-readout").First).Not.ToContainTextAsync("°C");
        (await plot.GetAttributeAsync("aria-label"))!.ShouldContain(
            "Sam: Glucose: lowest 64 mg/dL, highest 255 mg/dL, "
        );

        await page.Locator("#series-table summary").ClickAsync();
        var rows = await page.Locator("#series-rows tr").AllTextContentsAsync();
        rows[0].ShouldContain("64 mg/dL");
        rows.Count(row => row.Contains("°C", StringComparison.Ordinal)).ShouldBe(48);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoom in" }).ClickAsync();
        await page.WaitForFunctionAsync("() => location.search.includes('from=')");
        (await page.Locator("#series-rows tr").CountAsync()).ShouldBeLessThan(rows.Count);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Units_change_everywhere_at_once_without_a_request_and_are_remembered_without_script_too()
    {
        var site = await stage.PlayAsync("together", Stop);
        var page = await OpenAsync(site, "");
        await page.Locator("#series-table summary").ClickAsync();
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.Contains("/points", StringComparison.Ordinal) ? 1 : 0;
        var before = await ScaleAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "°F" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "mmol/L" }).ClickAsync();

        asked.ShouldBe(0);
        var after = await ScaleAsync(page);
        after.ShouldBeGreaterThan(before + 20); // -10 °C is 14 °F
        foreach (var place in new[] { ".legend", "#series-rows", ".series-lists" })
        {
            var text = (await page.Locator(place).First.TextContentAsync())!;
            text.ShouldContain(place is ".series-lists" ? "°F" : "mmol/L", Case.Sensitive, place);
            text.ShouldNotContain("°C", Case.Sensitive, place);
            text.ShouldNotContain("mg/dL", Case.Sensitive, place);
        }

        var cookies = (await page.Context.CookiesAsync()).Where(one => one.Name is "scout-unit" or "scout-temperature");
        cookies.Select(one => $"{one.Name}={one.Value}").Order().ShouldBe(["scout-temperature=F", "scout-unit=mmol"]);
        await page.GotoAsync($"/graph?series={await SeriesAsync(site, "temp")}");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("°F");
        await page.WaitForSelectorAsync(Drawn);
        await page.GetByRole(AriaRole.Link, new() { Name = "°C" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("°C"); // the sentence comes from the server

        var plain = await chromium.BlankAsync(site, account: "owner", script: false);
        await plain.GotoAsync("/graph");
        await Assertions.Expect(plain.Locator(".series-lists")).ToContainTextAsync("°C");
        await plain.GetByRole(AriaRole.Link, new() { Name = "°F" }).ClickAsync();
        await Assertions.Expect(plain.Locator(".series-lists")).ToContainTextAsync("°F");
        await plain.GotoAsync("/devices");
        await Assertions.Expect(plain.Locator(".values").First).ToContainTextAsync("°F");
        await page.Context.CloseAsync();
        await plain.Context.CloseAsync();
    }

    [Fact]
    public async Task A_gap_of_one_line_is_not_bridged_where_another_has_readings()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: false, Sensors.Open);
        await site.FreezeAsync(Stop); // silent for an hour
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 60; i++)
        {
            await site.SendAsync("attic", now.AddMinutes(-5 * i).AddSeconds(-30), "-17", Stop, "C3");
        }

        await site.SettleAsync(Stop);
        var series = await site.Database.ReadAsync(
            session =>
                session.QueryAsync<long>(
                    "select g.id from series g join devices d on d.watch_id = g.watch_id where d.sensor in ('freezer', 'attic') order by d.id"
                ),
            Stop
        );
        var page = await chromium.OpenAsync(site, $"/graph?series={series[0]}&series={series[1]}&range=24h");
        await page.WaitForSelectorAsync(Drawn);

        // Along the straight line that would bridge it, every value of the freezer is missing.
        var bridged = await page.EvaluateAsync<string>(
            $$"""
            () => {
                const [freezer] = {{Lines}};
                const [x, y] = freezer.chart.data;
                const gap = freezer.points.y.indexOf(null);
                const inside = y.filter((_, i) => x[i] > freezer.points.x[gap - 1] && x[i] < freezer.points.x[gap + 1]);
                return `${inside.length > 10} ${inside.every(value => value === null)}`;
            }
            """
        );
        bridged.ShouldBe("true true");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_choice_is_a_form_and_the_values_are_tables()
    {
        var site = await stage.PlayAsync("together", Stop);
        var page = await chromium.OpenAsync(site, "/graph", script: false, account: "owner");
        await page.Locator("#choose summary").ClickAsync();
        await page.GetByLabel("Glucose (mg/dL)").CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "humidity" }).CheckAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Show these together" }).ClickAsync();

        await Assertions.Expect(page.Locator(".series-lists section")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".series-lists tbody tr")).ToHaveCountAsync(20);
        await Assertions.Expect(page.Locator(".legend li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#series-table")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(ScoutSite site, string more)
    {
        var glucose = await SeriesAsync(site, "glucose");
        var inside = await SeriesAsync(site, "temp");
        var humidity = await SeriesAsync(site, "humidity");
        var page = await chromium.OpenAsync(
            site,
            $"/graph?series={glucose}&series={inside}&series={humidity}{more}",
            account: "owner"
        );
        await page.WaitForSelectorAsync(Drawn);
        return page;
    }

    private static Task<long> SeriesAsync(ScoutSite site, string field) =>
        site.Database.ReadAsync(
            session =>
                session.ScalarAsync<long>(
                    "select id from series where field = @field and last_at is not null",
                    new { field }
                ),
            Stop
        )!;

    /// <summary>The top of the axis of the temperature.</summary>
    private static Task<double> ScaleAsync(IPage page) =>
        page.EvaluateAsync<double>(
            $$"""
            () => {
                const line = {{Lines}}.find(one => one.name.endsWith('Inside'));
                return line.chart.scales[line.axis === 0 ? 'y' : 'y2'].max;
            }
            """
        );
}
