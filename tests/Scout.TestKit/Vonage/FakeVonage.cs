using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Scout.TestKit.Vonage;

/// <summary>
/// The phone booth: a carrier on loopback that speaks Vonage's HTTP, and the telephones behind it. Strict about what it
/// is sent; a call or text that no line of the story took fails the test when the booth is disposed.
/// </summary>
public sealed class FakeVonage : Booth
{
    public const string ApiKey = "a1b2c3d";
    public const string ApplicationId = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";
    public const string Number = "+15550199";
    public const string SignatureSecret = "sekret-signature-0123456789abcdef";

    private static readonly Lazy<RSA> SharedKey = new(() => RSA.Create(2048)); // making one takes a while

    private readonly ConcurrentDictionary<string, Telephone> _telephones = new();

    private FakeVonage(TimeProvider time)
        : base("", time)
    {
        Exchange = new Exchange(this);
        Webhooks = new WebhookSender(this);
    }

    /// <summary>How webhooks leave: twice, unsigned, out of order, not at all.</summary>
    public WebhookSender Webhooks { get; }

    /// <summary>How requests are answered, and every request that came.</summary>
    public Exchange Exchange { get; }

    /// <summary>What every telephone does with a call when its own habit says nothing. Null: the story decides.</summary>
    public Func<PhoneCall, Task>? Habit { get; set; }

    public static string PrivateKeyPem => SharedKey.Value.ExportPkcs8PrivateKeyPem();

    public static string PublicKeyPem => SharedKey.Value.ExportSubjectPublicKeyInfoPem();

    /// <summary>
    /// The settings that make Scout use this booth. Its own rate limit is wide: it waits by the clock, and a story that
    /// waits for the call cannot move the clock meanwhile.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["Scout:Vonage:ApiKey"] = ApiKey,
            ["Scout:Vonage:ApplicationId"] = ApplicationId,
            ["Scout:Vonage:PrivateKey"] = PrivateKeyPem,
            ["Scout:Vonage:Number"] = Number,
            ["Scout:Vonage:SignatureSecret"] = SignatureSecret,
            ["Scout:Vonage:ApiUrl"] = Url.ToString(),
            ["Scout:Vonage:CallsPerSecond"] = "100",
            ["Scout:Vonage:TextsPerSecond"] = "100",
        };

    /// <summary>The same as an original's environment, for a Scout in a process of its own.</summary>
    public IReadOnlyDictionary<string, string?> Environment =>
        new Dictionary<string, string?>
        {
            ["NEXMO_API_KEY"] = ApiKey,
            ["NEXMO_API_SECRET"] = "abc123",
            ["NEXMO_APPLICATION_ID"] = ApplicationId,
            ["NEXMO_PRIVATE_KEY"] = PrivateKeyPem,
            ["NEXMO_NUMBER"] = Number,
            ["NEXMO_SIGNATURE_SECRET"] = SignatureSecret,
            ["VONAGE_API_URL"] = Url.ToString(),
        };

    internal static RSA Key => SharedKey.Value;

    /// <param name="patience">How long, in real time, any line of a story may wait. Default 30 s for the whole story.</param>
    public static async Task<FakeVonage> StartAsync(
        TimeProvider time,
        CancellationToken cancellationToken,
        TimeSpan? patience = null
    )
    {
        var booth = new FakeVonage(time);
        await booth.ListenAsync(patience, cancellationToken);
        return booth;
    }

    /// <summary>The telephone with this number (E.164 with +).</summary>
    public Telephone Phone(string number) => _telephones.GetOrAdd(number, key => new Telephone(this, key));

    /// <summary>Every call that was placed, in order.</summary>
    public IReadOnlyList<PhoneCall> Calls => Exchange.Calls;

    /// <summary>Every text that was sent, in order.</summary>
    public IReadOnlyList<PhoneText> Texts => Exchange.Texts;

    private protected override IEnumerable<BoothCall> AllCalls => Calls;

    private protected override IEnumerable<BoothText> AllTexts => Texts;

    private protected override void Map(WebApplication app) => Exchange.Map(app);

    private protected override void ForgetPhones()
    {
        foreach (var phone in _telephones.Values)
        {
            phone.Forget();
        }
    }

    private protected override void Close() => Webhooks.Dispose();
}
