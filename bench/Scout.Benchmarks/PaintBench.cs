using Microsoft.Playwright;
using Scout.TestKit;

namespace Scout.Benchmarks;

/// <summary>The page of a watch in Chromium, nothing cached: from the navigation until the chart is drawn.</summary>
internal static class PaintBench
{
    public const string Browser = "/usr/bin/chromium";
    private const int Times = 15;

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Browser))
        {
            return [Line.Skipped("paint: chart in Chromium", "no Chromium (apt-get install chromium)")];
        }

        await using var storage = await TestDatabase.CreateAsync(BothEngines.Sqlite, cancellationToken);
        await using var node = await WebNode.StartAsync(storage);
        var now = TimeProvider.System.GetUtcNow();
        var every = TimeSpan.FromMinutes(5);
        await Seed.WatchAsync(node.Database, "sam", now, cancellationToken);
        await Seed.ManyReadingsAsync(node.Database, "sam", 30 * 288, now.AddDays(-30), every, cancellationToken);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var samples = new List<double>();
        for (var i = -3; i < Times; i++)
        {
            await using var context = await browser.NewContextAsync(new() { BaseURL = node.Address });
            var page = await context.NewPageAsync();
            await page.GotoAsync("/watches/sam");
            await page.WaitForSelectorAsync("figure[data-drawn]");
            var drawn = await page.EvaluateAsync<double>("performance.getEntriesByName('chart-drawn')[0].startTime");
            if (i >= 0)
            {
                samples.Add(drawn);
            }
        }

        return
        [
            Line.AtMost(
                $"paint: page of a watch, navigation → chart drawn, median of {Times}",
                Samples.Percentile(samples, 0.5),
                500,
                "ms"
            ),
            Line.Figure("paint: … slowest", Samples.Percentile(samples, 1), "ms"),
        ];
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Browser, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] }
        );
}
