using System.Text;
using Scout.Core.Contacts;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Sources.Bugsnag;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;

namespace Scout.Browser.Tests;

/// <summary>Puts a project into a site, and breaks it.</summary>
internal static class Projects
{
    /// <summary>An error of the shop is open, one webhook cannot be read, a test of the connection came.</summary>
    public static async Task BreakAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        var draft = new ProjectDraft(
            "Shop",
            "Eve",
            PhoneNumber.Parse(People.Sam),
            TimeSpan.FromMinutes(5),
            RingsWhenReopened: false,
            Addresses: "203.0.113.0/24"
        );
        var me = new Me(Viewer.OwnerId, Role.Owner, "Owner", "en", GlucoseUnit.MgDl, "Europe/Berlin", Contact: null);
        var (watch, _) = await site.Get<ProjectKeeper>()
            .AddAsync(new Viewer(Viewer.OwnerId, RunsInstance: true), me, draft, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        string[] bodies =
        [
            """{"project":{"id":"p"},"trigger":{"type":"exception","message":"Test error"}}""",
            $$"""
                {"project":{"id":"p","name":"shop-api"},"trigger":{"type":"firstException","message":"New unhandled error"},
                 "error":{"errorId":"e","exceptionClass":"TimeoutError","occurrences":3,"context":"checkout#pay",
                 "message":"payment gateway <b>timed out</b> after 8 s","releaseStage":"staging",
                 "receivedAt":"{{now:yyyy-MM-ddTHH:mm:ss.fffZ}}","url":"https://bugs.example/e"} }
                """,
            "this is <b>no</b> JSON\u202e",
        ];
        foreach (var body in bodies.Select(Encoding.UTF8.GetBytes))
        {
            await site.Database.WriteAsync(
                session => session.KeepAsync(watch, new IntakeBody(body, body.Length), TimeProvider.System.GetUtcNow()),
                cancellationToken
            );
        }

        await site.SettleAsync(cancellationToken);
    }

    /// <summary>The project has a token.</summary>
    public static Task TokenAsync(this ScoutSite site, bool isDead, CancellationToken cancellationToken) =>
        site.Database.WriteAsync(
            async session =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var watch = await session.FirstOrDefaultAsync<string>("select watch_id from intake_gates");
                await session.SetTokenAsync(site.Get<SecretBox>(), watch!, "a-token", now.AddDays(-3));
                if (isDead)
                {
                    await session.ExecuteAsync(
                        "update source_tokens set dead_at = @at",
                        new { at = now.AddHours(-2).ToUnixTimeMilliseconds() }
                    );
                }
            },
            cancellationToken
        );

    /// <summary>A program that showed a minute ago that it lives.</summary>
    public static async Task BeatAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        var draft = new ProjectDraft(
            "Backup",
            "Eve",
            PhoneNumber.Parse(People.Sam),
            TimeSpan.FromMinutes(5),
            RingsWhenReopened: false,
            Addresses: ""
        )
        {
            Kind = "heartbeat",
            Every = TimeSpan.FromMinutes(60),
            Grace = TimeSpan.FromMinutes(5),
        };
        var me = new Me(Viewer.OwnerId, Role.Owner, "Owner", "en", GlucoseUnit.MgDl, "Europe/Berlin", Contact: null);
        var (watch, _) = await site.Get<ProjectKeeper>()
            .AddAsync(new Viewer(Viewer.OwnerId, RunsInstance: true), me, draft, cancellationToken);
        await site.Database.WriteAsync(
            async session =>
            {
                var at = TimeProvider.System.GetUtcNow().AddMinutes(-1);
                await session.BeatAsync(watch, at);
                session.CameAt(watch, at.ToUnixTimeMilliseconds());
            },
            cancellationToken
        );
        await site.SettleAsync(cancellationToken);
    }

    public static async Task<string> ProjectAsync(
        this ScoutSite site,
        string what,
        CancellationToken cancellationToken
    ) =>
        await site.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>($"select {what} from intake where state = 'Quarantine'"),
            cancellationToken
        ) ?? throw new InvalidOperationException("There is no project.");
}
