using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Server.Sources.Tandem;
using Scout.Server.Storage;

namespace Scout.Browser.Tests;

/// <summary>A pump whose data came for a while, and of which something is wrong now.</summary>
internal static class PumpScene
{
    public static Task PumpAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        var now = site.Get<TimeProvider>().GetUtcNow();
        var draft = new PumpDraft(
            "Sam's pump",
            TandemRegion.Us,
            "user@example.com",
            "a password",
            "90000001",
            "America/New_York",
            Features.Default,
            new Uri("https://nightscout.example.com/"),
            NightscoutCredential.Parse("a secret of the site")
        );
        return site.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into watches (id, account_id, kind, name, settings, declared_by, created_at)
                    values ('pumped', 'owner', 'tandem', '', '', 'owner', @now)
                    """,
                    new { now = now.ToUnixTimeMilliseconds() }
                );
                await session.WritePumpAsync(site.Get<SecretBox>(), "pumped", draft, new AlertTimes(), now);
                await session.ExecuteAsync(
                    """
                    delete from due where kind = 'pump';
                    update pumps set
                        device = 'a', device_model = 't:slim X2™ Insulin Pump', device_serial = '90000001',
                        uploaded_at = @uploaded, synced_at = @uploaded, newest_at = @uploaded, seen_at = @now,
                        told = 'pump-silent', profile_author = 'Loop', profile_conflict_at = @uploaded
                    where watch_id = 'pumped';
                    insert into pump_alarms (watch_id, device, seq_group, seq, at, kind)
                    values ('pumped', 'a', 0, 1, @uploaded, 'Occlusion'), ('pumped', 'a', 0, 2, @uploaded, 'Malfunction')
                    """,
                    new { uploaded = now.AddHours(-4).ToUnixTimeMilliseconds(), now = now.ToUnixTimeMilliseconds() }
                );
                var order = new PumpOrder(PumpOrder.BySchedule, 1, IsPretend: false, Features: null);
                var tally = new PumpTally { Events = 240, Written = 14 };
                tally.Counts["Temp Basal"] = 12;
                tally.Counts["Combo Bolus"] = 2;
                var done = await session.AddRunAsync("pumped", order, "Running", now.AddHours(-4));
                await session.EndRunAsync(done, new PumpResult(tally, ""), now.AddHours(-4));
                var failed = await session.AddRunAsync("pumped", order, "Running", now.AddHours(-1));
                await session.EndRunAsync(
                    failed,
                    new PumpResult(new PumpTally(), TandemFailure.Server.Sentence()),
                    now.AddHours(-1)
                );
            },
            cancellationToken
        );
    }
}
