using Scout.Core.Watches;
using Scout.TestKit;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Sources;

public sealed class SiteFailureTests
{
    private static readonly DateTimeOffset Noon = SiteBench.Noon;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "NS-R14")]
    public async Task A_failure_lasts_from_the_first_failed_poll_to_the_first_success(string engine)
    {
        await using var bench = await SiteBench.CreateAsync(engine);
        var source = await bench.WatchAsync("sam");
        bench.Site.Add(101, Noon);
        await bench.PollAsync(source);

        bench.Site.Fault = FakeFault.MongoError;
        await bench.PollNextAsync(source);
        await bench.PollNextAsync(source);
        var failing = await bench.SourceAsync(source);
        failing.Failure.ShouldBe(SourceFailure.ServerError);
        failing.FailingSince.ShouldBe(Noon.AddMinutes(1));
        failing.ContactAt.ShouldBe(Noon);

        bench.Site.Fault = FakeFault.None;
        await bench.PollNextAsync(source);
        var well = await bench.SourceAsync(source);
        well.Failure.ShouldBe(SourceFailure.None);
        well.FailingSince.ShouldBeNull();
        well.ContactAt.ShouldBe(Noon.AddMinutes(3));
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "NS-R14")]
    public async Task Start_and_end_of_a_failure_give_every_watch_a_turn(string engine)
    {
        await using var bench = await SiteBench.CreateAsync(engine);
        var source = await bench.WatchAsync("sam");
        await bench.WatchAsync("ada");
        bench.Site.Fault = FakeFault.Html;
        await bench.PollAsync(source);
        (await bench.DueAsync("turn")).Select(row => row.Key).ShouldBe(["ada", "sam"]);

        await bench.ClearDueAsync("turn");
        await bench.PollNextAsync(source);
        (await bench.DueAsync("turn")).ShouldBeEmpty(); // it fails as before: nothing moved

        bench.Site.Fault = FakeFault.None;
        await bench.PollNextAsync(source);
        (await bench.DueAsync("turn"))
            .Select(row => (row.Key, row.DueAt))
            .ShouldBe([
                ("ada", Noon.AddMinutes(2).ToUnixTimeMilliseconds()),
                ("sam", Noon.AddMinutes(2).ToUnixTimeMilliseconds()),
            ]);
    }

    [Fact]
    [Trait("Rule", "NS-R14")]
    public async Task A_failure_goes_on_over_a_restart()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Fault = FakeFault.Html;
        await bench.PollAsync(source);
        bench.Time.Advance(TimeSpan.FromMinutes(30));
        await using var restarted = bench.Restarted();
        restarted.Site.Fault = FakeFault.NotFound;
        await restarted.PollAsync(source);
        (await restarted.SourceAsync(source)).FailingSince.ShouldBe(Noon);
    }

    [Theory]
    [Trait("Rule", "NS-R14")]
    [InlineData(FakeFault.NoArray)]
    [InlineData(FakeFault.BrokenJson)]
    public async Task An_answer_that_cannot_be_read_is_a_failure(FakeFault fault)
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Fault = fault;
        await bench.PollAsync(source);
        (await bench.SourceAsync(source)).Failure.ShouldBe(SourceFailure.BadJson);
    }

    [Fact]
    [Trait("Rule", "NS-R5")]
    public async Task Rows_before_the_break_of_a_damaged_answer_are_taken()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Fault = FakeFault.BrokenJson;
        await bench.PollAsync(source);
        bench.ValuesOf("sam").ShouldBe([61]);
    }

    [Fact]
    [Trait("Rule", "NS-R16")]
    public async Task The_row_tells_how_it_fails_now_and_since_when_it_fails_at_all()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        bench.Site.Fault = FakeFault.Asleep;
        await bench.PollAsync(source);
        bench.Site.Fault = FakeFault.Html;
        await bench.PollNextAsync(source);
        var state = await bench.SourceAsync(source);
        state.Failure.ShouldBe(SourceFailure.NotNightscout);
        state.FailingSince.ShouldBe(Noon);
    }

    [Fact]
    [Trait("Rule", "NS-R17")]
    public async Task A_fault_of_ours_is_not_a_failure_of_the_site_and_loses_nothing()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam");
        await bench.WatchAsync("ada");
        bench.Site.Add(55, Noon);
        bench.BrokenWatch = "sam";
        await Should.ThrowAsync<AggregateException>(bench.PollAsync(source));
        (await bench.SourceAsync(source)).Failure.ShouldBe(SourceFailure.None);
        bench.ValuesOf("ada").ShouldBe([55]);

        bench.BrokenWatch = null;
        await bench.PollNextAsync(source);
        bench.ValuesOf("sam").ShouldBe([55]);
    }

    [Fact]
    [Trait("Rule", "NS-R21")]
    public async Task A_refused_credential_is_tried_again_after_a_quarter_of_an_hour()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        var source = await bench.WatchAsync("sam", credential: "not the secret");
        await bench.PollAsync(source);
        (await bench.SourceAsync(source)).Failure.ShouldBe(SourceFailure.Unauthorized);
        for (var minute = 1; minute < 15; minute++)
        {
            await bench.PollNextAsync(source);
        }

        bench.Site.Requests.ShouldHaveSingleItem();
        await bench.PollNextAsync(source);
        bench.Site.Requests.Count.ShouldBe(2);
        await bench.PollNextAsync(source);
        bench.Site.Requests.Count.ShouldBe(2);
        (await bench.SourceAsync(source)).FailingSince.ShouldBe(Noon);
    }

    [Fact]
    [Trait("Rule", "NS-R21")]
    public async Task A_restart_does_not_try_a_refused_credential_sooner_but_an_edited_one_at_once()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.Add(101, Noon);
        var source = await bench.WatchAsync("sam", credential: "not the secret");
        await bench.PollAsync(source);
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        await using var restarted = bench.Restarted();
        await restarted.PollAsync(source);
        restarted.Site.Requests.ShouldHaveSingleItem();

        var edited = await restarted.WatchAsync("sam", credential: "scout-test-secret-1");
        await restarted.PollAsync(edited);
        restarted.ValuesOf("sam").ShouldBe([101]);
    }

    [Fact]
    [Trait("Rule", "NS-R19")]
    public async Task A_credential_is_kept_encrypted_and_is_never_logged()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.AccessToken = null;
        var source = await bench.WatchAsync("sam", credential: "scoutreade-25bb9ce31e1ab4e8");
        await bench.PollAsync(source);
        var kept = await bench.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select credential || identity || facts from sources"),
            TestContext.Current.CancellationToken
        );
        kept.ShouldNotBeNull().ShouldNotContain("25bb9ce31e1ab4e8");
        bench.Logged.ShouldNotBeEmpty();
        string.Join('\n', bench.Logged).ShouldNotContain("25bb9ce31e1ab4e8");
        string.Join('\n', bench.Logged).ShouldNotContain("127.0.0.1");
    }

    [Fact]
    [Trait("Rule", "NS-R24")]
    public async Task Nothing_but_reading_is_ever_asked_of_a_site()
    {
        await using var bench = await SiteBench.CreateAsync();
        var source = await bench.WatchAsync("sam", credential: "scoutreade-25bb9ce31e1ab4e8");
        bench.Site.Add(44, Noon);
        await bench.PollAsync(source);
        await bench.Test.RunAsync(
            bench.Fake.Address,
            Core.Nightscout.NightscoutCredential.Parse("scout-test-secret-1"),
            TestContext.Current.CancellationToken
        );
        bench
            .Site.Requests.Select(request => request.Path)
            .Distinct()
            .ShouldBeSubsetOf([
                "/api/v1/entries/sgv.json",
                "/api/v1/status.json",
                "/api/v1/verifyauth",
                "/api/v2/authorization/request/scoutreade-25bb9ce31e1ab4e8",
            ]);
    }
}
