using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Server.Commands;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Sources.Tandem.Triggers;

namespace Scout.Server.Sources.Tandem;

/// <summary>What `check` finds out about the declared pump; below its lines stands what tconnectsync's own check says.</summary>
internal sealed class PumpCheck(
    IOptions<TandemOptions> options,
    TandemWire wire,
    TandemMap map,
    TandemLogin login,
    LoginCheck check,
    PumpSites sites
)
{
    private const string Name = "pump";

    public async Task<(IReadOnlyList<CheckLine> Lines, string Details)> RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.HasEmail)
        {
            return ([], "");
        }

        // One login for this check, which keeps nothing.
        var api = new TandemApi(wire, map, new PassOfCheck(login), options);
        var details = await check.RunAsync(api, days: 1, cancellationToken);
        var isFine = details.EndsWith(LoginCheck.NoErrors + "\n", StringComparison.Ordinal);
        List<CheckLine> lines =
        [
            isFine
                ? CheckLine.Good(Name, "Tandem and Nightscout take the account.")
                : CheckLine.Bad(Name, "Tandem or Nightscout does not answer as it should; see below."),
        ];
        if (options.Value.SkipTlsVerify)
        {
            lines.Add(CheckLine.Doubtful(Name, PumpWords.Unverified));
        }

        if (isFine && options.Value.IsDeclared && await OtherAuthorAsync(cancellationToken) is { } author)
        {
            lines.Add(
                CheckLine.Doubtful(
                    Name,
                    $"Nightscout's profile was written by {author}. Scout overwrites it only when it is told: scout sync-pump --overwrite-profile. Let only one program write profiles."
                )
            );
        }

        return (lines, details);
    }

    /// <summary>Who else writes Nightscout's profiles; null: nobody, or they are not brought.</summary>
    private async Task<string?> OtherAuthorAsync(CancellationToken cancellationToken)
    {
        var draft = DeclaredPumpKeeper.DraftOf(options.Value);
        if (!draft.Features.HasFlag(Feature.Profiles))
        {
            return null;
        }

        var access = new SiteAccess(draft.Site, draft.Credential ?? NightscoutCredential.None);
        var site = sites.Of(access, isDeclared: true);
        var answer = await site.Client.GetAsync(access, PumpProfile.Path, etag: null, cancellationToken);
        try
        {
            using var current = JsonDocument.Parse(
                answer is SiteAnswer.Content content ? content.Body : "null"u8.ToArray()
            );
            return ProfileKeeping.Conflict(current.RootElement, stands: null, options.Value.Author)?.Author;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
