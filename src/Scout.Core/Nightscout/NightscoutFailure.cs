using System.Net;
using Scout.Core.Watches;

namespace Scout.Core.Nightscout;

/// <summary>How an answer of a site is judged, and the words for each way a site fails.</summary>
public static class NightscoutFailure
{
    /// <summary>None for what may be read on: 304, and 200 that calls itself JSON.</summary>
    /// <param name="mediaType">Of the Content-Type, without parameters; null when there was none.</param>
    public static SourceFailure Of(HttpStatusCode status, string? mediaType)
    {
        var isJson = mediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) is true;
        return (int)status switch
        {
            304 => SourceFailure.None,
            200 => isJson ? SourceFailure.None : SourceFailure.NotNightscout,
            401 => SourceFailure.Unauthorized,
            // Nightscout's own 403 is JSON; a challenge page in front of it is not.
            403 => isJson ? SourceFailure.Unauthorized : SourceFailure.NotNightscout,
            >= 300 and < 400 => SourceFailure.Redirect,
            408 or 429 or >= 500 => SourceFailure.ServerError,
            _ => SourceFailure.NotNightscout,
        };
    }

    /// <summary>One sentence for a person; never an address or a credential.</summary>
    public static string Sentence(this SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => "The site answers.",
            SourceFailure.Dns => "The site's name cannot be found; check the address for a typing error.",
            SourceFailure.Connect => "The site does not accept a connection; it may be switched off.",
            SourceFailure.Tls => "The site's certificate is not valid, so nothing was sent to it.",
            SourceFailure.Timeout => "The site did not answer within 20 seconds.",
            SourceFailure.Unauthorized => "The site refuses the credential, or needs one.",
            SourceFailure.Redirect => "The site sends us to another address; use that address instead.",
            SourceFailure.NotNightscout => "Something answers there, but it is not Nightscout.",
            SourceFailure.ServerError => "The site has an error of its own or is still waking up.",
            SourceFailure.BadJson => "The site's answer is damaged and cannot be read.",
            SourceFailure.TooLarge => "The site's answer is far larger than it should be.",
            SourceFailure.BlockedAddress =>
                "The address leads into a private network, which the owner has not allowed.",
            _ => "The site cannot be read.",
        };
}
