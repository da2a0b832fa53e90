using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Scout.Core.Readings;
using Scout.TestKit;

namespace Scout.Server.Tests.Readings;

/// <summary>What a chart gets: few readings as they are, many without losing a spike, gaps as gaps.</summary>
public sealed class PointsTests : IAsyncLifetime
{
    private const string Token = "open-sesame-and-quick";
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private readonly ManualTime _time = new();
    private TestDatabase? _database;
    private ScoutServer? _server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _time.GetUtcNow();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Few_readings_come_as_they_are_and_a_gap_is_a_null(string engine)
    {
        using var client = await StartAsync(engine);
        var start = Now - TimeSpan.FromHours(2);
        var series = await ReadingsAsync(
            (start, 110),
            (start + FiveMinutes, 62),
            (start + TimeSpan.FromMinutes(10), 5), // an error of the sensor: no value
            (start + TimeSpan.FromMinutes(20), 71.5), // 15 minutes: not yet a gap
            (start + TimeSpan.FromMinutes(36), 80)
        );

        var answer = await PointsAsync(client, $"/api/series/{series}/points");

        answer.GetProperty("unit").GetString().ShouldBe("mg/dL");
        answer.GetProperty("step").GetInt64().ShouldBe(0);
        answer.GetProperty("gap").GetInt64().ShouldBe(900_000);
        Values(answer, "v").ShouldBe([110, 62, 71.5, null, 80]);
        var minutes = Times(answer).Select(at => (at - start).TotalMinutes);
        minutes.ShouldBe([0, 5, 20, 28, 36]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Many_readings_are_summed_up_and_no_spike_is_lost(string engine)
    {
        using var client = await StartAsync(engine);
        var start = Now - TimeSpan.FromDays(10);
        await Seed.ManyReadingsAsync(_server!.Database, "sam", 2_880, start, FiveMinutes, Stop);
        var (low, high) = (start + TimeSpan.FromHours(31.1), start + TimeSpan.FromHours(140.2));
        var series = await ReadingsAsync((low, 41), (high, 399));

        foreach (var width in new[] { 1, 7, 100, 400, 1_000 })
        {
            var path = $"/api/series/{series}/points?from={Ms(start)}&to={Ms(Now)}&width={width}";
            var answer = await PointsAsync(client, path);

            var step = answer.GetProperty("step").GetInt64();
            Values(answer, "min").Min().ShouldBe(41);
            Values(answer, "max").Max().ShouldBe(399);
            Values(answer, "n").Sum().ShouldBe(2_882);
            Values(answer, "min").Count.ShouldBeLessThanOrEqualTo(width + 1);
            var times = Times(answer);
            var spike = times.FindLastIndex(at => at <= low);
            Values(answer, "min")[spike].ShouldBe(41);
            (low - times[spike]).TotalMilliseconds.ShouldBeLessThan(step);
            times.ShouldBe(times.Distinct().Order());
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_first_and_the_last_reading_of_a_stretch_are_told_and_a_gap_between_two_is_a_null(
        string engine
    )
    {
        using var client = await StartAsync(engine);
        var start = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero) - TimeSpan.FromDays(2);
        var readings = Enumerable
            .Range(0, 24 * 60)
            .Where(minute => minute is < 300 or >= 420)
            .Select(minute => (start + TimeSpan.FromMinutes(minute), 100.0 + (minute % 60)))
            .ToArray();
        var series = await ReadingsAsync(readings);

        // 24 hours: from the readings. 20 days: from the summaries of hours, of which one is missing.
        var day = await PointsAsync(
            client,
            $"/api/series/{series}/points?from={Ms(start)}&to={Ms(start.AddDays(1))}&width=288"
        );
        var long24 = await PointsAsync(
            client,
            $"/api/series/{series}/points?from={Ms(start)}&to={Ms(start.AddDays(20))}&width=480"
        );

        day.GetProperty("step").GetInt64().ShouldBe(300_000);
        Values(day, "first")[1].ShouldBe(105);
        Values(day, "last")[1].ShouldBe(109);
        Values(day, "min").Count(value => value is null).ShouldBe(1);
        long24.GetProperty("step").GetInt64().ShouldBe(3_600_000);
        Values(long24, "min")
            .ShouldBe([.. Enumerable.Repeat<double?>(100, 5), null, .. Enumerable.Repeat<double?>(100, 17)]);
        Values(long24, "last").Distinct().ShouldBe([159, null]);
    }

    [Fact]
    public async Task Where_single_readings_were_forgotten_their_hours_still_stand()
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        var start = Now - TimeSpan.FromDays(500);
        var series = await Seed.ManyReadingsAsync(_server!.Database, "sam", 600, start, FiveMinutes, Stop);
        await _server.Database.WriteAsync(session => session.ExecuteAsync("delete from readings"), Stop);

        var answer = await PointsAsync(
            client,
            $"/api/series/{series}/points?from={Ms(start)}&to={Ms(start.AddHours(12))}"
        );

        answer.GetProperty("step").GetInt64().ShouldBe(3_600_000);
        Values(answer, "n").Count.ShouldBeInRange(12, 13);
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so_and_who_can_read_it_gets_it_packed()
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        var start = Now - TimeSpan.FromHours(20);
        var series = await Seed.ManyReadingsAsync(_server!.Database, "sam", 240, start, FiveMinutes, Stop);
        var path = $"/api/series/{series}/points?from={Ms(start)}&to={Ms(Now)}";

        using var first = await client.GetAsync(path, Stop);
        first.Headers.CacheControl!.Private.ShouldBeTrue();
        using var again = await AskAsync(client, path, request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty();

        await ReadingsAsync((Now - TimeSpan.FromMinutes(1), 90));
        using var changed = await AskAsync(
            client,
            path,
            request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!)
        );
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var encoding in new[] { "br", "gzip" })
        {
            using var packed = await AskAsync(
                client,
                path,
                request => request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding))
            );
            packed.Content.Headers.ContentEncoding.ShouldBe([encoding]);
            packed.Content.Headers.ContentLength!.Value.ShouldBeLessThan(
                first.Content.Headers.ContentLength!.Value / 2
            );
        }
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=-1", "to")]
    [InlineData("from=2026-03-02&to=2026-03-01", "before")]
    [InlineData("from=5&to=5", "before")]
    [InlineData("from=0&to=9000000000000", "hundred years")]
    [InlineData("width=0", "width")]
    [InlineData("width=1e3", "width")]
    [InlineData("width=4001", "width")]
    public async Task Nonsense_is_answered_with_a_sentence_that_names_it(string query, string named)
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        var series = await ReadingsAsync((Now, 100));

