using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Vonage;

namespace Scout.Peers.Tests.Outside;

/// <summary>CONTRACT section 3, points 6 and 7: a site that fails, and one that answers with old readings. On a fake site.</summary>
public sealed class SilentSiteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_site_that_fails_for_the_set_minutes_is_told_once_and_so_is_its_return()
    {
        await using var site = await FakeNightscout.StartAsync();
        site.Root.Add(100, Now);
        await using var booth = await FakeVonage.StartAsync(TimeProvider.System, Stop, TimeSpan.FromMinutes(2));
        await using var scout = await ScoutHome.StartAsync(
            booth,
            site.Address,
            Stop,
            new KeyValuePair<string, string?>("NEXMO_FAILED_PING_SMS", "1")
        );
        await PolledAsync(site.Root);
        site.Root.Fault = FakeFault.BootError;
        var failsAt = Now;
        await scout.Sam.GetsText("Sam", "no glucose");
        (Now - failsAt).ShouldBeInRange(TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(70));

        site.Root.Fault = FakeFault.None;
        await scout.Sam.GetsText("Sam", "the site is back");
        (await scout.StopAsync(Stop)).ShouldBe(0);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(62)]
    public async Task A_site_whose_newest_reading_is_old_is_stale_whatever_it_says(double mgDl)
    {
        await using var site = await FakeNightscout.StartAsync();
        site.Root.Add(mgDl, Now.AddMinutes(-25));
        await using var booth = await FakeVonage.StartAsync(TimeProvider.System, Stop, TimeSpan.FromMinutes(2));
        await using var scout = await ScoutHome.StartAsync(booth, site.Address, Stop);

        await scout.Sam.GetsText("Sam", "no data for 25 min", $"{mgDl} mg/dL");
        await PolledAsync(site.Root);
        await PolledAsync(site.Root);
        booth.Calls.ShouldBeEmpty();
        (await scout.StopAsync(Stop)).ShouldBe(0);
    }

    /// <summary>Waits until the site has been read twice from now on: what the first read brought has then been judged.</summary>
    private static async Task PolledAsync(FakeSite site)
    {
        var read = new SemaphoreSlim(0);
        site.OnRequest = request =>
        {
            if (request.IsPoll)
            {
                read.Release();
            }
        };
        await read.WaitAsync(Stop);
        await read.WaitAsync(Stop);
        site.OnRequest = null;
    }
}
