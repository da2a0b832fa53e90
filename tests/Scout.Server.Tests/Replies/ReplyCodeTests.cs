using Scout.Server.Replies;
using Scout.TestKit;

namespace Scout.Server.Tests.Replies;

public sealed class ReplyCodeTests
{
    private const string Ada = "+14155550102";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines)), Trait("Rule", "OC-18")]
    public async Task Codes_count_from_one_for_each_number_stay_a_day_after_the_end_and_come_again(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await Seed.WatchAsync(database.Database, "sam", Now, Stop);
        foreach (var alert in new[] { "one", "two", "three", "four", "five" })
        {
            await OpenAsync(database, alert);
        }

        (await CodeAsync(database, Ada, "one", Now)).ShouldBe(1);
        (await CodeAsync(database, Ada, "two", Now)).ShouldBe(2);
        (await CodeAsync(database, Ada, "one", Now)).ShouldBe(1, "stable while open");
        (await CodeAsync(database, "+14155550103", "two", Now)).ShouldBe(1, "each number counts for itself");

        await EndAsync(database, "one", Now);
        (await CodeAsync(database, Ada, "three", Now.AddHours(23))).ShouldBe(3, "the first rests for a day");
        (await CodeAsync(database, Ada, "four", Now.AddHours(25))).ShouldBe(1, "and is given again");
        (await CodeAsync(database, Ada, "five", Now.AddHours(25))).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothEngines)), Trait("Rule", "OC-18")]
    public async Task Two_watches_that_reach_one_number_at_once_give_two_codes(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await Seed.WatchAsync(database.Database, "sam", Now, Stop);
        string[] alerts = [.. Enumerable.Range(0, 12).Select(n => $"alert{n}")];
        foreach (var alert in alerts)
        {
            await OpenAsync(database, alert);
        }

        var codes = await Task.WhenAll(alerts.Select(alert => CodeAsync(database, Ada, alert, Now)));

        codes.Order().ShouldBe(Enumerable.Range(1, 12).Select(code => (int?)code));
    }

    private static Task<int?> CodeAsync(TestDatabase database, string phone, string alert, DateTimeOffset now) =>
        database.Database.WriteAsync(session => session.ReplyCodeAsync(phone, alert, now), Stop);

    private static Task<int> OpenAsync(TestDatabase database, string alert) =>
        database.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into alerts (id, watch_id, kind, topic, severity, state, generation, opened_at)
                    values (@alert, 'sam', 'Impaired', @alert, 'Urgent', '{}', 1, 0)
                    """,
                    new { alert }
                ),
            Stop
        );

    private static Task<int> EndAsync(TestDatabase database, string alert, DateTimeOffset at) =>
        database.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update alerts set closed_at = @at where id = @alert",
                    new { alert, at = at.ToUnixTimeMilliseconds() }
                ),
            Stop
        );
}
