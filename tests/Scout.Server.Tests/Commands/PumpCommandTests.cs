using System.Text.Json.Nodes;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Tandem;

namespace Scout.Server.Tests.Commands;

/// <summary>tconnectsync-heroku's environment alone, in processes of their own.</summary>
public sealed class PumpCommandTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pump_is_tried_previewed_and_brought_and_a_profile_of_somebody_else_waits_for_a_word()
    {
        await using var tandem = await FakeTandem.StartAsync(TimeProvider.System, Stop);
        await using var nightscout = await FakeNightscout.StartAsync(TimeProvider.System);
        var pump = tandem.Person("user@example.com", "p@ss \"word\"").Pump;
        var now = TimeProvider.System.GetUtcNow();
        new PumpLife(pump).Live(now.UtcDateTime.AddHours(-1), now.UtcDateTime);
        pump.Settings = PumpLife.Settings();
        pump.UploadedAt = now;
        nightscout.Root.Write(
            "profile",
            new JsonObject { ["enteredBy"] = "Loop", ["created_at"] = "2026-01-01T00:00:00Z" }
        );
        var folder = Directory.CreateTempSubdirectory("scout-pump-");
        try
        {
            var preview = await RunAsync("sync-pump --days 2 --pretend --features BASAL", 0);
            preview.ShouldContain("would be written (pretending)");
            preview.ShouldContain("Temp Basal 12");
            preview.ShouldNotContain("profile");
            nightscout.Root.Writes.ShouldBe(1);

            (await RunAsync("sync-pump", 0)).ShouldContain("Warning: Loop has written Nightscout's profile");
            nightscout.Root.Documents("profile").Count.ShouldBe(1);
            nightscout.Root.Treatments("Temp Basal").Count.ShouldBe(12);
            (await RunAsync("sync-pump --overwrite-profile", 0)).ShouldContain("profile 1");
            nightscout.Root.Documents("profile").Count.ShouldBe(2);
            (await RunAsync("sync-pump --features NOPE", 1)).ShouldContain("'NOPE' is none of BASAL, BOLUS");
            (await RunAsync("sync-pump --days 0", 1)).ShouldContain("between 1 and 731");

            nightscout.Root.Write(
                "profile",
                new JsonObject { ["enteredBy"] = "Loop", ["created_at"] = "2099-01-01T00:00:00Z" }
            );
            var check = await RunAsync("check", 0, "NS_SKIP_TLS_VERIFY=true");
            check.ShouldContain("No API errors returned!");
            check.ShouldContain("Nightscout's profile was written by Loop.");
            check.ShouldContain("NS_SKIP_TLS_VERIFY is set");
            tandem.DataFault = 503;
            var broken = await RunAsync("check", 1);
            broken.ShouldContain("tandem:[TCONNECT_DEVICE_ID]:0:");
            broken.ShouldNotContain(pump.Assignment);

            tandem.Person("user@example.com", "another");
            (await RunAsync("check", 1)).ShouldContain(
                "TCONNECT_REGION is US now: if the account was made in the other region, set it to EU."
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task<string> RunAsync(string command, int code, string more = "")
        {
            await using var scout = ScoutProcess.Start(
                command,
                $"""
                {string.Join('\n', tandem.Environment.Select(pair => $"{pair.Key}={pair.Value}"))}
                TCONNECT_EMAIL=user@example.com
                TCONNECT_PASSWORD='p@ss "word"'
                NS_URL={nightscout.Address}
                NS_SECRET={nightscout.Root.ApiSecret}
                TIMEZONE_NAME=UTC
                TCONNECTSYNC_HEROKU_SECRET=secret
                SCOUT_DATA={folder.FullName}
                {more}
                """
            );
            (await scout.EndsAsync()).ShouldBe(code, scout.Output + scout.Errors);
            return string.Join(
                ' ',
                (scout.Output + scout.Errors).Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            );
        }
    }
}
