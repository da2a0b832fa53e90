namespace Scout.Core.Deliveries;

/// <summary>What an alert needs to know of its deliveries.</summary>
public abstract record DeliveryNews
{
    private DeliveryNews() { } // closed

    /// <summary>It left for the carrier: from now on the contact counts as disturbed.</summary>
    public sealed record Left(string Carrier) : DeliveryNews;

    /// <summary>The carrier refused; another is tried next, or none is left (see Missed).</summary>
    public sealed record Refused(string Carrier, string Reason) : DeliveryNews;

    /// <summary>Somebody or something picked up: the step waits a little longer for a key.</summary>
    public sealed record PickedUp : DeliveryNews;

    /// <summary>The contact was not reached: the next step follows at once.</summary>
    public sealed record Missed(string Reason) : DeliveryNews
    {
        /// <summary>A text that no text can take the place of: a landline, or somebody who wants no more texts.</summary>
        public bool CallInstead { get; init; }
    }

    /// <summary>A text is on the handset.</summary>
    public sealed record Arrived : DeliveryNews;
}
