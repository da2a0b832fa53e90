using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Scout.TestKit.Twilio;

/// <summary>
/// The other phone booth: a carrier on loopback that speaks Twilio's HTTP, and the telephones behind it. Strict about
/// what it is sent; a call or text that no line of the story took fails the test when the booth is disposed.
/// </summary>
public sealed class FakeTwilio : Booth
{
    public const string AccountSid = "AC0123456789abcdef0123456789abcdef";
    public const string AuthToken = "12345";
    public const string ApiKey = "SK0123456789abcdef0123456789abcdef";
    public const string ApiSecret = "key-secret";
    public const string Number = "+14155550198";

    private readonly ConcurrentDictionary<string, TwilioPhone> _phones = new();

    private FakeTwilio(TimeProvider time)
        : base(" (Twilio)", time)
    {
        Exchange = new TwilioExchange(this);
        Webhooks = new TwilioWebhookSender(this);
    }

    /// <summary>How webhooks leave: twice, unsigned, out of order, not at all.</summary>
    public TwilioWebhookSender Webhooks { get; }

    /// <summary>How requests are answered, and every request that came.</summary>
    public TwilioExchange Exchange { get; }

    /// <summary>What the account's requests and webhooks are signed with just now.</summary>
    public string Token { get; set; } = AuthToken;

    /// <summary>The settings that make Scout use this booth, with a rate limit that no story reaches.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["Scout:Twilio:AccountSid"] = AccountSid,
            ["Scout:Twilio:AuthToken"] = AuthToken,
            ["Scout:Twilio:Number"] = Number,
            ["Scout:Twilio:ApiUrl"] = Url.ToString(),
            ["Scout:Twilio:CallsPerSecond"] = "100",
            ["Scout:Twilio:TextsPerSecond"] = "100",
        };

    /// <summary>The same as bugglio's environment, for a Scout in a process of its own.</summary>
    public IReadOnlyDictionary<string, string?> Environment =>
        new Dictionary<string, string?>
        {
            ["TWILIO_ACCOUNT_SID"] = AccountSid,
            ["TWILIO_AUTH_TOKEN"] = AuthToken,
            ["TWILIO_CALLER_ID"] = Number,
            ["TWILIO_TWIML_APP_SID"] = "AP0123456789abcdef0123456789abcdef",
            ["TWILIO_API_URL"] = Url.ToString(),
        };

    /// <param name="patience">How long, in real time, any line of a story may wait. Default 30 s for the whole story.</param>
    public static async Task<FakeTwilio> StartAsync(
        TimeProvider time,
        CancellationToken cancellationToken,
        TimeSpan? patience = null
    )
    {
        var booth = new FakeTwilio(time);
        await booth.ListenAsync(patience, cancellationToken);
        return booth;
    }

    /// <summary>The telephone with this number (E.164 with +).</summary>
    public TwilioPhone Phone(string number) => _phones.GetOrAdd(number, key => new TwilioPhone(this, key));

    /// <summary>Every call that was placed, in order.</summary>
    public IReadOnlyList<TwilioCall> Calls => Exchange.Calls;

    /// <summary>Every text that was sent, in order.</summary>
    public IReadOnlyList<TwilioText> Texts => Exchange.Texts;

    private protected override IEnumerable<BoothCall> AllCalls => Calls;

    private protected override IEnumerable<BoothText> AllTexts => Texts;

    internal static string NewSid(string kind) => kind + RandomNumberGenerator.GetHexString(32, lowercase: true);

    private protected override void Map(WebApplication app) => Exchange.Map(app);

    private protected override void ForgetPhones()
    {
        foreach (var phone in _phones.Values)
        {
            phone.Forget();
        }
    }

    private protected override void Close() => Webhooks.Dispose();
}
