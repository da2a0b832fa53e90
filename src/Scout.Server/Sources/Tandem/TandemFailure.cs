namespace Scout.Server.Sources.Tandem;

/// <summary>Why Tandem gave nothing. Each has its own sentence for people.</summary>
internal enum TandemFailure
{
    None,

    /// <summary>The password is wrong, or the account is of the other region: Tandem answers both alike.</summary>
    Credentials,

    /// <summary>The account exists and may not sign in: locked, or something must be agreed to.</summary>
    Refused,

    /// <summary>The step after the password failed.</summary>
    Authorize,

    /// <summary>It led back to the login page.</summary>
    NotAccepted,

    /// <summary>The step that gives tokens failed.</summary>
    Token,

    TokenIncomplete,
    TokenNotTrusted,

    /// <summary>The account has no pump user.</summary>
    NoPumper,

    /// <summary>The token is refused although it was just given.</summary>
    Unauthorized,

    /// <summary>The wall in front of Tandem's server does not let us through.</summary>
    Blocked,

    /// <summary>The address is not there any more.</summary>
    Moved,

    BadRequest,

    /// <summary>A page in place of data.</summary>
    Page,

    /// <summary>5xx, and anything else that will pass.</summary>
    Server,

    Timeout,
    Connect,

    /// <summary>No pumps are on the account.</summary>
    NoPumps,

    /// <summary>The serial number that was asked for is not on the account.</summary>
    NoSuchPump,
}

/// <summary>Tandem gave nothing.</summary>
/// <param name="detail">Safe to show and to log: what the failing step said, without anything of the person.</param>
/// <param name="status">Of the failing step itself; null: there was no answer.</param>
internal sealed class TandemException(TandemFailure failure, string detail, int? status = null) : Exception(detail)
{
    public TandemFailure Failure => failure;

    public int? Status => status;

    /// <summary>Trying again changes nothing, and may lock the account: only a person can.</summary>
    public bool NeedsPerson =>
        failure
            is TandemFailure.Credentials
                or TandemFailure.Refused
                or TandemFailure.NotAccepted
                or TandemFailure.NoPumper;
}
