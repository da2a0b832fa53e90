using Microsoft.Extensions.Options;
using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Accounts.OpenId;

/// <summary>The original Scout needed the client's id alone; the way back through the server needs its secret too.</summary>
internal sealed class GoogleLook(IOptions<GoogleOptions> options) : IHealthLook
{
    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthFinding>>(
            !string.IsNullOrWhiteSpace(options.Value.ClientId) && !options.Value.IsOn
                ?
                [
                    HealthFinding.Warning(
                        "google",
                        Say.It("GOOGLE_CLIENT_ID is set without GOOGLE_CLIENT_SECRET: nobody can sign in with Google.")
                    ),
                ]
                : []
        );
}
