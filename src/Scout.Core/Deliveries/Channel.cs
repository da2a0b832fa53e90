namespace Scout.Core.Deliveries;

/// <summary>How a contact is reached.</summary>
public enum Channel
{
    Call,
    Text,
}
