using Scout.Server.Pages.Languages;

namespace Scout.Server.Hosting.Health;

/// <summary>Asks every part whether it can do its share of an alarm.</summary>
internal sealed partial class Looks(IEnumerable<IHealthLook> looks, ILogger<Looks> logger)
{
    /// <summary>What every part says, in order.</summary>
    public async Task<IReadOnlyList<HealthFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<HealthFinding>();
        foreach (var look in looks)
        {
            findings.AddRange(await SafelyAsync(look, cancellationToken));
        }

        return findings;
    }

    private async Task<IReadOnlyList<HealthFinding>> SafelyAsync(IHealthLook look, CancellationToken cancellationToken)
    {
        try
        {
            return await look.LookAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var name = look.GetType().Name;
            LogBlind(exception, name);
            var finding = HealthFinding.Failing(name, Say.It("Scout could not look at itself here; the log says why."));
            return [finding with { IsBlind = true }];
        }
    }

    [LoggerMessage(5102, LogLevel.Error, "Health could not be looked at by {Look}")]
    private partial void LogBlind(Exception exception, string look);
}
