using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.TestKit;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Sources;

public sealed class NightscoutPollerTests
{
    private static readonly DateTimeOffset Noon = SiteBench.Noon;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "NS-R3")]
    public async Task A_new_reading_reaches_its_watch_once(string engine)
    {
        await using var bench = await SiteBench.CreateAsync(engine);
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(101, Noon.AddMinutes(-6));
        bench.Site.Add(96, Noon.AddMinutes(-1), "FortyFiveDown");
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([101, 96]);

        await bench.PollNextAsync(source);
        bench.Site.Add(88, Noon.AddMinutes(1));
        await bench.PollNextAsync(source);
        bench.ValuesOf("sam").ShouldBe([101, 96, 88]);
        var polls = bench.Site.Polls;
        polls.ShouldAllBe(poll => poll.Query == "?count=10" && poll.Header("If-Modified-Since") == null);
        polls.Select(poll => poll.Header("If-None-Match") is null).ShouldBe([true, false, false]);
    }

    [Fact]
    [Trait("Rule", "NS-R4")]
    public async Task A_success_without_news_writes_nothing_and_makes_nothing_younger()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(101, Noon.AddMinutes(-1));
        await bench.PollAsync(source);
        var written = bench.Written;
        for (var minute = 0; minute < 5; minute++)
        {
            await bench.PollNextAsync(source);
        }

        bench.Written.ShouldBe(written);
        bench.Taken.ShouldHaveSingleItem().Reading.At.ShouldBe(Noon.AddMinutes(-1));
        bench.Memories.AnsweredSince(bench.Time.GetUtcNow()).ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "NS-R8")]
    public async Task A_corrected_value_of_the_same_time_is_news()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(81, Noon);
        await bench.PollAsync(source);
        bench.Site.Add(82, Noon);
        await bench.PollNextAsync(source);
        bench.Taken.Select(taken => (taken.Reading.Value, taken.Reading.At)).ShouldBe([(81, Noon), (82, Noon)]);
    }

    [Fact]
    [Trait("Rule", "NS-R9")]
    public async Task Rows_of_the_future_are_told_and_hide_nothing()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(250, Noon.AddHours(1));
        bench.Site.Add(44, Noon.AddMinutes(-1));
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([44]);
        (await bench.SourceAsync(source)).Facts.FutureAt.ShouldBe(Noon.AddHours(1));

        bench.Site.Add(43, Noon);
        await bench.PollNextAsync(source);
        bench.ValuesOf("sam").ShouldBe([44, 43]);
    }

    [Fact]
    [Trait("Rule", "NS-R9")]
    public async Task A_row_of_the_future_counts_when_its_time_comes_though_the_answer_stays_the_same()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(44, Noon.AddMinutes(6));
        await bench.PollAsync(source);
        bench.Taken.ShouldBeEmpty();
        await bench.PollNextAsync(source);
        bench.ValuesOf("sam").ShouldBe([44]);
        (await bench.SourceAsync(source)).Facts.FutureAt.ShouldBeNull();
    }

    [Fact]
    [Trait("Rule", "NS-R9")]
    public async Task Even_ten_rows_of_the_future_do_not_hide_a_low()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        for (var row = 0; row < 12; row++)
        {
            bench.Site.Add(250, Noon.AddHours(1 + row));
        }

        bench.Site.Add(44, Noon.AddMinutes(-1));
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([44]);
    }

    [Fact]
    [Trait("Rule", "NS-R12")]
    public async Task An_empty_site_is_a_contact_and_is_asked_once_for_its_last_reading()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(111, Noon.AddDays(-5));
        for (var poll = 0; poll < 4; poll++)
        {
            await bench.PollNextAsync(source);
        }

        var state = await bench.SourceAsync(source);
        state.Failure.ShouldBe(SourceFailure.None);
        state.Facts.NoRecentData.ShouldBe(true);
        bench.Taken.ShouldHaveSingleItem().Reading.At.ShouldBe(Noon.AddDays(-5));
        bench.Site.Polls.Count(poll => poll.Query.Contains("gte", StringComparison.Ordinal)).ShouldBe(1);

        bench.Site.Add(99, bench.Time.GetUtcNow());
        await bench.PollNextAsync(source);
        (await bench.SourceAsync(source)).Facts.NoRecentData.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "NS-R3")]
    public async Task What_was_missed_while_scout_was_down_is_read_after_the_start(string engine)
    {
        await using var bench = await SiteBench.CreateAsync(engine);
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(100, Noon);
        await bench.PollAsync(source);

        bench.Time.Advance(TimeSpan.FromHours(3));
        for (var minutes = 5; minutes <= 180; minutes += 5)
        {
            bench.Site.Add(100 + minutes, Noon.AddMinutes(minutes));
        }

        await using var restarted = bench.Restarted();
        await restarted.PollAsync(source);
        restarted.Site.Polls[^1].Query.ShouldBe("?count=185");
        restarted.Site.Polls[^1].Header("If-None-Match").ShouldBeNull();
        restarted.ValuesOf("sam").ShouldBe(Enumerable.Range(0, 37).Select(step => 100.0 + (step * 5)));
        await restarted.PollNextAsync(source);
        restarted.Site.Polls[^1].Query.ShouldBe("?count=10");
    }

    [Fact]
    [Trait("Rule", "NS-R3")]
    public async Task An_uploader_that_catches_up_leaves_no_hole()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(100, Noon);
        await bench.PollAsync(source);
        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.PollAsync(source);
        for (var minutes = 5; minutes <= 120; minutes += 5)
        {
            bench.Site.Add(100 + minutes, Noon.AddMinutes(minutes));
        }

        await bench.PollNextAsync(source);
        bench.ValuesOf("sam").ShouldBe(Enumerable.Range(0, 25).Select(step => 100.0 + (step * 5)));
    }

    [Fact]
    [Trait("Rule", "NS-R3")]
    public async Task A_new_watch_gets_a_day_of_history_and_never_more_than_three_hundred_rows()
    {
        await using var bench = await SiteBench.CreateAsync();
        for (var row = 0; row < 400; row++)
        {
            bench.Site.Add(100, Noon.AddMinutes(-5 * row));
        }

        var source = await bench.WatchAsync("sam");
        await bench.PollAsync(source);
        bench.Taken.Count.ShouldBe(300);
    }

    [Fact]
    [Trait("Rule", "NS-R23")]
    public async Task Two_watches_on_one_site_share_its_poll_and_a_later_third_gets_what_they_have()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        (await bench.WatchAsync("ada")).ShouldBe(source);
        bench.Site.Add(101, Noon);
        await bench.PollAsync(source);
        bench.Site.Polls.ShouldHaveSingleItem();
        bench.ValuesOf("sam").ShouldBe([101]);
        bench.ValuesOf("ada").ShouldBe([101]);

        (await bench.WatchAsync("bo")).ShouldBe(source);
        await bench.PollNextAsync(source);
        bench.ValuesOf("bo").ShouldBe([101]);
        (await bench.DueAsync("poll")).ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Rule", "NS-R23")]
    public async Task Another_credential_is_another_source()
    {
        await using var bench = await SiteBench.CreateAsync();
        var open = await bench.WatchAsync("sam");
        var closed = await bench.WatchAsync("ada", credential: "scout-test-secret-1");
        closed.ShouldNotBe(open);
        (await bench.WatchAsync("bo", credential: "scout-test-secret-1")).ShouldBe(closed);
    }

    [Fact]
    [Trait("Rule", "NS-R23")]
    public async Task A_poll_that_finds_the_last_one_under_way_is_skipped()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(101, Noon);
        bench.Site.Fault = FakeFault.Hang;
        var arrived = new TaskCompletionSource();
        bench.Site.OnRequest = _ => arrived.TrySetResult();
        var first = bench.PollAsync(source);
        await arrived.Task;
        await bench.PollAsync(source);
        bench.Site.Requests.ShouldHaveSingleItem();
        bench.Site.Fault = FakeFault.None;
        bench.Site.Wake();
        await first;
        bench.Site.MostInFlight.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "NS-R27")]
    public async Task Hints_during_a_poll_lead_to_one_more_poll_after_it()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(101, Noon);
        bench.Site.Fault = FakeFault.Hang;
        var arrived = new TaskCompletionSource();
        bench.Site.OnRequest = _ => arrived.TrySetResult();
        var first = bench.PollAsync(source);
        await arrived.Task;
        for (var hint = 0; hint < 5; hint++)
        {
            await bench.Poller.PollSoonAsync(source, TestContext.Current.CancellationToken);
        }

        bench.Site.Fault = FakeFault.None;
        bench.Site.Wake();
        await first;
        bench.Site.Polls.Count.ShouldBe(2);
        bench.Site.MostInFlight.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "NS-R26")]
    public async Task A_site_that_hangs_delays_no_other()
    {
        await using var bench = await SiteBench.CreateAsync();
        var hanging = await bench.WatchAsync("sam", site: 1);
        var good = await bench.WatchAsync("ada", site: 2);
        bench.Fake.Site(1).Fault = FakeFault.Hang;
        bench.Fake.Site(2).Add(101, Noon);
        var hung = bench.PollAsync(hanging);
        await bench.PollAsync(good);
        bench.ValuesOf("ada").ShouldBe([101]);
        hung.IsCompleted.ShouldBeFalse();
        bench.Fake.Site(1).Fault = FakeFault.None;
        bench.Fake.Site(1).Wake();
        await hung;
    }

    [Fact]
    [Trait("Rule", "NS-R32")]
    public async Task A_removed_watch_is_not_read_again_and_leaves_no_work()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        await bench.UnwatchAsync("sam");
        await bench.PollAsync(source);
        bench.Site.Requests.ShouldBeEmpty();
        (await bench.DueAsync("poll")).ShouldBeEmpty();
        (await bench.DueAsync("push")).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Rule", "NS-R32")]
    public async Task A_changed_address_acts_at_the_next_poll()
    {
        await using var bench = await SiteBench.CreateAsync();
        var old = await bench.WatchAsync("sam");
        bench.Site.Add(101, Noon);
        bench.Fake.Site(1).Add(77, Noon);
        await bench.PollAsync(old);
        var moved = await bench.WatchAsync("sam", site: 1);
        await bench.PollAsync(old);
        await bench.PollAsync(moved);
        bench.Site.Polls.ShouldHaveSingleItem();
        bench.ValuesOf("sam").ShouldBe([101, 77]);
    }

    [Fact]
    [Trait("Rule", "NS-R10")]
    public async Task Version_unit_and_clock_are_asked_for_once_an_hour()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.ClockAhead = TimeSpan.FromMinutes(3);
        bench.Site.Units = "mmol";
        for (var minute = 0; minute < 61; minute++)
        {
            await bench.PollNextAsync(source);
        }

        bench.Site.Requests.Count(request => request.Path == "/api/v1/status.json").ShouldBe(2);
        var facts = (await bench.SourceAsync(source)).Facts;
        facts.Version.ShouldBe("15.0.7");
        facts.Unit.ShouldBe(Core.Readings.GlucoseUnit.MmolL);
        facts.ClockAheadSeconds.ShouldBe(180);
    }

    [Fact]
    [Trait("Rule", "NS-R33")]
    public async Task Health_tells_how_many_are_watched_and_how_many_answered()
    {
        await using var bench = await SiteBench.CreateAsync();
        var good = await bench.WatchAsync("sam", site: 1);
        var bad = await bench.WatchAsync("ada", site: 2);
        bench.Fake.Site(2).Fault = FakeFault.MongoError;
        await bench.PollAsync(good);
        await bench.PollAsync(bad);
        var token = TestContext.Current.CancellationToken;
        var figures = await bench.Health.LookAsync(token);
        figures.ShouldBe(new NightscoutFigures(2, 2, 2, 1, 1, TimeSpan.Zero));
        bench.Time.Advance(TimeSpan.FromMinutes(3));
        (await bench.Health.LookAsync(token)).Answered.ShouldBe(0);

        await bench.ClearDueAsync("poll");
        (await bench.Health.LookAsync(token)).NobodyIsWatched.ShouldBeTrue();
    }
}
