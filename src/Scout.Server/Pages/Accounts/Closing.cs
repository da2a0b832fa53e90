namespace Scout.Server.Pages.Accounts;

/// <summary>Why a door stays shut.</summary>
public enum Closing
{
    Setup,
    SignUp,
    Invitation,
    Recovery,
    OtherEmail,

    /// <summary>Google's, or whoever stands in its place: what it said is not believed.</summary>
    Issuer,

    /// <summary>The person pressed "cancel" there.</summary>
    Declined,

    IssuerSilent,
    KnownEmail,
    TakenLogin,
}
