using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Crash;

/// <summary>The real process is killed while devices send: whatever was thanked for is there, once.</summary>
public sealed class DeviceCrashTests
{
    private const int Senders = 16;
    private const int Enough = 400;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_answered_with_200_survives_a_kill()
    {
        await using var home = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        var thanked = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        var site = new Uri($"http://127.0.0.1:{ScoutProcess.FreePort().ToString(CultureInfo.InvariantCulture)}");
        Dictionary<string, string?> environment = new()
        {
            ["ASPNETCORE_URLS"] = site.ToString(),
            ["SCOUT_DATA"] = home.Folder,
            ["SCOUT_OPEN_INGEST"] = "1",
        };
        await using (var process = ScoutProcess.Start(home.Folder, environment))
        {
            await process.ReadyAsync(Stop);
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var http = new HttpClient { BaseAddress = site };
            var senders = Enumerable
                .Range(0, Senders)
                .Select(sender => SendAsync(http, sender, thanked, enough))
                .ToArray();
            await enough.Task.WaitAsync(Stop);
            process.Kill();
            await Task.WhenAll(senders);
        }

        (await KeysAsync(home.Folder))
            .Except(thanked.Keys, StringComparer.Ordinal)
            .Count()
            .ShouldBeLessThanOrEqualTo(Senders);
        thanked.Keys.Except(await KeysAsync(home.Folder), StringComparer.Ordinal).ShouldBeEmpty();

        // Another process reads what the killed one had not.
        await using var server = new ScoutServer(new ManualTime(TimeProvider.System.GetUtcNow()), home.Settings);
        await server.SettleAsync(Stop);
        var (messages, readings, waiting) = await server.Database.ReadAsync(
            async session =>
                (
                    await session.ScalarAsync<long>("select count(*) from messages"),
                    await session.ScalarAsync<long>("select count(*) from readings"),
                    await session.ScalarAsync<long>("select count(*) from arrivals")
                ),
            Stop
        );
        messages.ShouldBeInRange(thanked.Count, thanked.Count + Senders);
        (readings, waiting).ShouldBe((messages, 0));
    }

    private static async Task SendAsync(
        HttpClient http,
        int sender,
        ConcurrentDictionary<string, byte> thanked,
        TaskCompletionSource enough
    )
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 10_000;
        for (var number = 0; number < 10_000; number++)
        {
            var device = $"{(sender + 1).ToString("X", CultureInfo.InvariantCulture)}";
            var body = $$"""{"device":"{{device}}","time":"{{at + number}}","temp":{{number}}}""";
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(new Uri("/data/1", UriKind.Relative), content, Stop);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    thanked[$"{device} {at + number}"] = 0;
                }
            }
            catch (HttpRequestException)
            {
                return; // it was killed
            }

            if (thanked.Count >= Enough)
            {
                enough.TrySetResult();
            }
        }
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(string folder)
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "scout.db"));
        return await database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    """
                    select d.external_id || ' ' || (m.event_ts / 1000) from messages m join devices d on d.id = m.device_id
                    union all
                    select json_extract(body, '$.device') || ' ' || json_extract(body, '$.time') from arrivals
                    """
                ),
            Stop
        );
    }
}
