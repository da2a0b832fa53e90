using System.Net;
using System.Text;
using Scout.Core.Alerts;
using Scout.TestKit;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Sources.Bugsnag;

/// <summary>From a webhook to the engineer on duty and back, with bugglio's settings.</summary>
public sealed class BugsnagStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "ONCALL-1")]
    public async Task An_error_is_a_text_at_once_and_C_closes_it(string engine)
    {
        await using var shop = await Shop.OpensAsync(engine: engine);

        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("New unhandled error on shop-api", "TimeoutError", "C1 to close");

        (await shop.HearsAsync("LIST")).ShouldContain("1 shop-api, TimeoutError");
        (await shop.HearsAsync("CLOSE")).ShouldContain("You closed it");
        (await shop.AlertsAsync()).Single().State.ShouldBeOfType<AlertState.Closed>();
        await shop.WaitsAsync(TimeSpan.FromMinutes(30));
        shop.Booth.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_acts_for_five_minutes_and_the_phone_rings_until_a_key()
    {
        await using var shop = await Shop.OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");

        await shop.WaitsAsync(TimeSpan.FromSeconds(299));
        shop.Booth.Calls.ShouldBeEmpty();
        await shop.WaitsAsync(TimeSpan.FromSeconds(2));
        await shop.Phone.Rings().Hears("shop-api", "TimeoutError", "3 to close").Presses("1");
        await shop.SettleAsync();

        (await shop.AlertsAsync()).Single().State.ShouldBeOfType<AlertState.Held>();
        (await shop.HearsAsync("SNOOZE 1 30m")).ShouldContain("Snoozed until");
        await shop.WaitsAsync(TimeSpan.FromMinutes(31));
        await shop.Phone.GetsText("TimeoutError"); // Scout's own snooze is over
        (await shop.HearsAsync("fix 1")).ShouldContain("closed");
    }

    [Fact]
    public async Task A_key_closes_what_is_over()
    {
        await using var shop = await Shop.OpensAsync(
            settings: new KeyValuePair<string, string?>("Scout:Bugsnag:CallAfter", "0")
        );
        await shop.PostsAsync("first-exception");

        await shop.Phone.Rings().Hears("TimeoutError").Presses("3");
        await shop.SettleAsync();

        (await shop.AlertsAsync()).Single().State.ShouldBeOfType<AlertState.Closed>();
    }

    [Fact]
    public async Task What_people_do_in_Bugsnag_ends_the_alert_and_an_error_that_is_back_is_the_same_alert()
    {
        await using var shop = await Shop.OpensAsync();
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError", "A1");

        await shop.PostsAsync("state-fixed");
        await shop.Phone.GetsText("A Collaborator has closed it");
        await shop.WaitsAsync(TimeSpan.FromHours(3));
        await shop.PostsAsync("reopened-after-fixed");
        await shop.Phone.GetsText("Fixed error re-occurred on shop-api", "A1");

        (await shop.AlertsAsync()).Single().State.ShouldBeOfType<AlertState.Ringing>();
        (await shop.HearsAsync("c1")).ShouldContain("closed");
    }

    [Fact]
    [Trait("Rule", "ONCALL-38")]
    public async Task The_secret_is_in_the_path_or_the_header_and_everybody_else_finds_nothing()
    {
        await using var shop = await Shop.OpensAsync(Shop.Secret);
        var body = Shop.Body("first-exception");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"scout:{Shop.Secret}"));

        (await shop.PostsAsync(body)).ShouldBe(HttpStatusCode.NotFound);
        (await shop.PostsAsync(body, "/bugsnag/wrong")).ShouldBe(HttpStatusCode.NotFound);
        (await shop.PostsAsync(body, "/bugsnag/wrong", $"Bearer {Shop.Secret}")).ShouldBe(HttpStatusCode.NotFound);
        (await shop.PostsAsync(body, authorization: "Bearer wrong")).ShouldBe(HttpStatusCode.NotFound);
        (await shop.PostsAsync(body, authorization: "Basic ####")).ShouldBe(HttpStatusCode.NotFound);
        (await shop.AskAsync("select cast(id as text) from intake")).ShouldBeEmpty();
        using var wrong = await shop.Http.PostAsync(new Uri("/bugsnag/wrong", UriKind.Relative), null, Stop);
        using var nothing = await shop.Http.GetAsync(new Uri("/nothing/here", UriKind.Relative), Stop);
        WithoutTrace(await wrong.Content.ReadAsStringAsync(Stop))
            .ShouldBe(WithoutTrace(await nothing.Content.ReadAsStringAsync(Stop)));
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, $"/bugsnag/{Shop.Secret}");
            using var answer = await shop.Http.SendAsync(request, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }

        (await shop.PostsAsync(body, $"/bugsnag/{Shop.Secret}")).ShouldBe(HttpStatusCode.OK);
        await shop.Phone.GetsText("TimeoutError");
        (await shop.PostsAsync(Shop.Body("power-ten-10th"), authorization: $"Bearer {Shop.Secret}")).ShouldBe(
            HttpStatusCode.OK
        );
        (await shop.PostsAsync(Shop.Body("power-ten-100th"), authorization: $"Basic {basic}")).ShouldBe(
            HttpStatusCode.OK
        );
        (await shop.PostsAsync(Shop.Body("state-fixed"), authorization: Shop.Secret)).ShouldBe(HttpStatusCode.OK);
        await shop.Phone.GetsText("closed it");

        static string WithoutTrace(string answer) => answer.Split("\"traceId\"")[0];
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "ONCALL-1")]
    public async Task What_cannot_be_kept_is_not_thanked_for_and_is_taken_when_it_comes_again(string engine)
    {
        await using var shop = await Shop.OpensAsync(engine: engine);
        await shop.Server.Database.WriteAsync(
            session => session.ExecuteAsync("alter table intake rename to gone"),
            Stop
        );
        using var body = new ByteArrayContent(Shop.Body("first-exception"));
        using var answer = await shop.Http.PostAsync(new Uri("/bugsnag", UriKind.Relative), body, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(10));

        await shop.Server.Database.WriteAsync(
            session => session.ExecuteAsync("alter table gone rename to intake"),
            Stop
        );
        await shop.PostsAsync("first-exception");
        await shop.Phone.GetsText("TimeoutError");
    }

    [Fact]
    [Trait("Rule", "ONCALL-5")]
    public async Task What_cannot_be_read_is_kept_and_told_once_an_hour()
    {
        await using var shop = await Shop.OpensAsync();
        await shop.PostsAsync("not-json");
        await shop.Phone.GetsText("something came that Scout cannot read");
        await shop.PostsAsync("trigger-missing");
        (await shop.PostsAsync(new byte[(1024 * 1024) + 1])).ShouldBe(HttpStatusCode.OK);
        await shop.WaitsAsync(TimeSpan.FromMinutes(61));
        await shop.PostsAsync("not-json");
        await shop.Phone.GetsText("something came that Scout cannot read");

        (await shop.AskAsync("select state from intake")).ShouldBe(Enumerable.Repeat("Quarantine", 4));
        var kept = (await shop.AskAsync("select body from intake order by id"))[0];
        Convert.FromBase64String(kept).ShouldBe(Shop.Body("not-json"));
        (await shop.AskAsync("select body from intake where size > 1048576")).Single().Length.ShouldBeLessThan(90_000);
        (await shop.AlertsAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Rule", "ONCALL-8")]
    public async Task The_test_button_reaches_nobody_and_an_error_of_that_name_does()
    {
        await using var shop = await Shop.OpensAsync();
        await shop.PostsAsync("test-button");
        (await shop.AskAsync("select outcome from intake")).ShouldBe(["Test"]);
        (await shop.AlertsAsync()).ShouldBeEmpty();

        var named = Encoding
            .UTF8.GetString(Shop.Body("first-exception"))
            .Replace("payment gateway did not answer within 8 s", "Test error");
        await shop.PostsAsync(Encoding.UTF8.GetBytes(named));
        await shop.Phone.GetsText("TimeoutError: Test error");
    }

    [Fact]
    public async Task A_restart_keeps_what_was_posted_and_takes_it_once()
    {
        await using var shop = await Shop.OpensAsync();
        using var content = new ByteArrayContent(Shop.Body("first-exception"));
        using var answer = await shop.Http.PostAsync(new Uri("/bugsnag", UriKind.Relative), content, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shop.AskAsync("select state from intake")).ShouldBe(["Waiting"]); // durable before anybody looked at it
        shop.Booth.Texts.ShouldBeEmpty();

        await shop.SettleAsync();
        await shop.PostsAsync("first-exception");

        await shop.Phone.GetsText("TimeoutError");
        shop.Booth.Texts.Count.ShouldBe(1);
        (await shop.AskAsync("select outcome || copies from intake")).ShouldBe(["Opened1"]);
    }

    [Fact]
    public async Task Every_body_of_the_folder_does_through_the_door_what_the_core_says()
    {
        await using var shop = await Shop.OpensAsync(Shop.Secret, settings: Shop.Nobody);
        foreach (var name in Shop.Names())
        {
            await shop.PostsAsync(name, $"/bugsnag/{Shop.Secret}");
        }

        var keys = await shop.AskAsync("select distinct topic from intake where state = 'Taken' order by topic");
        keys.ShouldContain("bugsnag:5f73bb00000000000000b002:65aa00000000000000000009");
        keys.ShouldContain("bugsnag:5f73bb00000000000000b003:65aa00000000000000000009");
        keys.ShouldContain("bugsnag:5f73bb00000000000000b002:projectSpiking");
        (await shop.AskAsync("select problem from intake where state = 'Quarantine' order by id")).Count.ShouldBe(2);
        (await shop.AskAsync("select cast(id as text) from intake where state = 'Waiting'")).ShouldBeEmpty();
    }
}
