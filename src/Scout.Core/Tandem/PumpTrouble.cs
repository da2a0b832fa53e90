namespace Scout.Core.Tandem;

/// <summary>What can be wrong with a pump's way to Nightscout.</summary>
public enum PumpTroubleKind
{
    /// <summary>The pump uploads nothing.</summary>
    Silent,

    /// <summary>The e-mail address, the password or the region is wrong: Tandem answers all alike.</summary>
    SignIn,

    /// <summary>The account may not sign in, or has no pump.</summary>
    Account,

    /// <summary>Tandem has given nothing for long.</summary>
    Unreachable,
    ClockAhead,

    /// <summary>Nightscout takes nothing.</summary>
    Site,

    /// <summary>Somebody else has written Nightscout's profile.</summary>
    Profile,
}

/// <summary>A trouble of a pump, which every language says in its own words.</summary>
/// <param name="Since">When it began; of silence the last upload.</param>
public sealed record PumpTrouble(PumpTroubleKind Kind, DateTimeOffset Since)
{
    /// <summary>Of a clock.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>Who has written the profile; empty: it does not say.</summary>
    public string By { get; init; } = "";
}
