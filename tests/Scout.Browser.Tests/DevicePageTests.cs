using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>The page of a device draws what it measures; decoders are tried while they are typed.</summary>
public sealed class DevicePageTests(Chromium chromium, Stage stage) : IClassFixture<Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_series_of_a_device_are_drawn_and_hear_of_new_readings()
    {
        var site = await stage.PlayAsync("cellar", Stop);
        var device = await site.FreezerAsync("id", Stop);
        var page = await chromium.OpenAsync(site, $"/devices/{device}?range=24h", account: "owner");
        await page.WaitForSelectorAsync("figure[data-drawn]");

        (await page.Locator(".series-one canvas").CountAsync()).ShouldBe(3);
        var gaps = await page.EvaluateAsync<int>(
            "document.getElementById('series-figure').lines[0].points.y.filter(y => y === null).length"
        );
        gaps.ShouldBe(1);

        await site.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update readings set value = -5
                    where series_id = (select id from series where field = 'temp' order by id limit 1)
                      and ts = (select last_at from series where field = 'temp' order by id limit 1)
                    """
                ),
            Stop
        );
        site.Get<Scout.Server.Live.LiveHub>()
            .Publish(Scout.Server.Live.LiveChange.OfWatch(await site.FreezerAsync("watch_id", Stop)));
        await page.WaitForFunctionAsync(
            "() => document.getElementById('series-figure').lines[0].points.y.at(-1) === -5"
        );
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_decoder_is_tried_while_it_is_typed_and_by_a_button_without_script()
    {
        var site = await stage.PlayAsync("cellar", Stop);
        var network = await site.FreezerAsync("network_id", Stop);
        var path = $"/networks/{network}/decoders/new";
        var page = await chromium.OpenAsync(site, path, account: "owner");
        await page.GetByLabel("What the bytes mean").FillAsync("t::int:16 x::uint:8");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("x 47");
        await Assertions.Expect(page.Locator("#shapes legend")).ToHaveTextAsync(["t", "x"]);
        await page.GetByLabel("What the bytes mean").FillAsync("t::int:99");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("1 to 64 bits");
        await page.Context.CloseAsync();

        var plain = await chromium.OpenAsync(site, path, script: false, account: "owner");
        await plain.GetByLabel("What the bytes mean").FillAsync("t::int:16");
        await plain.GetByText("Try it", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(plain.Locator("#preview")).ToContainTextAsync("t -110");
        await plain.Context.CloseAsync();
    }
}
