using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Scout.TestKit.Vonage;

/// <summary>
/// The phone booth: a carrier on loopback that speaks Vonage's HTTP, and the telephones behind it. Strict about what it
/// is sent; a call or text that no line of the story took fails the test when the booth is disposed.
/// </summary>
public sealed class FakeVonage : IAsyncDisposable
{
    public const string ApiKey = "a1b2c3d";
    public const string ApplicationId = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";
    public const string Number = "+15550199";
    public const string SignatureSecret = "sekret-signature-0123456789abcdef";

    private static readonly Lazy<RSA> SharedKey = new(() => RSA.Create(2048)); // making one takes a while

    private readonly ConcurrentDictionary<string, Telephone> _telephones = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly CancellationTokenSource _limit;
    private readonly WebApplication _app;
    private bool _broken;

    private FakeVonage(WebApplication app, TimeProvider time, CancellationTokenSource limit)
    {
        _app = app;
        _limit = limit;
        Time = time;
        Exchange = new Exchange(this);
        Webhooks = new WebhookSender(this);
    }

    public TimeProvider Time { get; }

    /// <summary>Where Scout must send its requests.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

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

    internal CancellationToken Limit => _limit.Token;

    internal static RSA Key => SharedKey.Value;

    /// <param name="patience">How long, in real time, any line of a story may wait. Default 30 s for the whole story.</param>
    public static async Task<FakeVonage> StartAsync(
        TimeProvider time,
        CancellationToken cancellationToken,
        TimeSpan? patience = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? TimeSpan.FromSeconds(30));
        var booth = new FakeVonage(app, time, limit);
        booth.Exchange.Map(app);
        await app.StartAsync(cancellationToken);
        booth.Url = new Uri(app.Urls.First());
        return booth;
    }

    /// <summary>The telephone with this number (E.164 with +).</summary>
    public Telephone Phone(string number) => _telephones.GetOrAdd(number, key => new Telephone(this, key));

    /// <summary>Every call that was placed, in order.</summary>
    public IReadOnlyList<PhoneCall> Calls => Exchange.Calls;

    /// <summary>Every text that was sent, in order.</summary>
    public IReadOnlyList<PhoneText> Texts => Exchange.Texts;

    /// <summary>Fails when something came that the story did not ask for, or something had the wrong shape.</summary>
    public void AssertNothingUnexpected()
    {
        var unexpected = _complaints
            .Concat(Calls.Where(call => !call.WasTaken).Select(call => $"{call.To} rang: {call.Said}"))
            .Concat(Texts.Where(text => !text.WasTaken).Select(text => $"{text.To} got the text: {text.Body}"))
            .ToList();
        if (unexpected.Count > 0)
        {
            throw new StoryException("Not in the story:\n- " + string.Join("\n- ", unexpected));
        }
    }

    /// <summary>Takes everything that came so far as told.</summary>
    public void ForgetEverything()
    {
        _complaints.Clear();
        foreach (var telephone in _telephones.Values)
        {
            telephone.Forget();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Exchange.DisposeAsync();
        await _app.DisposeAsync();
        Webhooks.Dispose();
        _limit.Dispose();
        if (!_broken)
        {
            AssertNothingUnexpected();
        }
    }

    internal void Complain(string complaint) => _complaints.Enqueue(complaint);

    /// <summary>The story has failed already; what is left over at its end says nothing.</summary>
    internal StoryException Broken(string message)
    {
        _broken = true;
        var so = _complaints.IsEmpty ? "" : "\nThe booth complains:\n- " + string.Join("\n- ", _complaints);
        return new StoryException(message + so);
    }
}

/// <summary>A story went another way than it was told.</summary>
public sealed class StoryException(string message) : Exception(message);
