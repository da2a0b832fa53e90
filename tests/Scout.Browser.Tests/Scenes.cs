using Scout.Core.Readings;
using Scout.Server.Carriers.Sandbox;
using Scout.TestKit;

namespace Scout.Browser.Tests;

/// <summary>States of a site that a page is worth looking at in.</summary>
internal static class Scenes
{
    /// <summary>Three hours.</summary>
    private static readonly int[] Calm =
    [
        .. Enumerable.Range(0, 36).Select(i => (int)(135 + (45 * Math.Sin(i / 5.5)) - (i * 0.6))),
        112,
    ];

    /// <summary>"empty", "sensors" (one reports, one stopped), "freezer" (a device is too warm), "together" (and a person is low), "cellar" (a network with a decoder, a new device), "project" (its errors are watched, one is open), "token" (and it has one), "token-dead" (which is refused), "heartbeat" (a program shows that it lives), "pump" (it has gone silent), "arrived" (no reading yet), "duty" (people take turns), "days" (three weeks), "calm", "low" (a phone rings), "talking" (it was answered), "texts" (it was declined).</summary>
    public static async Task PlayAsync(ScoutSite site, string scene, CancellationToken cancellationToken)
    {
        if (scene is "empty")
        {
            return;
        }

        if (scene is "sensors")
        {
            await site.FreezeAsync(cancellationToken);
            return;
        }

        if (scene is "cellar")
        {
            await site.FurnishAsync(cancellationToken);
            return;
        }

        if (scene is "project")
        {
            await site.BreakAsync(cancellationToken);
            return;
        }

        if (scene is "freezer")
        {
            await site.LeaveOpenAsync(cancellationToken);
            return;
        }

        if (scene is "together")
        {
            await site.LeaveOpenAsync(cancellationToken);
            await site.MeasureAsync(Trend.Steady, [.. Calm, 250, 255, 190, 64], cancellationToken);
            await site.SettleAsync(cancellationToken);
            return;
        }

        if (scene is "token" or "token-dead")
        {
            await site.BreakAsync(cancellationToken);
            await site.TokenAsync(isDead: scene is "token-dead", cancellationToken);
            return;
        }

        if (scene is "heartbeat")
        {
            await site.BeatAsync(cancellationToken);
            return;
        }

        if (scene is "pump")
        {
            await site.PumpAsync(cancellationToken);
            return;
        }

        await site.MoveInAsync(cancellationToken);
        if (scene is "duty")
        {
            await site.TakeTurnsAsync(cancellationToken);
            return;
        }

        if (scene is "arrived")
        {
            return;
        }

        if (scene is "days")
        {
            await site.LiveThroughAsync(cancellationToken);
            return;
        }

        await site.MeasureAsync(Trend.Steady, Calm, cancellationToken);
        if (scene is "calm")
        {
            return;
        }

        await site.MeasureAsync(Trend.FallingFast, [62], cancellationToken);
        await site.SettleAsync(cancellationToken);
        var telephone = site.Get<SandboxTelephone>();
        switch (scene)
        {
            case "talking":
                await telephone.AnswerAsync(People.Sam, cancellationToken);
                break;
            case "texts":
                await telephone.DeclineAsync(People.Sam, cancellationToken);
                await site.SettleAsync(cancellationToken);
                await telephone.WriteAsync(People.Ada, "On my way", cancellationToken);
                break;
        }
    }

    public static async Task<string> AlertAsync(this ScoutSite site, CancellationToken cancellationToken) =>
        await site.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select id from alerts order by opened_at desc limit 1"),
            cancellationToken
        ) ?? throw new InvalidOperationException("There is no alert.");

    /// <summary>Sam and Ada take turns, from ten days ago on.</summary>
    public static async Task TakeTurnsAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        var now = site.Get<TimeProvider>().GetUtcNow();
        await Seed.RosterAsync(
            site.Database,
            "team",
            ["sam", "ada"],
            now.AddDays(-10),
            cancellationToken,
            "Europe/Berlin"
        );
        await site.SettleAsync(cancellationToken);
    }
}
