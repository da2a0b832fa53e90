using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Watches;
using Scout.TestKit;
using Scout.TestKit.Twilio;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>Twenty people at once, and a carrier that takes one call a second.</summary>
public sealed class StormStories
{
    private const int People = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("vonage"), InlineData("twilio")]
    [Trait("Rule", "TEL-29")]
    public async Task All_are_rung_the_most_urgent_first_one_a_second_within_the_bound(string carrier)
    {
        var time = new ManualTime();
        await using var storage = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var vonage = await FakeVonage.StartAsync(time, Stop);
        await using var twilio = await FakeTwilio.StartAsync(time, Stop);
        var booth = carrier == "vonage" ? vonage.Settings : twilio.Settings;
        await using var server = new ScoutServer(
            time,
            [
                .. storage.Settings,
                .. booth.Where(setting => !setting.Key.EndsWith("CallsPerSecond", StringComparison.Ordinal)),
                new($"Scout:{carrier}:CallsPerSecond", "1"),
                new("Scout:SiteUrl", City.Site),
            ]
        );
        vonage.Webhooks.Through(server.Server.CreateHandler());
        twilio.Webhooks.Through(server.Server.CreateHandler());
        for (var person = 0; person < People; person++)
        {
            await SeedAsync(server, person);
        }

        await FallLowAsync(server);
        var began = time.GetUtcNow();
        var settling = server.SettleAsync(Stop);
        for (var rung = 1; rung <= People; rung++)
        {
            while (Calls().Count < rung)
            {
                Stop.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }

        await settling;
        await vonage.Exchange.SettleAsync();
        await twilio.Exchange.SettleAsync();

        // Every third is critical; of those, and of the others, whoever fell low first is the first to be rung.
        var order = Enumerable.Range(0, People).Reverse().OrderBy(person => person % 3 == 0 ? 0 : 1);
        Calls().Select(call => call.To).ShouldBe(order.Select(NumberOf));
        Calls().CountBy(call => call.At).ShouldAllBe(second => second.Value == 1);
        (Calls()[^1].At - began).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds((People - 1) / 1.0 + 2));
        vonage.ForgetEverything();
        twilio.ForgetEverything();

        List<(string To, DateTimeOffset At)> Calls() =>
            carrier == "vonage"
                ? [.. vonage.Calls.Select(call => (call.To, call.PlacedAt))]
                : [.. twilio.Calls.Select(call => (call.To, call.PlacedAt))];
    }

    private static string NumberOf(int person) => $"+141555504{person:00}";

    private static async Task SeedAsync(ScoutServer server, int person)
    {
        await Seed.WatchAsync(server.Database, $"w{person}", server.Time.GetUtcNow(), Stop, others: 0);
        await server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update contacts set phone = @phone where id = @id",
                    new { id = $"w{person}-person", phone = NumberOf(person) }
                ),
            Stop
        );
    }

    /// <summary>The last person first, a moment between one and the next.</summary>
    private static async Task FallLowAsync(ScoutServer server)
    {
        var turn = server.Services.GetRequiredService<Turn>();
        for (var person = People - 1; person >= 0; person--)
        {
            var now = server.Time.GetUtcNow();
            var reading = new Reading(now, person % 3 == 0 ? 50 : 62, Trend.Steady, now);
            await turn.TakeAsync($"w{person}", new WatchInput.ReadingsArrived([reading]), Stop);
            server.Time.Advance(TimeSpan.FromMilliseconds(5));
        }
    }
}
