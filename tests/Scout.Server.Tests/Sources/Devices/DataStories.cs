using System.Net;
using Microsoft.AspNetCore.Mvc;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>POST /data/{sensor}: what the tutorial's callback sends, made trustworthy.</summary>
public sealed class DataStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Body(long time, double value, string device = "1D3A7C") =>
        FormattableString.Invariant($$"""{"device":"{{device}}","time":"{{time}}","temp":{{value}}}""");

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_tutorials_body_becomes_a_reading_and_survives_a_restart(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine, open: true);
        var at = barn.Now.ToUnixTimeSeconds() - 5;

        using var answer = await barn.SendsAsync("/data/1", Body(at, 21));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty();

        await barn.RestartsAsync(); // nobody has looked at it yet
        await barn.SettleAsync();
        (await barn.ReadingsAsync("1D3A7C")).ShouldBe([$"temp {at} 21"]);
        (await barn.CountAsync("select count(*) from arrivals")).ShouldBe(0);
        (await barn.CountAsync("select count(*) from watches where kind = 'sensor'")).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Ten_out_of_order_each_four_times_with_a_broken_one_between_are_ten_in_order(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine, open: true);
        var first = barn.Now.ToUnixTimeSeconds() - 6_000;
        int[] order = [3, 0, 9, 1, 2, 7, 4, 8, 6, 5];
        foreach (var round in Enumerable.Range(0, 4))
        {
            foreach (var one in order)
            {
                (await barn.PostsAsync("/data/1", Body(first + (one * 600), one))).ShouldBe(HttpStatusCode.OK);
                if (one == 4 && round == 1)
                {
                    (await barn.PostsAsync("/data/1", """{"device":"1D3A7C","time":""")).ShouldBe(
                        HttpStatusCode.BadRequest
                    );
                }
            }
        }

        (await barn.ReadingsAsync("1D3A7C")).ShouldBe(
            Enumerable.Range(0, 10).Select(one => $"temp {first + (one * 600)} {one}")
        );
        (await barn.CountAsync("select count(*) from messages")).ShouldBe(10);
        (await barn.CountAsync("select cast(sum(copies) as bigint) from messages")).ShouldBe(30);
        (await barn.CountAsync("select last_at / 1000 from series")).ShouldBe(first + 5_400);
        (await barn.DeviceAsync("1D3A7C")).LearnedMs.ShouldBe(600_000);
    }

    [Fact]
    public async Task Sensors_and_devices_are_not_mixed()
    {
        await using var barn = await Barn.OpensAsync(open: true);
        var at = barn.Now.ToUnixTimeSeconds();
        await barn.PostsAsync("/data/1", Body(at, 1, "A1"));
        await barn.PostsAsync("/data/2", Body(at, 2, "A2"));
        await barn.PostsAsync("/data/2", Body(at, 3, "A3"));

        (await barn.ReadingsAsync("A1")).ShouldBe([$"temp {at} 1"]);
        (await barn.ReadingsAsync("A2")).ShouldBe([$"temp {at} 2"]);
        (await barn.ReadingsAsync("A3")).ShouldBe([$"temp {at} 3"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1,2")]
    [InlineData("""{"time":"1767225600","temp":21}""")]
    public async Task A_bad_body_is_answered_with_what_is_wrong_and_leaves_nothing(string body)
    {
        await using var barn = await Barn.OpensAsync(open: true);

        using var answer = await barn.SendsAsync("/data/1", body);
        await barn.SettleAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<ProblemDetails>(Stop);
        problem!.Detail.ShouldNotBeNullOrEmpty();
        problem.Extensions.ShouldContainKey("traceId");
        (await barn.CountAsync("select (select count(*) from arrivals) + (select count(*) from devices)")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_taken_unless_the_settings_say_so()
    {
        await using var barn = await Barn.OpensAsync();
        var (_, secret) = await barn.NetworkAsync("data");
        var body = Body(barn.Now.ToUnixTimeSeconds(), 21);

        (await barn.PostsAsync("/data/1", body)).ShouldBe(HttpStatusCode.Unauthorized);
        (await barn.PostsAsync("/data/1", body, "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        (await barn.PostsAsync("/data/1?key=wrong", body)).ShouldBe(HttpStatusCode.Unauthorized);
        (await barn.CountAsync("select count(*) from arrivals")).ShouldBe(0);

        (await barn.PostsAsync("/data/1", body, secret)).ShouldBe(HttpStatusCode.OK);
        (await barn.PostsAsync($"/data/1?key={secret}", body)).ShouldBe(HttpStatusCode.OK);
        using var basic = new HttpRequestMessage(HttpMethod.Post, "/data/1") { Content = new StringContent(body) };
        basic.Headers.TryAddWithoutValidation(
            "Authorization",
            $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"scout:{secret}"))}"
        );
        using var answer = await barn.Http.SendAsync(basic, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await barn.SettleAsync();
        (await barn.CountAsync("select count(*) from messages")).ShouldBe(1);
    }

    [Fact]
    public async Task An_accounts_token_opens_until_it_is_taken_back()
    {
        await using var barn = await Barn.OpensAsync();
        var token = await barn.Database.WriteAsync(
            session => session.MakeTokenAsync("owner", "script", null, barn.Now),
            Stop
        );
        var at = barn.Now.ToUnixTimeSeconds();
        (await barn.PostsAsync("/data/porch", Body(at, 21), token)).ShouldBe(HttpStatusCode.OK);
        (await barn.ReadingsAsync("1D3A7C")).ShouldBe([$"temp {at} 21"]);

        await barn.Database.WriteAsync(session => session.ExecuteAsync("delete from api_tokens"), Stop);
        (await barn.PostsAsync("/data/porch", Body(at + 1, 22), token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_time_that_cannot_be_is_kept_with_a_mark_and_never_the_latest()
    {
        await using var barn = await Barn.OpensAsync(open: true);
        var at = barn.Now.ToUnixTimeSeconds();
        await barn.PostsAsync("/data/1", Body(at, 1));
        await barn.PostsAsync("/data/1", Body(at + 3_600, 2));
        await barn.PostsAsync("/data/1", Body(86_400, 3));
        await barn.PostsAsync(
            "/data/1",
            """{"device":"1D3A7C","time":"VALUE","temp":4}""".Replace(
                "VALUE",
                $"{(at - 60) * 1000}",
                StringComparison.Ordinal
            )
        );

        (await barn.ReadingsAsync("1D3A7C")).ShouldBe([$"temp {at - 60} 4", $"temp {at} 1"]);
        (await barn.CountAsync("select count(*) from messages where mark = 'future'")).ShouldBe(1);
        (await barn.CountAsync("select count(*) from messages where mark = 'old'")).ShouldBe(1);
        (await barn.CountAsync("select last_at / 1000 from series")).ShouldBe(at);
    }

    [Fact]
    public async Task What_is_no_number_never_reaches_a_series()
    {
        await using var barn = await Barn.OpensAsync(open: true);
        var at = barn.Now.ToUnixTimeSeconds();
        await barn.PostsAsync(
            "/data/1",
            """{"device":"1D3A7C","time":"AT","temp":"</script><script>alert(1)</script>","hum":"40"}""".Replace(
                "AT",
                $"{at}",
                StringComparison.Ordinal
            )
        );
        await barn.PostsAsync("/data/1", $$"""{"device":"1D3A7C","time":"{{at + 1}}","temp":null,"hum":"N/A"}""");

        (await barn.ReadingsAsync("1D3A7C")).ShouldBe([$"hum {at} 40"]);
    }
}
