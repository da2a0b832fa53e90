using System.Threading.RateLimiting;
using Scout.Core.Messages;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Profile;

/// <summary>What a test of a site found, in words.</summary>
/// <param name="Facts">The site's version, unit, the last reading, what the credential may do.</param>
public sealed record TrialResult(
    bool IsGood,
    string Sentence,
    IReadOnlyList<string> Facts,
    IReadOnlyList<string> Warnings
);

/// <summary>The button that tries a site before anything is saved.</summary>
internal static class SourceTrial
{
    public static async Task<IResult> RunAsync(HttpContext context, Filled filled, TypedForm before)
    {
        if (filled.Reader.ReadSite(filled.Form, before) is not ({ } site, var credential))
        {
            return await ProfileEndpoints.PageAsync(context, filled);
        }

        var services = context.RequestServices;
        if (!services.GetRequiredService<SourceTrialLimit>().Allows(context.User.Viewer().Account))
        {
            var slow = new TrialResult(
                IsGood: false,
                Say.It("That was often enough for now. Wait a minute, then try again."),
                [],
                []
            );
            return await ProfileEndpoints.PageAsync(context, filled, slow);
        }

        credential ??= await KeptAsync(services, filled.Sheet, context.RequestAborted);
        var found = await services.GetRequiredService<SiteTest>().RunAsync(site, credential, context.RequestAborted);
        var unit = FieldChoices.ReadUnit(filled.Form["unit"]) ?? GlucoseUnit.MgDl;
        return await ProfileEndpoints.PageAsync(context, filled, Words(found, unit, filled.Form["zone"]));
    }

    private static Task<NightscoutCredential> KeptAsync(
        IServiceProvider services,
        WatchSheet? sheet,
        CancellationToken cancellationToken
    ) =>
        services
            .GetRequiredService<Database>()
            .ReadAsync(
                async session =>
                    sheet?.SourceId is { } source && await session.FindSourceAsync(source) is { } state
                        ? services.GetRequiredService<SourceStore>().Open(state)
                        : NightscoutCredential.None,
                cancellationToken
            );

    private static TrialResult Words(SiteTestResult found, GlucoseUnit unit, string zone)
    {
        var facts = new List<string>();
        if (found.Last is { } last)
        {
            var clock = Clock.In(zone, found.TestedAt);
            facts.Add(
                Say.It(
                    "Last reading: {0}, {1}, {2}.",
                    GlucoseText.Written(last.Value, unit),
                    clock.At(last.At),
                    clock.Ago(last.At)
                )
            );
        }

        if (found.Status is { } status)
        {
            facts.Add(Say.It("Nightscout {0}.", status.Version));
            facts.Add(Say.It("The site shows values in {0}.", GlucoseText.Unit(status.Unit)));
        }

        if (found.IsReadable && found.ClockAhead is { } ahead)
        {
            facts.Add(Say.It("The site's clock differs from ours by {0} s.", (long)ahead.Duration().TotalSeconds));
        }

        if (found.Rights is CredentialRights.Reading)
        {
            facts.Add(Say.It("The token or secret is accepted and may read."));
        }

        if (!found.IsReadable && found.Detail.Length > 0)
        {
            facts.Add(found.Detail);
        }

        var sentence = found.IsReadable ? found.Summary : SourceText.Words(found.Failure);
        return new TrialResult(found.IsReadable && found.Last is not null, sentence, facts, [.. found.Warnings]);
    }
}

/// <summary>Who presses the button again and again does not get to use Scout against a site.</summary>
internal sealed class SourceTrialLimit : IDisposable
{
    private const int MostAMinute = 6;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetFixedWindowLimiter(
            account,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = MostAMinute, Window = TimeSpan.FromMinutes(1) }
        )
    );

    public bool Allows(string account)
    {
        using var lease = _limiter.AttemptAcquire(account);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
