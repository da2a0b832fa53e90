using Microsoft.Playwright;
using Scout.Core.Readings;
using Scout.Server.Carriers.Sandbox;

namespace Scout.Browser.Tests;

/// <summary>Pages that move by themselves, and pages that need no script.</summary>
public sealed class LiveTests(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phone_starts_to_ring_on_the_open_page_and_pressing_1_stops_it_all()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: true);
        await site.MoveInAsync(Stop);
        await site.MeasureAsync(Trend.Steady, [112], Stop);
        var page = await chromium.OpenAsync(site, "/phones");
        var sam = page.GetByRole(AriaRole.Region, new() { Name = "Phone of Sam" });

        var before = TimeProvider.System.GetTimestamp();
        await site.MeasureAsync(Trend.FallingFast, [62], Stop);
        await Assertions.Expect(sam.GetByText("Scout is calling")).ToBeVisibleAsync();
        TimeProvider.System.GetElapsedTime(before).ShouldBeLessThan(TimeSpan.FromSeconds(3));

        await sam.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await Assertions.Expect(sam.Locator(".says")).ToContainTextAsync("62");
        await sam.GetByRole(AriaRole.Button, new() { Name = "1 take it" }).ClickAsync();
        await Assertions.Expect(sam.Locator(".keys")).ToHaveCountAsync(0);

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync("taken");
    }

    [Fact]
    public async Task The_status_page_tells_of_a_new_alert_without_a_reload()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: true);
        await site.MoveInAsync(Stop);
        await site.MeasureAsync(Trend.Steady, [112], Stop);
        var page = await chromium.OpenAsync(site, "/");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Sam is all right");

        await site.MeasureAsync(Trend.FallingFast, [62], Stop);

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Sam is low");
        (await page.TitleAsync()).ShouldStartWith("Sam is low");
    }

    [Fact]
    public async Task The_list_of_calls_tells_that_one_was_declined_without_a_reload()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: true);
        await site.MoveInAsync(Stop);
        await site.MeasureAsync(Trend.Steady, [112], Stop);
        var page = await chromium.OpenAsync(site, "/deliveries", account: "owner");
        await Assertions.Expect(page.GetByText("No calls or texts here.")).ToBeVisibleAsync();

        await site.MeasureAsync(Trend.FallingFast, [62], Stop);
        var sam = page.Locator(".deliveries > li").Filter(new() { HasText = "Sam by call" });
        await Assertions.Expect(sam.Locator(".badge")).ToHaveTextAsync("rings");
        await site.Get<SandboxTelephone>().DeclineAsync(People.Sam, Stop);

        await Assertions.Expect(sam.Locator(".badge")).ToHaveTextAsync("not reached");
        await Assertions.Expect(sam).ToContainTextAsync("The call was declined on the phone.");
        await Assertions.Expect(page.Locator(".deliveries > li")).ToHaveCountAsync(3);
    }

    [Theory]
    [InlineData("Snooze 15 min", "snoozed")]
    [InlineData("Escalate now", "nobody answered")]
    [InlineData("Acknowledge", "taken")]
    public async Task Every_button_works_without_script(string button, string badge)
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop);
        await site.MeasureAsync(Trend.FallingFast, [62], Stop);
        await site.SettleAsync(Stop);
        var page = await chromium.OpenAsync(site, "/", script: false);

        await page.GetByRole(AriaRole.Button, new() { Name = $"{button}: Sam is low" }).ClickAsync();

        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync(badge);
    }

    [Fact]
    public async Task A_telephone_works_without_script()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop);
        await site.MeasureAsync(Trend.FallingFast, [62], Stop);
        await site.SettleAsync(Stop);
        var page = await chromium.OpenAsync(site, "/phones", script: false);

        await page.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "1 take it" }).ClickAsync();

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync("taken");
    }

    [Fact]
    public async Task What_is_typed_on_a_telephone_survives_that_the_page_draws_itself_again()
    {
        await using var site = await ScoutSite.StartAsync(Stop, alive: true);
        await site.MoveInAsync(Stop);
        var page = await chromium.OpenAsync(site, "/phones");
        var field = page.GetByLabel("Text from Ada to Scout");
        await field.FillAsync("half a sen");

        await site.MeasureAsync(Trend.FallingFast, [62], Stop);
        await Assertions.Expect(page.GetByText("Scout is calling")).ToBeVisibleAsync();

        await Assertions.Expect(field).ToHaveValueAsync("half a sen");
        await Assertions.Expect(field).ToBeFocusedAsync();

        await field.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".thread li.mine")).ToContainTextAsync("half a sen");
        await Assertions.Expect(field).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_name_that_is_markup_is_shown_as_text()
    {
        const string Name = "<img src=x onerror=alert(1)>";
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop, Name);
        await site.MeasureAsync(Trend.FallingFast, [62], Stop);
        await site.SettleAsync(Stop);
        foreach (var path in new[] { "/", "/phones", "/alerts/" + await site.AlertAsync(Stop) })
        {
            var page = await chromium.OpenAsync(site, path);
            var dialogs = 0;
            page.Dialog += (_, _) => dialogs++;

            (await page.Locator("img[src=x]").CountAsync()).ShouldBe(0);
            await Assertions.Expect(page.GetByText(Name).First).ToBeVisibleAsync();
            dialogs.ShouldBe(0);
        }
    }
}
