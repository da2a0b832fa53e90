using Scout.Core.Alerts;
using Scout.TestKit;
using Scout.TestKit.Bugsnag;

namespace Scout.Server.Tests.Sources.Bugsnag.Acts;

/// <summary>What the engineer does by phone is done in Bugsnag too.</summary>
public sealed class ActStories : IAsyncLifetime
{
    private const string Error = "65aa00000000000000000009";
    private const string Path = $"/projects/5f73bb00000000000000b002/errors/{Error}";
    private const string Fix = """{"operation":"fix"}""";

    private readonly ManualTime _time = new();
    private FakeBugsnag _bugsnag = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bugsnag = await FakeBugsnag.StartAsync(_time, Stop);

    public ValueTask DisposeAsync() => _bugsnag.DisposeAsync();

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "ONCALL-13")]
    public async Task C_closes_the_alert_and_fixes_the_error(string engine)
    {
        await using var shop = await OpensAsync(engine);
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");

        (await shop.HearsAsync("C")).ShouldBe(
            "1 shop-api, TimeoutError: You closed it at 12:00 UTC. Bugsnag: pending."
        );
        await shop.SettleAsync();

        var fix = _bugsnag.Asked.ShouldHaveSingleItem();
        (fix.Method, fix.Path, fix.Body).ShouldBe(("PATCH", Path, Fix));
        (await AlertAsync(shop)).State.ShouldBeOfType<AlertState.Closed>();
        (await LedgerAsync(shop)).ShouldBe(["asked Close", "answered Close Done"]);

        await shop.PostsAsync("state-fixed"); // the echo of what Scout did
        await shop.WaitsAsync(TimeSpan.FromMinutes(3));
        _bugsnag.Asked.Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "ONCALL-14")]
    public async Task Taking_it_is_a_comment_without_a_number_and_a_snooze_becomes_the_sources_rule()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");

        (await shop.HearsAsync("A")).ShouldNotContain("pending");
        await shop.SettleAsync();
        var comment = _bugsnag.Asked.ShouldHaveSingleItem();
        (comment.Method, comment.Path).ShouldBe(("POST", $"{Path}/comments"));
        comment.Body.ShouldBe("""{"message":"Acknowledged by Eve via SMS (Scout)"}""");

        (await shop.HearsAsync("S 1 1h")).ShouldContain("Snoozed until 13:00 UTC. Bugsnag: pending.");
        await shop.SettleAsync();
        _bugsnag
            .Of(HttpMethod.Patch)
            .ShouldHaveSingleItem()
            .Body.ShouldBe("""{"operation":"snooze","reopen_rules":{"reopen_if":"occurs_after","seconds":3600}}""");
        (await shop.HearsAsync("LIST")).ShouldContain("until 13:00 UTC, then on the next event");

        await shop.WaitsAsync(TimeSpan.FromHours(2));
        (await AlertAsync(shop)).State.ShouldBeOfType<AlertState.Snoozed>(); // the end of the time rings nobody
        await shop.PostsAsync("power-ten-10th");
        await shop.Phone.GetsText("TimeoutError");
    }

    [Fact]
    public async Task Taking_what_is_snoozed_opens_it_again_there()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        await shop.HearsAsync("S");
        await shop.SettleAsync();

        await shop.HearsAsync("A");
        await shop.SettleAsync();

        _bugsnag.Of(HttpMethod.Patch)[^1].Body.ShouldBe("""{"operation":"open"}""");
        await shop.PostsAsync("state-reopened"); // its echo
        (await AlertAsync(shop)).State.ShouldBeOfType<AlertState.Held>();
        (await shop.HearsAsync("C")).ShouldContain("You closed it");
        await shop.SettleAsync();
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "ONCALL-13")]
    public async Task An_API_that_is_down_hears_it_later_and_once(string engine)
    {
        await using var shop = await OpensAsync(engine);
        await CloseAsync(shop, 500, 502, 503, 500);

        await shop.WaitsAsync(TimeSpan.FromHours(3));

        var start = _bugsnag.Asked[0].At;
        _bugsnag.Asked.Select(request => (request.At - start).TotalSeconds).ShouldBe([0, 5, 35, 155, 755]);
        _bugsnag.Asked.ShouldAllBe(request => request.Body == Fix);
        (await LedgerAsync(shop)).ShouldBe(["asked Close", "answered Close Done"]);
    }

    [Fact]
    [Trait("Rule", "ONCALL-13")]
    public async Task After_the_last_try_whoever_closed_it_gets_a_text()
    {
        await using var shop = await OpensAsync();
        await CloseAsync(shop, 500, 500, 500, 500, 500, 500);

        await shop.WaitsAsync(TimeSpan.FromMinutes(72));
        await shop.WaitsAsync(TimeSpan.FromMinutes(10));

        _bugsnag.Asked.Count.ShouldBe(6);
        await shop.Phone.GetsText("shop-api TimeoutError: not closed there. Bugsnag did not answer.");
        (await LedgerAsync(shop)).ShouldBe(["asked Close", "answered Close Unreachable"]);
    }

    [Fact]
    public async Task A_snooze_that_Bugsnag_never_takes_rings_again_at_its_end()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        _bugsnag.Answers(403);

        await shop.HearsAsync("S 30m");
        await shop.SettleAsync();
        await shop.Phone.GetsText("not snoozed there, so it will ring again here. Your Bugsnag role may not do this.");

        await shop.WaitsAsync(TimeSpan.FromMinutes(31));
        await shop.Phone.GetsText("TimeoutError");
        (await AlertAsync(shop)).State.ShouldBeOfType<AlertState.Ringing>();
    }

    [Fact]
    [Trait("Rule", "ONCALL-14")]
    public async Task Bugsnag_says_when_to_come_again_and_is_obeyed_by_all_who_use_the_token()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError", "C1");
        await shop.WaitsAsync(TimeSpan.FromMinutes(2)); // the next error has a page of its own
        await shop.PostsAsync("first-exception-empty-texts");
        await shop.Phone.GetsText("C2");
        _bugsnag.IsFull(TimeSpan.FromMinutes(4));

        await shop.HearsAsync("C1");
        await shop.SettleAsync();
        await shop.HearsAsync("C2");
        await shop.WaitsAsync(TimeSpan.FromSeconds(239));
        _bugsnag.Asked.Count.ShouldBe(1);
        await shop.WaitsAsync(TimeSpan.FromSeconds(10));

        _bugsnag.Asked.Select(request => request.Path).Distinct().Count().ShouldBe(2);
        _bugsnag.Asked.Count.ShouldBe(3);
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "ONCALL-13")]
    public async Task A_token_that_is_refused_is_dead_and_the_owner_is_told_once(string engine)
    {
        await using var shop = await OpensAsync(engine);
        _bugsnag.Accepts = "another";
        await CloseAsync(shop);

        await shop.Phone.GetsText("Bugsnag refuses Scout's token, so nothing is closed", "Errors still come in");
        await shop.PostsAsync("first-exception-empty-texts");
        await shop.Phone.GetsText("C2");
        (await shop.HearsAsync("C2")).ShouldNotContain("pending");
        await shop.WaitsAsync(TimeSpan.FromHours(2));

        _bugsnag.Asked.Count.ShouldBe(1);
        (await shop.AskAsync("select settings from watches where kind = 'bugsnag'"))
            .Single()
            .ShouldContain("\"tellsSource\":false");
        (await shop.AskAsync("select sealed from source_tokens")).Single().ShouldNotContain(FakeBugsnag.Token);
    }

    [Fact]
    public async Task An_error_that_Bugsnag_does_not_know_any_more_is_closed_here()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        _bugsnag.Lacks(Error);

        await shop.HearsAsync("A");
        await shop.SettleAsync();

        (await AlertAsync(shop)).State.ShouldBeOfType<AlertState.Closed>();
        await shop.Phone.GetsText("closed it");
        (await LedgerAsync(shop)).ShouldBe(["asked Comment", "answered Comment Gone"]);
    }

    [Fact]
    [Trait("Rule", "ONCALL-14")]
    public async Task A_comment_whose_answer_is_lost_is_not_written_twice_and_a_fix_is_asked_again()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        _bugsnag.LosesTheAnswer();
        await shop.HearsAsync("A");
        await shop.WaitsAsync(TimeSpan.FromMinutes(3));
        _bugsnag.Of(HttpMethod.Post).Count.ShouldBe(1);

        _bugsnag.LosesTheAnswer();
        await shop.HearsAsync("C");
        await shop.WaitsAsync(TimeSpan.FromMinutes(3));
        _bugsnag.Of(HttpMethod.Patch).Count.ShouldBe(2);
        (await LedgerAsync(shop)).ShouldBe([
            "asked Comment",
            "answered Comment InDoubt",
            "asked Close",
            "answered Close Done",
        ]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "ONCALL-30")]
    public async Task Killed_between_the_act_and_its_answer_nothing_is_lost_and_no_comment_is_doubled(string engine)
    {
        await using var shop = await OpensAsync(engine);
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        await shop.HearsAsync("A");
        await shop.HearsAsync("C");
        _bugsnag.Asked.ShouldBeEmpty(); // what was decided is kept; nobody has told it yet
        (await shop.AskAsync("select state from source_acts")).ShouldBe(["Waiting", "Waiting"]);

        // As a process leaves it that dies while it waits for Bugsnag's answer.
        await shop.Server.Database.WriteAsync(
            session => session.ExecuteAsync("update source_acts set state = 'Sending', tries = 1"),
            Stop
        );
        await shop.RestartsAsync();
        await shop.SettleAsync();

        _bugsnag.Asked.ShouldHaveSingleItem().Body.ShouldBe(Fix);
        (await LedgerAsync(shop)).ShouldBe([
            "asked Comment",
            "asked Close",
            "answered Comment InDoubt",
            "answered Close Done",
        ]);
    }

    [Fact]
    public async Task What_people_want_last_is_what_Bugsnag_hears()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        _bugsnag.Answers(500, 500);
        await shop.HearsAsync("S 1 2h");
        await shop.SettleAsync();

        await shop.HearsAsync("C");
        await shop.WaitsAsync(TimeSpan.FromHours(1));

        _bugsnag.Of(HttpMethod.Patch).Select(request => request.Body.Contains("snooze")).ShouldBe([true, false, false]);
        (await shop.AskAsync("select result from source_acts order by place")).ShouldBe(["Overtaken", "Done"]);
    }

    [Fact]
    [Trait("Rule", "ONCALL-15")]
    public async Task Two_changes_at_once_are_read_back_and_what_Bugsnag_says_decides()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        _bugsnag.Has(Error, "open"); // fixed and reopened, and the webhooks come the wrong way round
        await shop.PostsAsync("state-fixed");
        await shop.Phone.GetsText("A Collaborator has closed it");

        await shop.WaitsAsync(TimeSpan.FromSeconds(3));

        _bugsnag.Asked.ShouldHaveSingleItem().Method.ShouldBe("GET");
        (await AlertAsync(shop)).State.ShouldBeOfType<AlertState.Held>();
    }

    [Fact]
    public async Task No_more_than_thirty_requests_a_minute_leave_for_a_token()
    {
        await using var shop = await OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        for (var i = 0; i < 45; i++)
        {
            await shop.HearsAsync("S 1 " + (20 + i) + "m");
            await shop.SettleAsync();
            await shop.HearsAsync("A1");
            await shop.SettleAsync();
        }

        await shop.WaitsAsync(TimeSpan.FromMinutes(15));

        foreach (var request in _bugsnag.Asked)
        {
            _bugsnag
                .Asked.Count(other => other.At >= request.At && other.At < request.At + TimeSpan.FromMinutes(1))
                .ShouldBeLessThanOrEqualTo(30);
        }

        _bugsnag.Of(HttpMethod.Post).Count.ShouldBe(45); // every comment came in the end
    }

    private Task<Shop> OpensAsync(string engine = BothEngines.Sqlite) =>
        Shop.OpensAsync(engine: engine, time: _time, settings: _bugsnag.Settings);

    private async Task CloseAsync(Shop shop, params int[] answers)
    {
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
        _bugsnag.Answers(answers);
        await shop.HearsAsync("C1");
        await shop.SettleAsync();
    }

    private static async Task<Alert> AlertAsync(Shop shop) => (await shop.AlertsAsync()).First();

    private static async Task<string[]> LedgerAsync(Shop shop) =>
        [
            .. (await shop.AskAsync("select line from ledger order by at, position"))
                .Select(Scout.Server.Alerts.ScoutJson.ReadLine)
                .Where(line => line.Act is not null)
                .Select(line =>
                    line.Entry is LedgerEntry.SourceAsked ? $"asked {line.Act}" : $"answered {line.Act} {line.Answer}"
                ),
        ];
}
