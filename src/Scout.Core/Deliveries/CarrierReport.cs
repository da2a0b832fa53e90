namespace Scout.Core.Deliveries;

/// <summary>What a carrier says happened to a call or text, in one vocabulary for all carriers.</summary>
public enum CarrierStatus
{
    /// <summary>A status this version does not know: kept, changes nothing.</summary>
    Unknown,

    /// <summary>The carrier has it.</summary>
    Accepted,
    Ringing,

    /// <summary>Somebody or something picked up. Not a success.</summary>
    Answered,
    AnsweredHuman,

    /// <summary>A voicemail picked up: not reached.</summary>
    AnsweredMachine,

    /// <summary>The call is over. Without a key it was missed.</summary>
    Completed,

    /// <summary>Busy, unanswered, timeout, rejected, cancelled: the person's side; the next step follows.</summary>
    NotReached,

    /// <summary>cannot_route, internal_error, restricted: the carrier's side; the next carrier follows.</summary>
    Failed,

    /// <summary>A text left for the handset.</summary>
    Sent,

    /// <summary>A text arrived on the handset. Not an acknowledgement.</summary>
    Delivered,

    /// <summary>A text did not arrive.</summary>
    Undelivered,
}

/// <summary>One status report of a carrier about one attempt.</summary>
/// <param name="Status">In Scout's vocabulary.</param>
/// <param name="Reference">The carrier's own id of the call or text; empty when the report had none.</param>
/// <param name="Said">The carrier's own words, e.g. "rejected: declined"; shown in the ledger.</param>
/// <param name="Key">Makes a second copy of the same report recognisable.</param>
public sealed record CarrierReport(CarrierStatus Status, string Reference, string Said, string Key)
{
    /// <summary>The number is wrong, gone, or has opted out: tell the owner.</summary>
    public bool NumberIsBad { get; init; }

    /// <summary>No text ever arrives at this number, a call may: a landline.</summary>
    public bool TakesNoTexts { get; init; }

    /// <summary>The recipient told the carrier STOP.</summary>
    public bool OptedOut { get; init; }

    /// <summary>The carrier has no credit, refuses the credentials, or suspended the account: tell the owner.</summary>
    public bool OperatorAlarm { get; init; }

    /// <summary>What the carrier takes for it, once it says so.</summary>
    public Cost? Cost { get; init; }

    /// <summary>The carrier takes something for it and does not say how much yet: worth asking later.</summary>
    public bool CostFollows { get; init; }

    /// <summary>When the carrier says it happened, if it says.</summary>
    public DateTimeOffset? At { get; init; }
}
