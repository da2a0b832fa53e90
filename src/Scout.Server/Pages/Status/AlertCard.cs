using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Status;

/// <summary>An alert on a page, with as much of its ledger as the page shows.</summary>
/// <param name="About">The watch's name.</param>
/// <param name="Names">Of contacts, by id.</param>
public sealed record AlertCard(
    Alert Alert,
    string WatchId,
    string About,
    GlucoseUnit Unit,
    Clock Clock,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyList<LedgerLine> Ledger
)
{
    public string NameOf(string? contact) =>
        contact is null ? Say.It("somebody")
        : Names.TryGetValue(contact, out var name) ? name
        : contact is Viewer.OwnerId ? Say.It("you")
        : Say.It("somebody");
}
