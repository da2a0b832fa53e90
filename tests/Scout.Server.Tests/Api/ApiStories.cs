using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Scout.Core.Alerts;
using Scout.Server.Tests.Stories;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Api;

/// <summary>Scripts with a token of an account: what they read, what they may do, and how they are told no.</summary>
public sealed class ApiStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_script_reads_what_its_account_sees_and_acts_in_its_name(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await city.ReadsAsync(62, "SingleDown");
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        using var mia = await city.ScriptAsync("mia", "Acknowledge");

        var watch = (await mia.ReadsAsync("/api/watches")).GetProperty("watches")[0];
        watch.GetProperty("name").GetString().ShouldBe("Sam");
        watch.GetProperty("may").GetString().ShouldBe("Acknowledge");
        watch.GetProperty("latest").GetProperty("mgDl").GetDouble().ShouldBe(62);
        var readings = await mia.ReadsAsync($"/api/watches/{watch.GetProperty("id").GetString()}/readings?limit=10");
        readings.GetProperty("readings").GetArrayLength().ShouldBe(1);
        var alert = (await mia.ReadsAsync("/api/alerts?open=true")).GetProperty("alerts")[0];
        var id = alert.GetProperty("id").GetString();

        using var answer = await mia.PostAsync($"/api/alerts/{id}/acknowledge", null, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        var held = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        held.GetProperty("state").GetString().ShouldBe("Held");
        held.GetProperty("by").GetProperty("name").GetString().ShouldBe("mia");

        await city.SettleAsync();
        await city.Sam.GetsText("mia has taken it");
        await city.Ada.GetsText("mia has taken it");
        await city.Bo.GetsText("mia has taken it");
        var ledger = (await mia.ReadsAsync($"/api/alerts/{id}")).GetProperty("ledger").EnumerateArray().ToList();
        ledger.ShouldContain(line => line.GetProperty("way").GetString() == "Api");
        ledger.ShouldContain(line => line.GetProperty("text").GetString()!.Contains("by the API"));
    }

    [Fact]
    public async Task Refusals_are_problems_that_say_why()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().Presses("1");
        var id = (await city.AlertAsync(AlertKind.Low)).Id;
        var watch = await city.WatchAsync();
        using var eve = await city.ScriptAsync("eve", "See");
        using var mia = await city.ScriptAsync("mia", "Change");
        using var stranger = await city.ScriptAsync("stranger", may: null);

        await RefusedAsync(stranger, $"/api/alerts/{id}/acknowledge", null, HttpStatusCode.NotFound);
        await RefusedAsync(stranger, $"/api/watches/{watch}/pause", """{"minutes":60}""", HttpStatusCode.NotFound);
        await RefusedAsync(eve, $"/api/alerts/{id}/acknowledge", null, HttpStatusCode.Forbidden);
        await RefusedAsync(eve, $"/api/watches/{watch}/resume", null, HttpStatusCode.Forbidden);
        await RefusedAsync(mia, $"/api/alerts/{id}/close", null, HttpStatusCode.Conflict, "closes by itself");
        await RefusedAsync(mia, $"/api/alerts/{id}/snooze", """{"minutes":0}""", HttpStatusCode.BadRequest, "minutes");
        await RefusedAsync(mia, $"/api/alerts/{id}/escalate", """{"seen":"ringing.1.0"}""", HttpStatusCode.Conflict);
        await RefusedAsync(mia, $"/api/alerts/{id}/call", """{"contact":"x"}""", HttpStatusCode.BadRequest, "contact");
        await RefusedAsync(mia, $"/api/watches/{watch}/pause", "{}", HttpStatusCode.BadRequest, "has an end");
        await RefusedAsync(mia, $"/api/watches/{watch}/pause", """{"minutes":1441}""", HttpStatusCode.BadRequest);
        using var unread = await mia.GetAsync("/api/alerts?before=nonsense", Stop);
        unread.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await city.AlertAsync(AlertKind.Low)).State.ShouldBeOfType<AlertState.Held>();
    }

    [Fact]
    public async Task A_script_pauses_and_resumes_and_calls()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        var watch = await city.WatchAsync();
        using var mia = await city.ScriptAsync("mia", "Change");

        using var paused = await mia.PostAsJsonAsync($"/api/watches/{watch}/pause", new { minutes = 60 }, Stop);
        paused.StatusCode.ShouldBe(HttpStatusCode.OK, await paused.Content.ReadAsStringAsync(Stop));
        var until = (await paused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("pausedUntil");
        until.GetDateTimeOffset().ShouldBe(city.Time.GetUtcNow().AddMinutes(60), TimeSpan.FromSeconds(1));
        await city.SettleAsync();
        using var resumed = await mia.PostAsync($"/api/watches/{watch}/resume", null, Stop);
        (await resumed.Content.ReadFromJsonAsync<JsonElement>(Stop))
            .GetProperty("pausedUntil")
            .ValueKind.ShouldBe(JsonValueKind.Null);
        await city.SettleAsync();
        city.Booth.ForgetEverything();

        await city.ReadsAsync(62);
        var call = await city.Sam.Rings();
        var id = (await city.AlertAsync(AlertKind.Low)).Id;
        var ada = (await mia.ReadsAsync($"/api/alerts/{id}"))
            .GetProperty("callable")
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() != "Sam" && IsEmergency(city, one))
            .GetProperty("contact");
        using var called = await mia.PostAsJsonAsync($"/api/alerts/{id}/call", new { contact = ada.GetString() }, Stop);
        called.StatusCode.ShouldBe(HttpStatusCode.OK);
        await city.SettleAsync();
        await city.Ada.Rings().Presses("1");
        await city.SettleAsync();
        await call.HangsUp();
        await city.SettleAsync();
        await city.Sam.GetsText("taken");
    }

    private static bool IsEmergency(City city, JsonElement contact) =>
        city.Server.Database.ReadAsync(
                session =>
                    session.ScalarAsync<string>(
                        "select phone from contacts where id = @id",
                        new { id = contact.GetProperty("contact").GetString() }
                    ),
                Stop
            )
            .GetAwaiter()
            .GetResult() == City.AdaNumber;

    private static async Task RefusedAsync(
        HttpClient script,
        string path,
        string? body,
        HttpStatusCode status,
        string says = ""
    )
    {
        using var content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await script.PostAsync(path, content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(status, $"{path}: {text}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        text.ShouldContain(says);
    }
}
