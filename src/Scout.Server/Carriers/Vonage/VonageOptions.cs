using System.Collections.Immutable;

namespace Scout.Server.Carriers.Vonage;

/// <summary>The account and application at Vonage. Nothing set: there is no such carrier.</summary>
internal sealed class VonageOptions
{
    public const string Section = "Scout:Vonage";

    private static readonly Uri Default = new("https://api.nexmo.com");

    /// <summary>Names the account in signed webhooks.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Accepted because the original had it; calls and texts are authorised by the application's key.</summary>
    public string ApiSecret { get; set; } = "";

    public string ApplicationId { get; set; } = "";

    /// <summary>A path, or the PEM text itself; its line breaks may be written as \n.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>The number that calls and texts come from, with country code.</summary>
    public string Number { get; set; } = "";

    /// <summary>Set: every webhook must carry a signature made with it.</summary>
    public string SignatureSecret { get; set; } = "";

    public Uri ApiUrl
    {
        get;
        set => field = value ?? Default; // an empty setting binds as null
    } = Default;

    /// <summary>New calls in any rolling second. Vonage allows three per account.</summary>
    public int CallsPerSecond { get; set; } = 2;

    public int TextsPerSecond { get; set; } = 10;

    /// <summary>How long one request may take in all. Real seconds, also under a test's clock: the wire has no other.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Believe a well signed webhook whose payload hash does not fit, with a line in the log.</summary>
    public bool Lenient { get; set; }

    /// <summary>One of these is set: then all that are needed must be.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        nameof(ApiKey),
        nameof(ApiSecret),
        nameof(ApplicationId),
        nameof(PrivateKey),
        nameof(Number),
        nameof(SignatureSecret),
    ];

    public bool IsConfigured =>
        !string.IsNullOrWhiteSpace(ApiKey + ApiSecret + ApplicationId + PrivateKey + Number + SignatureSecret);

    /// <summary>Digits only, as Vonage wants it.</summary>
    public string From => VonageNumber.Digits(Number);
}
