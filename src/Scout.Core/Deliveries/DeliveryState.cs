namespace Scout.Core.Deliveries;

/// <summary>Where a delivery stands. Later names of a channel rank higher; a delivery never steps down.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its time, its phone, or a carrier.</summary>
    Queued,

    /// <summary>A node is handing it to a carrier right now. After a crash: in doubt.</summary>
    Leased,

    /// <summary>The request left, the answer was lost: it may ring all the same.</summary>
    Unknown,

    /// <summary>The carrier has it.</summary>
    Accepted,

    /// <summary>The phone rings.</summary>
    Ringing,

    /// <summary>The text left for the handset.</summary>
    Sent,

    /// <summary>Somebody or something picked up. Not an acknowledgement.</summary>
    Answered,

    /// <summary>The text is on the handset. Not an acknowledgement.</summary>
    Delivered,

    /// <summary>A person pressed a key.</summary>
    Confirmed,

    /// <summary>The contact was not reached, or gave no answer.</summary>
    Missed,

    /// <summary>No carrier took it.</summary>
    Refused,

    /// <summary>The alert was dealt with before it left.</summary>
    Cancelled,
}

/// <summary>Questions to a delivery's state.</summary>
public static class DeliveryStates
{
    /// <summary>Nothing more is expected of it.</summary>
    public static bool IsFinal(this DeliveryState state) => state >= DeliveryState.Delivered;

    /// <summary>It may be ringing or talking now.</summary>
    public static bool IsUnderWay(this DeliveryState state) =>
        state is > DeliveryState.Queued and < DeliveryState.Delivered;
}
