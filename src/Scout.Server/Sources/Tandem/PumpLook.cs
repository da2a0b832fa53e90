using Microsoft.Extensions.Options;
using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>Do pumps' data get through? What is wrong with one of them its own people are told.</summary>
internal sealed class PumpLook(Database database, IOptions<TandemOptions> options) : IHealthLook
{
    private const string Name = "pumps";
    private const string Unverified = "pump-certificate";

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Row>(
                    """
                    select count(*) as pumps, count(case when p.told <> '' then 1 end) as troubled
                    from pumps p join watches w on w.id = p.watch_id and w.removed_at is null
                    """
                ),
            cancellationToken
        );
        if (row is null or { Pumps: 0 })
        {
            return [];
        }

        var look =
            row.Troubled > 0
                ? HealthFinding.Warning(
                    Name,
                    Say.Count(
                        row.Troubled,
                        "The data of {0} pump do not get through as they should. The page of its account says why.",
                        "The data of {0} pumps do not get through as they should. The pages of their accounts say why."
                    )
                )
                : HealthFinding.Fine(
                    Name,
                    Say.Count(
                        row.Pumps,
                        "The data of {0} pump get through to Nightscout.",
                        "The data of {0} pumps get through to Nightscout."
                    )
                );
        return options.Value is { IsDeclared: true, SkipTlsVerify: true }
            ? [look, HealthFinding.Warning(Unverified, PumpWords.Unverified)]
            : [look];
    }

    private sealed record Row
    {
        public required long Pumps { get; init; }

        public required long Troubled { get; init; }
    }
}
