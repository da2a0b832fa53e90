using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Watches;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages.Watch;

/// <summary>The page of a watch through HTTP: what it says, what it gives to whom, and its file of readings.</summary>
public sealed partial class WatchPageTests : IAsyncLifetime
{
    private const string Token = "open-sesame-and-quick";

    private readonly ManualTime _time = new();
    private TestDatabase? _database;
    private ScoutServer? _server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _time.GetUtcNow();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_page_says_how_the_person_is_and_what_the_fortnight_was_like(string engine)
    {
        using var client = await StartAsync(engine);
        await FortnightAsync();

        var page = await PageAsync(client, "/watches/sam");

        Heading(page).ShouldBe("Sam is all right: 100 mg/dL, steady, just now.");
        var text = Text(page);
        text.ShouldContain("99 % of the time in range, 70–180 mg/dL");
        text.ShouldContain("Readings missing 0 %");
        text.ShouldContain("Below 70 mg/dL: Scout calls.");
        text.ShouldContain("Sam is called first.");
        text.ShouldContain("Other 1 gets a text when the call is missed.");
        text.ShouldContain("With the limits of today the last 14 days would have rung 14 times, 14 of them at night");
        page.ShouldContain("/watches/sam/settings");
        page.ShouldContain("action=\"/watches/sam/pause\"");
    }

    [Fact]
    public async Task Limits_that_somebody_tries_are_played_beside_those_of_today_and_change_nothing()
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        await FortnightAsync();
        var before = await SettingsAsync();

        var page = await PageAsync(client, "/watches/sam?low=60&high=100");

        var text = Text(page);
        text.ShouldContain("With the limits of today the last 14 days would have rung 14 times");
        text.ShouldContain("With the limits you try no phone would have rung in the last 14 days");
        (await SettingsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("low=30&high=240", "Write a number from 40 to 150 mg/dL.")]
    [InlineData("low=seventy&high=240", "Write a number from 40 to 150 mg/dL.")]
    [InlineData("low=70&high=500", "Write a number from 100 to 400 mg/dL.")]
    [InlineData("low=140&high=120", "The upper limit must be above the lower one.")]
    [InlineData("low=3,9&high=30&unit=mmol", "Write a number from 5.6 to 22.2 mmol/L.")]
    public async Task A_limit_that_cannot_be_is_named_beside_its_field_and_stays_as_typed(string query, string sentence)
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        await FortnightAsync();

        var page = await PageAsync(client, "/watches/sam?" + query);

