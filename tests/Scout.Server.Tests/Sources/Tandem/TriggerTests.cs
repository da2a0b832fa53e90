using System.Net;
using System.Net.Http.Headers;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>tconnectsync-heroku's routes, as its uptime monitors ask for them.</summary>
public sealed class TriggerTests
{
    private const string Secret = PumpHouse.Secret;

    private static readonly string[] Routes = ["/run", "/update", "/check_login"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 403, "secret not provided as a GET or POST argument")]
    [InlineData("?secret=", 403, "secret not provided as a GET or POST argument")]
    [InlineData("?secret=wrong", 403, "secret is invalid")]
    [InlineData($"?secret={Secret}&days=x", 400, "days")]
    [InlineData($"?secret={Secret}&days=0", 400, "days")]
    [InlineData($"?secret={Secret}&features=BASAL,NOPE", 400, "NOPE")]
    public async Task Who_may_not_and_what_is_wrong_is_told(string query, int status, string words)
    {
        await using var house = await PumpHouse.OpensAsync();
        using var http = house.Server.CreateClient();
        foreach (var route in Routes)
        {
            using var answer = await http.GetAsync(route + query, Stop);
            ((int)answer.StatusCode).ShouldBe(status, route);
            var body = await answer.Content.ReadAsStringAsync(Stop);
            if (status == 403)
            {
                body.ShouldBe(words);
            }
            else
            {
                body.ShouldContain(words);
                answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            }
        }

        house.Tandem.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_secret_nothing_opens()
    {
        await using var house = await PumpHouse.OpensAsync(
            settings: new KeyValuePair<string, string?>("Scout:Tandem:Secret", null)
        );
        using var http = house.Server.CreateClient();
        foreach (var route in Routes)
        {
            using var answer = await http.GetAsync($"{route}?secret={Secret}", Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldBe(
                "secret is not configured in the settings, so this page is inaccessible"
            );
        }
    }

    [Fact]
    public async Task A_monitor_triggers_and_a_person_waits_for_the_words()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(3);
        using var http = house.Server.CreateClient();

        (await http.GetStringAsync($"/update?secret={Secret}&pretend=true&days=2", Stop)).ShouldContain(
            "would be written"
        );
        house.Site.Writes.ShouldBe(0);
        (await http.GetStringAsync($"/update?secret={Secret}&pretend=0&features=BOLUS,BASAL", Stop)).ShouldContain(
            "Temp Basal"
        );
        house.Site.Documents("entries").ShouldBeEmpty();

        (await http.GetStringAsync($"/run?secret={Secret}", Stop)).ShouldBe("Triggered job");
        (await http.GetStringAsync($"/run?secret={Secret}", Stop)).ShouldBe("Already running");
        await house.Server.SettleAsync(Stop);
        house.Site.Documents("entries").ShouldNotBeEmpty();

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var posted = await http.PostAsync("/run", content: null, Stop);
        (await posted.Content.ReadAsStringAsync(Stop)).ShouldBe("Triggered job");
    }

    [Fact]
    public async Task A_run_that_fails_is_a_500_of_one_line()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(1);
        house.Tandem.DataFault = 403;
        using var http = house.Server.CreateClient();

        using var answer = await http.GetAsync($"/update?secret={Secret}", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        var words = await answer.Content.ReadAsStringAsync(Stop);
        words.ShouldContain("does not let Scout through");
        words.ShouldNotContain("\n");
    }

    [Fact]
    public async Task While_a_run_is_under_way_no_other_begins()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(1);
        using var http = house.Server.CreateClient();
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var held = new ManualResetEventSlim();
        house.Tandem.OnLogs = () =>
        {
            inside.TrySetResult();
            held.Wait(Stop);
        };
        var first = http.GetAsync($"/update?secret={Secret}", Stop);
        await inside.Task.WaitAsync(Stop);

        using var second = await http.GetAsync($"/update?secret={Secret}", Stop);
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await http.GetStringAsync($"/run?secret={Secret}", Stop)).ShouldBe("Already running");

        held.Set();
        using var answer = await first;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_check_says_nothing_of_the_person()
    {
        await using var house = await PumpHouse.OpensAsync();
        house.Lives(1);
        using var http = house.Server.CreateClient();

        var text = await http.GetStringAsync($"/check_login?secret={Secret}&days=1", Stop);

        text.ShouldEndWith("No API errors returned!\n");
        text.ShouldContain("Found 1 pumps: dict_keys(['[PUMP_SERIAL_0]'])");
        foreach (
            var secret in new[]
            {
                PumpHouse.Email,
                PumpHouse.Password,
                "90000001",
                "Private",
                "1990",
                house.Site.ApiSecret,
            }
        )
        {
            text.ShouldNotContain(secret);
        }

        house.Person.Password = "another";
        house.Tandem.ForgetTokens();
        (await http.GetStringAsync($"/check_login?secret={Secret}", Stop)).ShouldEndWith(
            "API errors occurred. Please check the errors above.\n"
        );
    }
}
