using Scout.Server.Pages.Languages;

namespace Scout.Server.Hosting.Health;

/// <summary>Settings of the original systems that this version takes and does nothing with yet.</summary>
internal sealed class LaterLook(IConfiguration configuration) : IHealthLook
{
    private static (string Key, string What)[] Later => [("Scout:Tandem:Email", Say.It("pump data from t:connect"))];

    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthFinding>>([
            .. Later
                .Where(later => !string.IsNullOrWhiteSpace(configuration[later.Key]))
                .Select(later =>
                    HealthFinding.Warning(
                        "later",
                        Say.It(
                            "{0} is set, but this version does not do {1} yet.",
                            OriginalNames.Of(later.Key),
                            later.What
                        )
                    )
                ),
        ]);
}
