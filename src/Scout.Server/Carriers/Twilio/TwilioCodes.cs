using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Twilio;

/// <summary>What Twilio's error codes mean, in answers to orders and in reports of texts. Pure.</summary>
internal static class TwilioCodes
{
    /// <summary>The recipient wrote STOP.</summary>
    public const string OptedOut = "21610";

    /// <summary>Twilio will not call the address that Scout gave for callbacks.</summary>
    public static bool IsBadCallback(string code) => code is "21205" or "21609";

    /// <summary>Nobody can reach this number in this way: invalid, not a mobile, gone, a landline.</summary>
    public static bool IsBadNumber(string code) => code is "21211" or "21217" or "21614" or "30005" or "30006";

    /// <summary>No mobile: no text arrives there, a call may.</summary>
    public static bool TakesNoTexts(string code) => code is "21614" or "30006";

    /// <summary>Credentials, account, sender, permission, registration: only the owner can mend it.</summary>
    public static bool IsOperators(string code) =>
        code
            is "20003"
                or "20404"
                or "21210"
                or "21212"
                or "21215"
                or "21216"
                or "21408"
                or "21606"
                or "21608"
                or "30002"
                or "30032"
                or "30034";

    /// <summary>Why an order was not taken; null: the code alone does not say it.</summary>
    public static RefusalKind? RefusalOf(string code) =>
        code switch
        {
            "20429" => RefusalKind.RateLimited,
            "21611" or "30001" or "30003" or "30008" => RefusalKind.Temporary,
            "21214" or "21612" => RefusalKind.NotPutThrough,
            _ when IsBadCallback(code) => RefusalKind.Temporary, // the next try is one without callbacks
            OptedOut => RefusalKind.BadNumber, // not by another carrier either: the person asked for it
            _ when TakesNoTexts(code) => RefusalKind.TakesNoTexts,
            _ when IsBadNumber(code) => RefusalKind.BadNumber,
            _ when IsOperators(code) => RefusalKind.Operator,
            _ => null,
        };

    /// <summary>A text that did not arrive: by the carrier's fault, so that another try or another carrier may do better?</summary>
    public static bool IsCarriersFault(string code, bool neverLeft) =>
        code switch
        {
            "30001" or "30003" or "30008" => true, // temporary
            "30007" or "21611" or "21612" => true, // filtered, full, no way there: another carrier's way is another
            "30004" or OptedOut => false,
            _ when IsBadNumber(code) => false,
            _ when IsOperators(code) => true,
            _ => neverLeft,
        };
}
