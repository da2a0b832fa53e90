using Scout.Core.Watches;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Shown;

/// <summary>How reading a site goes, for people.</summary>
internal static class SourceText
{
    public static string Words(SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => Say.It("The site answers."),
            SourceFailure.Dns => Say.It("The site's name is not known. Is the address right?"),
            SourceFailure.Connect => Say.It("The site cannot be connected to."),
            SourceFailure.Tls => Say.It("The site's certificate is not valid."),
            SourceFailure.Timeout => Say.It("The site takes too long to answer."),
            SourceFailure.Unauthorized => Say.It(
                "The site refuses Scout. The token is missing, wrong, or was revoked."
            ),
            SourceFailure.Redirect => Say.It("The site sends Scout to another address."),
            SourceFailure.NotNightscout => Say.It("What answers at this address is not Nightscout."),
            SourceFailure.ServerError => Say.It("The site reports an error of its own."),
            SourceFailure.BadJson => Say.It("The site's answer cannot be read."),
            SourceFailure.TooLarge => Say.It("The site's answer is too large."),
            SourceFailure.BlockedAddress => Say.It("The address is private, and SCOUT_ALLOW_PRIVATE_URLS is not set."),
            _ => Say.It("The site cannot be read."),
        };
}
