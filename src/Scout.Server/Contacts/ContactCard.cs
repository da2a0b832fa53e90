using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;

namespace Scout.Server.Contacts;

/// <summary>A person of an account's address book, as pages show it.</summary>
/// <param name="Phone">E.164 with +.</param>
/// <param name="Language">BCP-47.</param>
/// <param name="Zone">IANA.</param>
/// <param name="DeclaredBy">environment | demo | owner | member.</param>
public sealed record ContactCard(
    string Id,
    string Name,
    string Phone,
    string Language,
    GlucoseUnit Unit,
    string Zone,
    QuietHours? Quiet,
    string DeclaredBy
)
{
    public DateTimeOffset? VerifiedAt { get; init; }

    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>The last test call that was answered with a key.</summary>
    public DateTimeOffset? TestedAt { get; init; }

    /// <summary>A code was sent that can still be typed, until then.</summary>
    public DateTimeOffset? CodeUntil { get; init; }

    public IReadOnlyList<ContactPart> Parts { get; init; } = [];

    /// <summary>The newest test call or code of the last hour; null: there was none.</summary>
    public LooseDelivery? Latest { get; init; }

    /// <summary>Names of the rosters in which the contact may be on duty.</summary>
    public IReadOnlyList<string> Rosters { get; init; } = [];

    public bool IsDeclared => DeclaredBy is ContactStore.ByEnvironment;

    /// <summary>Written down by an account that does not run the instance, and not proved yet: reached by a code only.</summary>
    public bool MustBeProved => VerifiedAt is null && DeclaredBy is ContactStore.ByMember;
}

/// <summary>What a contact is to a watch.</summary>
/// <param name="Of">How many people the watch reaches.</param>
/// <param name="IsDeclared">Settings say who is reached for this watch.</param>
public sealed record ContactPart(
    string Watch,
    string WatchName,
    ContactRole Role,
    int Position,
    int Of,
    bool IsDeclared
)
{
    /// <summary>Nobody else is reached for this watch.</summary>
    public bool IsAlone => Of == 1;
}

/// <summary>A call or text that belongs to no alert: a test, or a code.</summary>
/// <param name="Said">The last word of the carrier, or why nothing left.</param>
public sealed record LooseDelivery(
    Purpose Purpose,
    Channel Channel,
    DeliveryState State,
    string Said,
    DateTimeOffset At
);
