using Microsoft.Extensions.Options;
using Scout.Server.Sources.Nightscout;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources;

[Trait("Rule", "NS-R2")]
public sealed class PollPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 30)]
    [InlineData(29, 30)]
    [InlineData(30, 90)]
    [InlineData(59, 90)]
    public void By_default_the_next_slot_is_second_thirty(int second, int expected) =>
        new PollPlan(new NightscoutOptions())
            .NextSlot("a", Noon.AddSeconds(second))
            .ShouldBe(Noon.AddSeconds(expected));

    [Fact]
    public void Period_and_second_are_settings()
    {
        var options = new NightscoutOptions { PollEvery = TimeSpan.FromSeconds(10), PollSecond = 3 };
        new PollPlan(options).NextSlot("a", Noon.AddSeconds(4)).ShouldBe(Noon.AddSeconds(13));
    }

    [Fact]
    public void A_spread_gives_each_site_a_place_of_its_own_that_never_changes()
    {
        var options = new NightscoutOptions { Spread = TimeSpan.FromSeconds(20) };
        var slots = Enumerable
            .Range(0, 200)
            .Select(site => new PollPlan(options).NextSlot($"site{site}", Noon))
            .ToList();
        slots.ShouldAllBe(slot => slot >= Noon.AddSeconds(30) && slot < Noon.AddSeconds(50));
        slots.Distinct().Count().ShouldBeGreaterThan(150);
        Enumerable.Range(0, 200).Select(site => new PollPlan(options).NextSlot($"site{site}", Noon)).ShouldBe(slots);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_declared_site_has_a_periodic_poll_and_a_socket_once(string engine)
    {
        await using var bench = await SiteBench.CreateAsync(engine);
        var source = await bench.WatchAsync("sam");
        var poll = (await bench.DueAsync("poll")).ShouldHaveSingleItem();
        poll.Key.ShouldBe(source);
        poll.PeriodMs.ShouldBe(60_000);
        (poll.DueAt % 60_000).ShouldBe(30_000);
        (await bench.DueAsync("push")).ShouldHaveSingleItem().Key.ShouldBe(source);

        bench.Time.Advance(TimeSpan.FromSeconds(10));
        (await bench.WatchAsync("sam")).ShouldBe(source);
        (await bench.DueAsync("poll")).ShouldBe([poll]);
    }

    [Fact]
    public async Task New_settings_move_the_polls_at_the_start_and_overdue_ones_stay_overdue()
    {
        await using var bench = await SiteBench.CreateAsync();
        await bench.WatchAsync("sam");
        bench.Time.Advance(TimeSpan.FromHours(1));
        var before = await bench.DueAsync("poll");
        await new NightscoutSchedule(bench.Database, bench.Store, bench.Time).StartAsync(Token);
        (await bench.DueAsync("poll")).ShouldBe(before);

        bench.Options.PollEvery = TimeSpan.FromSeconds(5);
        bench.Options.PollAt = TimeSpan.FromSeconds(2);
        bench.Options.Push = false;
        var restarted = bench.Restarted();
        await new NightscoutSchedule(bench.Database, restarted.Store, bench.Time).StartAsync(Token);
        var poll = (await bench.DueAsync("poll")).ShouldHaveSingleItem();
        poll.PeriodMs.ShouldBe(5_000);
        (poll.DueAt % 5_000).ShouldBe(2_000);
        (await bench.DueAsync("push")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("00:00:00.5")]
    [InlineData("01:00:01")]
    public void Senseless_periods_are_refused_with_the_name_of_the_setting(string period)
    {
        var options = new NightscoutOptions { PollEvery = TimeSpan.Parse(period) };
        var result = new NightscoutOptionsValidator().Validate(Options.DefaultName, options);
        result.Failed.ShouldBeTrue();
        result.FailureMessage.ShouldContain("PollEvery");
    }
}
