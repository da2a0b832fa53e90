using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>Every page in both themes, on a phone and on a desk: pictures for a person, axe for the rest.</summary>
public sealed class LookTests(Chromium chromium, Stage stage) : IClassFixture<Stage>
{
    private static readonly (int Width, ColorScheme Scheme)[] Looks =
    [
        (390, ColorScheme.Light),
        (390, ColorScheme.Dark),
        (1280, ColorScheme.Dark),
        (1280, ColorScheme.Light),
    ];

    public static TheoryData<string> Names() => [.. Shown.All.Select(page => page.Name)];

    [Fact]
    public async Task Every_page_is_looked_at()
    {
        var site = await stage.PlayAsync("empty", TestContext.Current.CancellationToken);
        var pages = site.Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(route => "/" + route.RoutePattern.RawText!.Trim('/'))
            .Where(route => route[1..].Split('/')[0] is not ("api" or "openapi" or "webhooks") && !IsFile(route))
            .ToHashSet(StringComparer.Ordinal);

        pages
            .Except(Shown.All.Select(page => page.Route), StringComparer.Ordinal)
            .Except(Shown.NoPages)
            .ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_page_fits_is_accessible_and_has_nothing_to_complain_about(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var shown = Shown.All.Single(page => page.Name == name);
        var site = await stage.PlayAsync(shown.Scene, cancellationToken);
        var path = await shown.PathAsync(site, cancellationToken);
        var page = await chromium.BlankAsync(site, account: shown.As);
        var complaints = page.Complaints();
        var answer = await page.GotoAsync(path);
        answer!.Status.ShouldBe(shown.Status);
        foreach (var (width, scheme) in Looks)
        {
            await page.SetViewportSizeAsync(width, width < 500 ? 844 : 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.ScreenshotAsync(new() { Path = Shot($"{name}-{width}-{scheme}"), FullPage = true });

            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            overflow.ShouldBeLessThanOrEqualTo(0, $"{width} px");
            if (scheme is ColorScheme.Light == width < 500)
            {
                continue; // each theme and each width has been seen by axe once
            }

            var axe = await page.RunAxe();
            axe.Violations.Select(Describe).ShouldBeEmpty($"{width} px, {scheme}");
        }

        complaints.Where(complaint => !shown.Expects(complaint)).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    private static bool IsFile(string route) =>
        route.Contains(":file", StringComparison.Ordinal) || route.EndsWith(".csv", StringComparison.Ordinal);

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
