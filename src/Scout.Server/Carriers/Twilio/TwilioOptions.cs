using System.Collections.Immutable;

namespace Scout.Server.Carriers.Twilio;

/// <summary>The account at Twilio. Nothing set: there is no such carrier.</summary>
internal sealed class TwilioOptions
{
    public const string Section = "Scout:Twilio";

    private static readonly Uri Default = new("https://api.twilio.com");

    /// <summary>AC and 32 hexadecimal digits.</summary>
    public string AccountSid { get; set; } = "";

    /// <summary>Signs webhooks always, and requests where there is no API key.</summary>
    public string AuthToken { get; set; } = "";

    /// <summary>The other token while they are exchanged: webhooks signed with either are believed.</summary>
    public string SecondaryAuthToken { get; set; } = "";

    /// <summary>SK and 32 hexadecimal digits; with its secret in place of the account's own token.</summary>
    public string ApiKey { get; set; } = "";

    public string ApiSecret { get; set; } = "";

    /// <summary>The number that calls and texts come from, with country code.</summary>
    public string Number { get; set; } = "";

    /// <summary>MG and 32 hexadecimal digits; texts then leave by this service and not by the number.</summary>
    public string MessagingServiceSid { get; set; } = "";

    /// <summary>Accepted because bugglio had it: every call brings its own words.</summary>
    public string AppSid { get; set; } = "";

    public Uri ApiUrl
    {
        get;
        set => field = value ?? Default; // an empty setting binds as null
    } = Default;

    /// <summary>New calls in any rolling second. Twilio queues what an account sends above one.</summary>
    public int CallsPerSecond { get; set; } = 1;

    public int TextsPerSecond { get; set; } = 10;

    /// <summary>How long one request may take in all. Real seconds, also under a test's clock: the wire has no other.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long Twilio may try to hand over a text; what comes later than that is no alarm any more.</summary>
    public TimeSpan TextLife { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tell people from machines while the call talks. Twilio charges for it.</summary>
    public bool MachineDetection { get; set; } = true;

    /// <summary>One of these is set: then all that are needed must be.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        nameof(AccountSid),
        nameof(AuthToken),
        nameof(SecondaryAuthToken),
        nameof(ApiKey),
        nameof(ApiSecret),
        nameof(Number),
        nameof(MessagingServiceSid),
        nameof(AppSid),
    ];

    public bool IsConfigured =>
        !string.IsNullOrWhiteSpace(
            AccountSid + AuthToken + SecondaryAuthToken + ApiKey + ApiSecret + Number + MessagingServiceSid + AppSid
        );

    public bool HasApiKey => !string.IsNullOrWhiteSpace(ApiKey);

    /// <summary>E.164 with +, as Twilio wants it.</summary>
    public string From => "+" + string.Concat(Number.Where(char.IsAsciiDigit));

    /// <summary>The tokens that a webhook may be signed with; none where only an API key is known.</summary>
    public ImmutableArray<string> SigningTokens =>
        [.. new[] { AuthToken.Trim(), SecondaryAuthToken.Trim() }.Where(token => token.Length > 0)];
}
