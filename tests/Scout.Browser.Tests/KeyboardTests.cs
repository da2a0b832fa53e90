using Microsoft.Playwright;
using Scout.Core.Readings;

namespace Scout.Browser.Tests;

/// <summary>What people do without a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_printed_link_to_a_watch_the_keyboard_is_enough()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        var page = await chromium.OpenAsync(site, $"/setup?token={ScoutSite.SetupToken}");
        await page.WriteAsync("Your name", "Ada");
        await page.WriteAsync("E-mail", "ada@example.org");
        await page.WriteAsync("Password", "correct horse battery");
        await page.EnterAsync(AriaRole.Button, "Become the owner");
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));

        await page.GotoAsync("/");
        await page.EnterAsync(AriaRole.Button, "Begin");
        await page.WaitForURLAsync("**/profile");
        await page.WriteAsync("Address of the Nightscout site", "https://sam.example");
        await page.WriteAsync("Name", "Sam");
        await page.WriteAsync("Own number: Scout calls it", People.Sam);
        await page.EnterAsync(AriaRole.Button, "Save");
        await page.WaitForURLAsync(url => !url.EndsWith("/profile", StringComparison.Ordinal));

        (await WatchedAsync(site)).ShouldBe("Sam https://sam.example/ " + People.Sam);
    }

    [Fact]
    public async Task An_alert_is_acknowledged()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop);
        await site.MeasureAsync(Trend.FallingFast, [62], Stop);
        await site.SettleAsync(Stop);
        var page = await chromium.OpenAsync(site, "/", account: "owner");

        await page.EnterAsync(AriaRole.Button, "Acknowledge: Sam is low");

        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync("taken");
    }

    private static Task<string?> WatchedAsync(ScoutSite site) =>
        site.Database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    """
                    select w.name || ' ' || s.address || ' ' || c.phone
                    from watches w
                    join sources s on s.id = w.source_id
                    join contacts c on c.id = w.person_id
                    """
                ),
            Stop
        );
}
