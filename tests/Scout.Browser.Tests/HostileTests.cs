using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>People and sites that mean harm.</summary>
public sealed class HostileTests(Chromium chromium)
{
    private const string Name = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{7*7}}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_that_is_markup_is_shown_as_text_on_every_page()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await Scenes.PlayAsync(site, "texts", Stop);
        await site.TakeTurnsAsync(Stop);
        await site.BreakAsync(Stop);
        await site.FurnishAsync(Stop);
        await site.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update contacts set name = @Name;
                    update watches set name = @Name;
                    update devices set name = @Name;
                    update networks set name = @Name;
                    update accounts set name = @Name;
                    update inbound_texts set body = @Name
                    """,
                    new { Name }
                ),
            Stop
        );
        var page = await chromium.BlankAsync(site, account: "owner");
        var complaints = page.Complaints();
        var dialogs = 0;
        page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };
        foreach (var shown in Shown.All.Where(shown => shown is { As: not null, Status: 200 } && !IsElsewhere(shown)))
        {
            await page.GotoAsync(await shown.PathAsync(site, Stop));

            (await page.Locator("img[src=x]").CountAsync()).ShouldBe(0, shown.Name);
            (await page.Locator("script:not([src])").CountAsync()).ShouldBe(0, shown.Name);
            if (await page.Locator(".menu").CountAsync() > 0)
            {
                (await page.ContentAsync()).ShouldContain("&lt;img src=x", customMessage: shown.Name);
            }
        }

        dialogs.ShouldBe(0);
        complaints.ShouldBeEmpty();
    }

    /// <summary>What it shows is not in the house that is looked at.</summary>
    private static bool IsElsewhere(Shown shown) =>
        shown.Scene is "freezer" or "heartbeat" or "token" or "token-dead" or "sensors" or "pump" or "pumps"
        && shown.Route.Contains('{', StringComparison.Ordinal);

    [Fact]
    public async Task Another_site_cannot_act_with_a_persons_browser()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await Scenes.PlayAsync(site, "low", Stop);
        var alert = await site.AlertAsync(Stop);
        var page = await chromium.BlankAsync(site, account: "owner");
        await page.RouteAsync(
            "https://elsewhere.example/",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body =
                            $"<form method=post action='{site.Address}/alerts/{alert}/acknowledge'><button>Win</button>",
                    }
                )
        );
        await page.GotoAsync("https://elsewhere.example/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Win" }).ClickAsync();
        // The answer is there; that all of its page has loaded says nothing more, and takes long on a busy machine.
        await page.WaitForURLAsync(
            url => url.StartsWith(site.Address, StringComparison.Ordinal),
            new() { WaitUntil = WaitUntilState.Commit }
        );

        await page.GotoAsync(site.Address + "/");
        await Assertions.Expect(page.Locator(".badge").First).Not.ToHaveTextAsync("taken");
    }
}
