using Scout.Server.Pages.Languages;

namespace Scout.Server.Sources.Tandem;

/// <summary>What a failure means and what to do about it; never anything of the account.</summary>
internal static class TandemWords
{
    public static string Sentence(this TandemException exception) =>
        exception.Failure is TandemFailure.NoPumps or TandemFailure.NoSuchPump
            ? exception.Message + "."
            : $"{exception.Failure.Sentence()} ({exception.Message})";

    public static string Sentence(this TandemFailure failure) =>
        failure switch
        {
            TandemFailure.None => Say.It("Tandem answers."),
            TandemFailure.Credentials => Say.It(
                "Tandem refuses the e-mail address or the password. It says the same when the account belongs to the other region: check US or EU."
            ),
            TandemFailure.Refused => Say.It(
                "Tandem does not let this account in. Sign in on Tandem's own page and see what it asks for."
            ),
            TandemFailure.NotAccepted => Say.It(
                "Tandem took the password and led back to its login page. Sign in on Tandem's own page and see what it asks for."
            ),
            TandemFailure.Authorize or TandemFailure.Token or TandemFailure.TokenIncomplete => Say.It(
                "Signing in at Tandem broke off in the middle. Scout tries again by itself."
            ),
            TandemFailure.TokenNotTrusted => Say.It(
                "What came back from signing in is not signed by Tandem, so it was not used."
            ),
            TandemFailure.NoPumper => Say.It(
                "The account has no pump. The password is right; is it the account that the pump's phone uploads to?"
            ),
            TandemFailure.Unauthorized => Say.It(
                "Tandem refuses what it gave at sign-in. Scout tries again by itself."
            ),
            TandemFailure.Blocked => Say.It("The wall in front of Tandem's server does not let Scout through."),
            TandemFailure.Moved => Say.It(
                "What Scout asks for is not at Tandem any more. Tandem may have changed its server; a newer Scout may know."
            ),
            TandemFailure.BadRequest => Say.It("Tandem does not take the question as Scout asks it."),
            TandemFailure.Page => Say.It("Tandem answers with a page in place of data."),
            TandemFailure.Server => Say.It("Tandem's server has a fault of its own. Scout tries again by itself."),
            TandemFailure.Timeout => Say.It("Tandem did not answer in time. Scout tries again by itself."),
            TandemFailure.Connect => Say.It("Tandem cannot be reached. Scout tries again by itself."),
            TandemFailure.NoPumps => Say.It("No pump is on the account."),
            TandemFailure.NoSuchPump => Say.It("The pump with this serial number is not on the account."),
            _ => Say.It("Tandem gives nothing."),
        };
}
