namespace Scout.Core.Deliveries;

/// <summary>How a contact is reached.</summary>
public enum Channel
{
    Call,
    Text,

    /// <summary>A quiet message on a screen: beside calls and texts, never in their place.</summary>
    Push,
}
