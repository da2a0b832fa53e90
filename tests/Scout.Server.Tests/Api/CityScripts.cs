using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Scout.Server.Accounts;
using Scout.Server.Tests.Stories;
using Scout.TestKit;

namespace Scout.Server.Tests.Api;

/// <summary>Scripts that ask the server of a story, with a token of an account.</summary>
internal static class CityScripts
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<HttpClient> ScriptAsync(this City city, string account, string? may)
    {
        using var person = await AccountBrowser.SignInAsync(city.Server, account, account, Stop);
        if (may is not null)
        {
            await person.LooksAfterAsync(city.Server, await city.WatchAsync(), may, Stop);
        }

        var now = city.Time.GetUtcNow();
        var token = await city.Server.Database.WriteAsync(
            session => session.MakeTokenAsync(account, "script", expiresAt: null, now),
            Stop
        );
        var client = city.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public static async Task<JsonElement> ReadsAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    public static async Task<string> WatchAsync(this City city) =>
        (
            await city.Server.Database.ReadAsync(
                session => session.ScalarAsync<string>("select id from watches where kind <> 'self'"),
                Stop
            )
        )!;
}
