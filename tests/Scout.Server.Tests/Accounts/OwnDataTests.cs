using System.Net;
using System.Text.Json;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Watches;
using Scout.TestKit;

namespace Scout.Server.Tests.Accounts;

/// <summary>Taking one's data along, and taking it away, on both engines.</summary>
public sealed class OwnDataTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_export_holds_what_is_ones_own_and_nothing_else(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await using var server = new ScoutServer(_time, database.Settings);
        await LiveAsync(server, "ada", "sam");
        await LiveAsync(server, "bo", "kim");
        using var ada = await SignedIn.AsAsync(server, "ada", Stop);

        using var answer = await ada.GetAsync("/account/export", Stop);

        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("scout-2026-03-01.json");
        var text = await answer.Content.ReadAsStringAsync(Stop);
        using var file = JsonDocument.Parse(text);
        var watch = file.RootElement.GetProperty("watches").EnumerateArray().Single();
        watch.GetProperty("series")[0].GetProperty("readings").GetArrayLength().ShouldBe(12);
        watch.GetProperty("alerts").GetArrayLength().ShouldBe(1);
        watch.GetProperty("alerts")[0].GetProperty("ledger").GetArrayLength().ShouldBeGreaterThan(0);
        watch.GetProperty("watch")[0].GetProperty("settings").ValueKind.ShouldBe(JsonValueKind.Object);
        file.RootElement.GetProperty("contacts").GetArrayLength().ShouldBe(3);
        file.RootElement.GetProperty("screens").GetArrayLength().ShouldBe(1);
        text.ShouldNotContain("kim");
        text.ShouldNotContain("password");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_deleted_account_leaves_nothing_and_others_keep_theirs(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await using var server = new ScoutServer(_time, database.Settings);
        await LiveAsync(server, "ada", "sam");
        await LiveAsync(server, "bo", "kim");
        using var ada = await SignedIn.AsAsync(server, "ada", Stop);
        using var bo = await SignedIn.AsAsync(server, "bo", Stop);
        await server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "insert into carers (watch_id, account_id, may, created_at) values ('sam', 'bo', 'See', 0)"
                ),
            Stop
        );

        using var mistyped = await ada.SubmitAsync("/account/delete", "/account/delete", [new("confirm", "Eve")], Stop);
        mistyped.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CountAsync(server, "accounts where id = 'ada'")).ShouldBe(1);
        using var done = await ada.SubmitAsync("/account/delete", "/account/delete", [new("confirm", "ada")], Stop);

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (
            var left in new[]
            {
                "accounts where id = 'ada'",
                "watches where id = 'sam'",
                "contacts where account_id = 'ada'",
                "push_addresses where id = 'sam'",
                "alerts where watch_id = 'sam'",
                "deliveries where watch_id = 'sam'",
                "due where key = 'sam'",
                "sessions where account_id = 'ada'",
                "carers",
            }
        )
        {
            (await CountAsync(server, left)).ShouldBe(0, left);
        }

        (await CountAsync(server, "readings")).ShouldBe(12);
        (await CountAsync(server, "ledger")).ShouldBeGreaterThan(0);
        (await CountAsync(server, "alerts where watch_id = 'kim'")).ShouldBe(1);
        (await CountAsync(server, "contacts where account_id = 'bo'")).ShouldBe(3);
        using var still = await bo.GetAsync("/account", Stop);
        still.StatusCode.ShouldBe(HttpStatusCode.OK);

        // What was still queued for the account was not sent, and the queue goes on.
        await server.SettleAsync(Stop);
        (await CountAsync(server, "sandbox_calls where number like '%0101'")).ShouldBeLessThanOrEqualTo(1);
    }

    /// <summary>An account with a watch, an hour of readings and an open alert.</summary>
    private async Task LiveAsync(ScoutServer server, string account, string watch)
    {
        var now = _time.GetUtcNow();
        await SignedIn.KeyAsync(server.Services, account, Stop);
        await Seed.WatchAsync(server.Database, watch, now, Stop);
        await server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update watches set account_id = @account where id = @watch;
                    update contacts set account_id = @account where id like @mine;
                    insert into push_addresses (id, contact_id, service, name, target, identity, created_at)
                    values (@watch, @person, 'ntfy', 'ntfy.example', 'a password, sealed', @watch, 0)
                    """,
                    new
                    {
                        account,
                        watch,
                        mine = watch + "-%",
                        person = watch + "-person",
                    }
                ),
            Stop
        );
        var readings = Enumerable
            .Range(0, 12)
            .Select(i => new Reading(
                now - TimeSpan.FromMinutes(5 * (11 - i)),
                110 - (4 * i),
                Trend.FallingSlowly,
                now
            ));
        await server
            .Services.GetRequiredService<Turn>()
            .TakeAsync(watch, new WatchInput.ReadingsArrived([.. readings]), Stop);
    }

    private static Task<long> CountAsync(ScoutServer server, string what) =>
        server.Database.ReadAsync(session => session.ScalarAsync<long>($"select count(*) from {what}"), Stop);
}
