using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;

namespace Scout.Benchmarks;

/// <summary>
/// The Sigfox tutorial's callback, posted to the built server, until Chromium has drawn the value on a /graph that was
/// open already: through the database, the due work, the event and the page's own request.
/// </summary>
internal static class ShownBench
{
    private const int Times = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PaintBench.Browser))
        {
            return [Line.Skipped("sensors: posted → shown", "no Chromium (apt-get install chromium)")];
        }

        var folder = Directory.CreateTempSubdirectory("scout-bench-");
        try
        {
            var port = Ports.Free();
            await using var server = SensorBench.Scout(port, folder.FullName);
            await Ports.ListenedToAsync(port, Patience, cancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await PaintBench.LaunchAsync(playwright);
            var page = await browser.NewPageAsync();
            await page.GotoAsync($"{http.BaseAddress}graph");
            // The very first makes the sensor, its series and its chart.
            var first = await SeeAsync(http, page, 1, cancellationToken);
            var samples = new List<double>();
            for (var i = -3; i < Times; i++)
            {
                await Task.Delay(Rest, TimeProvider.System, cancellationToken);
                var seconds = await SeeAsync(http, page, 10 + i, cancellationToken);
                if (i >= 0)
                {
                    samples.Add(seconds);
                }
            }

            return
            [
                Line.AtMost(
                    $"sensors: posted → shown on an open /graph, median of {Times}",
                    Samples.Percentile(samples, 0.5),
                    1,
                    "s"
                ),
                Line.Figure("sensors: … slowest", Samples.Percentile(samples, 1), "s"),
                Line.Figure("sensors: … the first ever, which makes the chart", first, "s"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Seconds from the post until the value is the last of the drawn line.</summary>
    private static async Task<double> SeeAsync(
        HttpClient http,
        IPage page,
        int value,
        CancellationToken cancellationToken
    )
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var body = new StringContent(
            $$"""{"device":"1D3A","time":"{{at}}","temp":{{value}}}""",
            Encoding.UTF8,
            "application/json"
        );
        var clock = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync(new Uri("/data/1", UriKind.Relative), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await page.WaitForFunctionAsync(
            "value => document.getElementById('series-figure')?.lines?.[0]?.chart.data[1].at(-1) === value",
            value
        );
        return Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }
}
