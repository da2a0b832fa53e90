using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Server.Pages.Deliveries;

/// <summary>One call or text, and what became of it.</summary>
/// <param name="Alert">Null: it belongs to none.</param>
/// <param name="About">"Sam is low", "A test".</param>
/// <param name="Name">Of the contact.</param>
/// <param name="Word">The last word about it, Scout's or the carrier's, as it is kept.</param>
/// <param name="Said">What was said or written; empty while nothing left, null: it is not for the viewer.</param>
public sealed record DeliveryCard(
    string Id,
    string? Alert,
    string About,
    string Contact,
    string Name,
    Channel Channel,
    Purpose Purpose,
    DeliveryState State,
    string Word,
    DateTimeOffset OrderedAt,
    string? Said,
    IReadOnlyList<TryCard> Tries
)
{
    public bool IsCall => Channel is Channel.Call;
}

/// <summary>One try at one carrier.</summary>
/// <param name="IsRefused">Nothing was, or will be, placed by it.</param>
/// <param name="Cost">Null: the carrier has not said.</param>
public sealed record TryCard(
    string Carrier,
    DateTimeOffset SentAt,
    bool IsRefused,
    Cost? Cost,
    IReadOnlyList<DeliveryStep> Steps
);

/// <summary>A word of a carrier about a call or text.</summary>
/// <param name="Said">In the carrier's own words.</param>
public sealed record DeliveryStep(DateTimeOffset At, CarrierStatus Status, string Said);