        Text(page).ShouldContain(sentence);
        page.ShouldContain("aria-invalid=\"true\"");
        page.ShouldNotContain("the limits you try");
        page.ShouldContain($"value=\"{query.Split('&')[0]["low=".Length..]}\"");
    }

    [Fact]
    public async Task In_mmol_the_page_names_no_other_unit_but_in_its_table()
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        await FortnightAsync();

        var page = await PageAsync(client, "/watches/sam?unit=mmol");

        Heading(page).ShouldContain("5.6 mmol/L");
        Text(page).ShouldContain("in range, 3.9–10.0 mmol/L");
        Text(page).ShouldContain("mmol/mol");
    }

    [Fact]
    public async Task An_open_alert_stands_in_the_first_sentence_and_links_to_its_page()
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        var turn = _server!.Services.GetRequiredService<Turn>();
        await turn.TakeAsync(
            "sam",
            new WatchInput.ReadingsArrived([new Reading(Now, 62, Trend.FallingFast, Now)]),
            Stop
        );

        var page = await PageAsync(client, "/watches/sam");

        Heading(page).ShouldStartWith("Sam is low: 62 mg/dL, falling fast");
        page.ShouldContain("href=\"/alerts/");
    }

    [Fact]
    public async Task An_open_page_that_draws_itself_again_gets_only_what_changes_by_itself()
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        await FortnightAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/watches/sam");
        request.Headers.Add("HX-Request", "true");

        using var answer = await client.SendAsync(request, Stop);

        var part = await answer.Content.ReadAsStringAsync(Stop);
        Heading(part).ShouldStartWith("Sam is all right");
        part.ShouldNotContain("data-series");
        part.ShouldNotContain("would have rung");
        part.ShouldContain("id=\"chart\" data-still");
    }

    [Theory]
    [InlineData("/watches/sam")]
    [InlineData("/watches/sam?range=14d")]
    [InlineData("/watches/sam/readings.csv")]
    [InlineData("/watches/sam/readings.csv?from=x")]
    [InlineData("/api/watches/sam/marks")]
    [InlineData("/api/watches/sam/marks?from=x")]
    public async Task A_watch_of_somebody_else_is_not_there(string path)
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        await FortnightAsync();
        using var mine = await client.GetAsync(path, Stop);
        mine.StatusCode.ShouldNotBe(HttpStatusCode.NotFound);

        await _server!.Database.WriteAsync(
            session => session.ExecuteAsync("update watches set account_id = 'somebody'"),
            Stop
        );

        using var theirs = await client.GetAsync(path, Stop);
        theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_may_only_see_a_watch_is_shown_no_button_that_changes_it()
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        await FortnightAsync();
        await _server!.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update watches set account_id = 'somebody';
                    insert into carers (watch_id, account_id, may, created_at) values ('sam', 'owner', 'See', 0)
                    """
                ),
            Stop
        );

        var page = await PageAsync(client, "/watches/sam");

        page.ShouldContain("data-series");
        page.ShouldNotContain("/watches/sam/settings");
        page.ShouldNotContain("/watches/sam/pause");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_file_has_local_times_with_offset_both_units_and_no_number_where_none_was_measured(
        string engine
    )
    {
        using var client = await StartAsync(engine);
        await _server!.Database.WriteAsync(
            session => session.ExecuteAsync("update contacts set zone = 'Europe/Berlin'"),
            Stop
        );
        // Half past two comes twice in this night.
        var night = new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);
        await ReadingsAsync((night, 62), (night.AddHours(1), 39), (night.AddHours(2), 401), (night.AddHours(3), 5));

        using var answer = await client.GetAsync(
            "/watches/sam/readings.csv?from=2026-10-25T00:00:00Z&to=2026-10-26T00:00:00Z",
            Stop
        );

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("readings-2026-10-25-2026-10-26.csv");
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldBe(
            "time,mg/dL,mmol/L,trend,note\r\n"
                + "2026-10-25T02:30:00+02:00,62,3.4,steady,\r\n"
                + "2026-10-25T02:30:00+01:00,,,steady,below 40 mg/dL\r\n"
                + "2026-10-25T03:30:00+01:00,,,steady,above 400 mg/dL\r\n"
                + "2026-10-25T04:30:00+01:00,,,steady,sensor error\r\n"
        );
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_long_file_holds_every_reading_once(string engine)
    {
        using var client = await StartAsync(engine);
        var start = Now - TimeSpan.FromDays(50);
        await Seed.ManyReadingsAsync(_server!.Database, "sam", 12_345, start, TimeSpan.FromMinutes(5), Stop);

        using var answer = await client.GetAsync("/watches/sam/readings.csv?from=0&to=4000000000000", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest); // longer than a hundred years

        var file = await client.GetStringAsync("/watches/sam/readings.csv?from=1000000000000&to=3000000000000", Stop);
        var lines = file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(12_346);
        lines.Distinct().Count().ShouldBe(12_346);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Marks_tell_of_opening_call_acknowledgement_and_end(string engine)
    {
        using var client = await StartAsync(engine);
        var opened = Now - TimeSpan.FromHours(2);
        await AlertAsync(opened);

        var marks = await JsonAsync(client, "/api/watches/sam/marks");
        var alert = marks.EnumerateArray().Single();
        alert.GetProperty("title").GetString().ShouldBe("Sam is low");
        alert.GetProperty("from").GetInt64().ShouldBe(opened.ToUnixTimeMilliseconds());
        alert.GetProperty("to").GetInt64().ShouldBe(opened.AddMinutes(45).ToUnixTimeMilliseconds());
        alert
            .GetProperty("marks")
            .EnumerateArray()
            .Select(mark => mark.GetProperty("kind").GetString())
            .ShouldBe(["opened", "called", "acknowledged", "resolved"]);

        var earlier = $"?from={opened.AddDays(-2).ToUnixTimeMilliseconds()}&to={opened.ToUnixTimeMilliseconds()}";
        (await JsonAsync(client, "/api/watches/sam/marks" + earlier)).GetArrayLength().ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static async Task<string> PageAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        using var body = JsonDocument.Parse(await client.GetStringAsync(path, Stop));
        return body.RootElement.Clone();
    }

    private static string Heading(string page) => Text(FirstHeading().Match(page).Groups["text"].Value);

    /// <summary>The words of a page, with single spaces.</summary>
    private static string Text(string html) =>
        Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();

    [GeneratedRegex("<h1>(?<text>.*?)</h1>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstHeading();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();

    private Task<string?> SettingsAsync() =>
        _server!.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select settings from watches where id = 'sam'"),
            Stop
        );

    /// <summary>100 mg/dL for 14 days, and a low of half an hour in each night.</summary>
    private Task<long> FortnightAsync()
    {
        var readings = Enumerable
            .Range(0, 14 * 288)
            .Select(i => Now - TimeSpan.FromMinutes(5 * i))
            .Select(at => (at, at is { Hour: 2, Minute: < 10 } ? 65.0 : 100.0));
        return ReadingsAsync([.. readings]);
    }

    private Task AlertAsync(DateTimeOffset opened)
    {
        var breach = new Breach(
            RuleKind.Low,
            Severity.Urgent,
            new Reading(opened, 66, Trend.FallingSlowly, opened),
            opened
        );
        var over = opened.AddMinutes(45);
        LedgerLine[] lines =
        [
            new(LedgerEntry.Opened, opened) { Reading = breach.Reading },
            new(LedgerEntry.CallOrdered, opened) { Contact = "sam-person", Channel = Channel.Call },
            new(LedgerEntry.Left, opened.AddSeconds(2)) { Contact = "sam-person", Channel = Channel.Call },
            new(LedgerEntry.Left, opened.AddSeconds(40)) { Contact = "sam-other1", Channel = Channel.Text },
            new(LedgerEntry.Acknowledged, opened.AddMinutes(2)) { Contact = "sam-person", Until = over },
            new(LedgerEntry.Resolved, over),
        ];
        return _server!.Database.WriteAsync(
            session =>
            {
                var alert = new Alert("a", AlertKind.Low, opened, breach, breach, new AlertState.Resolved(over));
                session.SaveAlert("sam", alert, 1, over);
                for (var i = 0; i < lines.Length; i++)
                {
                    session.AppendLedger("a", 1, i, lines[i]);
                }

                return Task.CompletedTask;
            },
            Stop
        );
    }

    private Task<long> ReadingsAsync(params (DateTimeOffset At, double Value)[] readings) =>
        Seed.ReadingsAsync(
            _server!.Database,
            "sam",
            [.. readings.Select(one => new Reading(one.At, one.Value, Trend.Steady, one.At))],
            Stop
        );

    private async Task<HttpClient> StartAsync(string engine)
    {
        _database = await TestDatabase.CreateAsync(engine, Stop);
        _server = new ScoutServer(_time, [.. _database.Settings, new("Scout:SetupToken", Token)]);
        await Seed.WatchAsync(_server.Database, "sam", Now, Stop);
        var client = _server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }
}
