using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Scout.TestKit;

namespace Scout.Server.Tests.Hosting;

/// <summary>What Scout says of itself, and to whom.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private const string Token = "open-sesame-and-quick";

    private readonly ManualTime _time = new();
    private TestDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Everybody_may_ask_whether_it_lives_and_is_ready_and_only_the_owner_for_more()
    {
        await using var server = Start();
        using var client = server.CreateClient();

        (await client.GetStringAsync("/health/live", Stop)).ShouldBe("alive\n");
        (await client.GetStringAsync("/health/ready", Stop)).ShouldBe("ready\n");
        foreach (var path in (string[])["/health", "/metrics"])
        {
            using var refused = await client.GetAsync(path, Stop);
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task The_findings_say_what_is_missing_in_sentences()
    {
        await using var server = Start();
        using var client = Owner(server);

        using var answer = await client.GetAsync("/health", Stop);
        var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        report.GetProperty("status").GetString().ShouldBe("Warning");
        Sentence(report, "watching").ShouldStartWith("Nobody is watched yet.");
        Sentence(report, "carriers").ShouldContain("in the browser only");
        Sentence(report, "heartbeat").ShouldStartWith("SCOUT_HEARTBEAT_URL is not set");
    }

    [Fact]
    public async Task With_nobody_who_may_be_called_it_says_that_it_cannot_alarm()
    {
        await using var server = Start(
            ("Scout:Person:NightscoutUrl", "https://sams-cgm.example.com"),
            ("Scout:Person:Phone", "+14155550100"),
            ("Scout:Nightscout:Push", "false")
        );
        using var client = Owner(server);
        await server.Database.WriteAsync(session => session.ExecuteAsync("update contacts set opted_out_at = 1"), Stop);

        using var answer = await client.GetAsync("/health", Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        JsonDocument
            .Parse(text)
            .RootElement.GetProperty("sentence")
            .GetString()!
            .ShouldStartWith("Scout cannot alarm:");
        text.ShouldNotContain("14155550100");
        text.ShouldNotContain("sams-cgm");
    }

    [Fact]
    public async Task Metrics_are_in_the_form_that_scrapers_read()
    {
        await using var server = Start();
        using var client = Owner(server);
        await server.Database.WriteAsync(
            session => session.ExecuteAsync("insert into due (kind, key, due_at) values ('turn', 'nobody', 0)"),
            Stop
        );
        await server.SettleAsync(Stop);

        using var answer = await client.GetAsync("/metrics", Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        text.ShouldContain("# TYPE scout_due_claims_total counter");
        text.ShouldContain("scout_due_claims_total{kind=\"turn\"} 1");
        text.ShouldContain("scout_due_lateness_seconds_bucket{kind=\"turn\",le=\"+Inf\"} 1");
    }

    private ScoutServer Start(params (string Key, string Value)[] settings) =>
        new(
            _time,
            [
                .. _database.Settings,
                new("Scout:SetupToken", Token),
                .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
            ]
        );

    private static HttpClient Owner(ScoutServer server)
    {
        var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    private static string Sentence(JsonElement report, string name) =>
        report
            .GetProperty("findings")
            .EnumerateArray()
            .First(finding => finding.GetProperty("name").GetString() == name)
            .GetProperty("sentence")
            .GetString()!;
}
