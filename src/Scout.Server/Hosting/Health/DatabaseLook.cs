using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Could everything be written lately? While it cannot, nobody can be told: so it is told afterwards.</summary>
internal sealed class DatabaseLook(Database database, TimeProvider time) : IHealthLook
{
    /// <summary>Shorter ones delay a poll or a text by less than people would notice.</summary>
    private static readonly TimeSpan Worth = TimeSpan.FromSeconds(60);

    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthFinding>>([Finding()]);

    private HealthFinding Finding()
    {
        const string Name = "database";
        if (database.Outage.Lately(time.GetUtcNow()) is not { } lasted || lasted < Worth)
        {
            return HealthFinding.Fine(Name, Say.It("Everything could be written."));
        }

        var sentence = Say.It("The database could not be written for {0}.", SpanText.Of(lasted));
        return HealthFinding.Warning(Name, $"{sentence} {Say.It("The log says why.")}") with
        {
            Impairs = new Impairment(Impairment.Database, sentence),
        };
    }
}
