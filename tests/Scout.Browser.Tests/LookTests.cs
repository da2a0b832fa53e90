using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>Every page in both themes, on a phone and on a desk: pictures for a person, axe for the rest.</summary>
public sealed class LookTests(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<string, int, ColorScheme> Looks()
    {
        var looks = new TheoryData<string, int, ColorScheme>();
        foreach (
            var scene in new[] { "calm", "low", "alert", "ringing", "talking", "texts", "missing", "setup", "empty" }
        )
        {
            foreach (var width in new[] { 390, 1280 })
            {
                looks.Add(scene, width, ColorScheme.Light);
                looks.Add(scene, width, ColorScheme.Dark);
            }
        }

        return looks;
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task A_page_fits_and_is_accessible(string scene, int width, ColorScheme scheme)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var site = await ScoutSite.StartAsync(cancellationToken);
        var path = await Scenes.PlayAsync(site, scene, cancellationToken);
        var page = await chromium.OpenAsync(site, path, width, scheme);
        await page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Shot($"{scene}-{width}-{scheme}"), FullPage = true }
        );

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        overflow.ShouldBeLessThanOrEqualTo(0);
        var axe = await page.RunAxe();
        axe.Violations.Select(Describe).ShouldBeEmpty();
    }

    private static string Describe(AxeResultItem item) =>
        $"{item.Id}: {item.Help}: {string.Join(" | ", item.Nodes.Select(node => node.Html))}";

    private static string Shot(string name) =>
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "..",
            "screenshots",
            name.ToLower(CultureInfo.InvariantCulture) + ".png"
        );
}
