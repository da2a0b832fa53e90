using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Deliveries;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Alerts;

/// <summary>An alert on a page, with as much of its ledger as the page shows.</summary>
/// <param name="About">The watch's name.</param>
/// <param name="Unit">The viewer's.</param>
/// <param name="Names">Of contacts and accounts, by id.</param>
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
    /// <summary>Ids of the viewer: the account and the contact behind it.</summary>
    public IReadOnlyCollection<string> You { get; init; } = [];

    /// <summary>The viewer may acknowledge and all that comes with it.</summary>
    public bool MayAct { get; init; }

    /// <summary>The state the buttons are for.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>Whom a button can call.</summary>
    public IReadOnlyList<Callable> Callable { get; init; } = [];

    /// <summary>The calls and texts of this alert, oldest first.</summary>
    public IReadOnlyList<DeliveryCard> Deliveries { get; init; } = [];

    /// <summary>There are older ones: an alert of days has hundreds.</summary>
    public bool HasMoreDeliveries { get; init; }

    /// <summary>A low that is critical is quiet for a hold at most, whatever is asked.</summary>
    public bool IsCriticalLow => Alert.Kind is AlertKind.Low && Alert.Latest.Severity is Severity.Critical;

    /// <summary>How many people a call or text has left for.</summary>
    public int Disturbed => Alert.Pages.Count(page => page.DisturbedAt is not null);

    public DateTimeOffset? EndedAt =>
        Alert.State switch
        {
            AlertState.Resolved resolved => resolved.At,
            AlertState.Closed closed => closed.At,
            _ => null,
        };

    public string NameOf(string? id) =>
        id is null ? Say.It("somebody")
        : You.Contains(id) ? Say.It("you")
        : (Outsider.NameOf(id) ?? Names.GetValueOrDefault(id)) is { Length: > 0 } name ? name
        : Say.It("somebody");
}

/// <summary>A contact whom a button can call.</summary>
/// <param name="RestsUntil">The number was called a moment ago and rests until then; null: it can be called now.</param>
public sealed record Callable(string Contact, string Name, DateTimeOffset? RestsUntil);
