using System.Text.Json;
using Scout.Server.Sources.Tandem;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>tconnectsync's loop: when a look starts a sync, and how long Scout waits after an error.</summary>
public sealed class AutoUpdateVectorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Looks_sync_when_there_is_news_and_errors_are_waited_for()
    {
        var number = 0;
        foreach (var recording in VectorFolder.Read("autoupdate.json").GetProperty("cases").EnumerateArray())
        {
            await TryAsync(recording, number++);
        }
    }

    private static async Task TryAsync(JsonElement recording, int number)
    {
        await using var house = await PumpHouse.OpensAsync(
            before: house =>
            {
                // The last error is far away: nobody is told of it here.
                house.Pump.UploadedAt = house.Time.GetUtcNow();
                house.Pump.MaxDate = null;
            },
            settings: new KeyValuePair<string, string?>("Scout:Tandem:Features:0", "BASAL")
        );
        await SetEveryAsync(house);
        var start = house.Now.AddHours(2);
        house.Time.AdvanceTo(new DateTimeOffset(start, TimeSpan.Zero));
        var steps = recording.GetProperty("expect").GetProperty("steps").EnumerateArray().ToArray();
        foreach (var (step, poll) in steps.Zip(recording.GetProperty("polls").EnumerateArray()))
        {
            var isError = poll.TryGetProperty("error", out var status);
            house.Tandem.DataFault = isError ? status.GetInt32() : null;
            if (!isError)
            {
                house.Pump.MaxDate = start.AddSeconds(poll.GetProperty("maxDate").GetInt64());
            }

            var runs = await RunsAsync(house);
            var next = await house.Desk.LookAsync(DeclaredPumpKeeper.Id, Stop);
            var wait = next!.Value - house.Time.GetUtcNow();
            if (isError)
            {
                wait.TotalSeconds.ShouldBe(step.GetProperty("sleep").GetDouble(), $"case {number}");
            }
            else
            {
                (await RunsAsync(house) - runs).ShouldBe(
                    step.TryGetProperty("processed", out _) ? 1 : 0,
                    $"case {number}"
                );
                wait.ShouldBeInRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.5));
            }

            house.Time.AdvanceTo(next.Value);
        }

        if (recording.GetProperty("expect").GetProperty("exitCode").GetInt32() == 1)
        {
            while ((await house.RowAsync())!.Told.Length == 0)
            {
                var next = await house.Desk.LookAsync(DeclaredPumpKeeper.Id, Stop);
                (next!.Value - house.Time.GetUtcNow()).ShouldBe(TimeSpan.FromMinutes(5));
                house.Time.AdvanceTo(next.Value);
            }

            (await house.RowAsync())!.Told.ShouldBe(PumpNews.Unreachable);
        }
    }

    // The recordings begin with the first look: the schedule begins there, too.
    private static Task<int> SetEveryAsync(PumpHouse house) =>
        house.Server.Database.WriteAsync(session => session.ExecuteAsync("update pumps set every_ms = 300000"), Stop);

    private static Task<long> RunsAsync(PumpHouse house) =>
        house.Server.Database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from pump_runs"), Stop);
}
