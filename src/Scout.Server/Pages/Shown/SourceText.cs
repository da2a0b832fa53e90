using Scout.Core.Watches;

namespace Scout.Server.Pages.Shown;

/// <summary>How reading a site goes, for people.</summary>
internal static class SourceText
{
    public static string Words(SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => "The site answers.",
            SourceFailure.Dns => "The site's name is not known. Is the address right?",
            SourceFailure.Connect => "The site cannot be connected to.",
            SourceFailure.Tls => "The site's certificate is not valid.",
            SourceFailure.Timeout => "The site takes too long to answer.",
            SourceFailure.Unauthorized => "The site refuses Scout. The token is missing, wrong, or was revoked.",
            SourceFailure.Redirect => "The site sends Scout to another address.",
            SourceFailure.NotNightscout => "What answers at this address is not Nightscout.",
            SourceFailure.ServerError => "The site reports an error of its own.",
            SourceFailure.BadJson => "The site's answer cannot be read.",
            SourceFailure.TooLarge => "The site's answer is too large.",
            SourceFailure.BlockedAddress => "The address is private, and SCOUT_ALLOW_PRIVATE_URLS is not set.",
            _ => "The site cannot be read.",
        };
}