        using var answer = await client.GetAsync($"/api/series/{series}/points?{query}", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(named);
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00+01:00")]
    [InlineData("2026-03-01T10:00:00%2B01:00")]
    [InlineData("2026-03-01T09:00:00Z")]
    [InlineData("1772355600000")]
    public async Task A_time_is_written_as_a_script_likes_it(string from)
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        var series = await ReadingsAsync((Now, 100));

        var answer = await PointsAsync(client, $"/api/series/{series}/points?from={from}");

        answer.GetProperty("from").GetInt64().ShouldBe(1_772_355_600_000);
        answer.GetProperty("to").GetInt64().ShouldBe(1_772_355_600_000 + 86_400_000);
    }

    [Theory]
    [InlineData("somebody", HttpStatusCode.NotFound)]
    [InlineData("owner", HttpStatusCode.OK)]
    public async Task A_series_of_somebody_elses_watch_is_not_there(string account, HttpStatusCode status)
    {
        using var client = await StartAsync(BothEngines.Sqlite);
        var series = await ReadingsAsync((Now, 100));
        await _server!.Database.WriteAsync(
            session => session.ExecuteAsync("update watches set account_id = @account", new { account }),
            Stop
        );

        using var answer = await client.GetAsync($"/api/series/{series}/points", Stop);
        answer.StatusCode.ShouldBe(status);

        // Nor does nonsense tell it from one that exists.
        using var nonsense = await client.GetAsync($"/api/series/{series}/points?width=0", Stop);
        nonsense.StatusCode.ShouldBe(status is HttpStatusCode.OK ? HttpStatusCode.BadRequest : status);
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

    private static string Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString();

    private static List<double?> Values(JsonElement answer, string name) =>
        [
            .. answer
                .GetProperty(name)
                .EnumerateArray()
                .Select(value => value.ValueKind is JsonValueKind.Null ? (double?)null : value.GetDouble()),
        ];

    private static List<DateTimeOffset> Times(JsonElement answer)
    {
        var at = 0L;
        return
        [
            .. answer
                .GetProperty("t")
                .EnumerateArray()
                .Select(distance => DateTimeOffset.FromUnixTimeMilliseconds(at += distance.GetInt64())),
        ];
    }

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client,
        string path,
        Action<HttpRequestMessage> with
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        with(request);
        return await client.SendAsync(request, Stop);
    }

    private static async Task<JsonElement> PointsAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return body.RootElement.Clone();
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
