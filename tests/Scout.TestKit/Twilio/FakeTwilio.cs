using System.Collections.Concurrent;
using System.Security.Cryptography;
using Scout.TestKit.Vonage;

namespace Scout.TestKit.Twilio;

/// <summary>
/// The other phone booth: a carrier on loopback that speaks Twilio's HTTP, and the telephones behind it. Strict about
/// what it is sent; a call or text that no line of the story took fails the test when the booth is disposed.
/// </summary>
public sealed class FakeTwilio : IAsyncDisposable
{
    public const string AccountSid = "AC0123456789abcdef0123456789abcdef";
    public const string AuthToken = "12345";
    public const string ApiKey = "SK0123456789abcdef0123456789abcdef";
    public const string ApiSecret = "key-secret";
    public const string Number = "+14155550198";

    private readonly ConcurrentDictionary<string, TwilioPhone> _phones = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly CancellationTokenSource _limit;
    private readonly WebApplication _app;
    private bool _broken;

    private FakeTwilio(WebApplication app, TimeProvider time, CancellationTokenSource limit)
    {
        _app = app;
        _limit = limit;
        Time = time;
        Exchange = new TwilioExchange(this);
        Webhooks = new TwilioWebhookSender(this);
    }

    public TimeProvider Time { get; }

    /// <summary>Where Scout must send its requests.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

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

    internal CancellationToken Limit => _limit.Token;

    /// <param name="patience">How long, in real time, any line of a story may wait. Default 30 s for the whole story.</param>
    public static async Task<FakeTwilio> StartAsync(
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
        var booth = new FakeTwilio(app, time, limit);
        booth.Exchange.Map(app);
        await app.StartAsync(cancellationToken);
        booth.Url = new Uri(app.Urls.First());
        return booth;
    }

    /// <summary>The telephone with this number (E.164 with +).</summary>
    public TwilioPhone Phone(string number) => _phones.GetOrAdd(number, key => new TwilioPhone(this, key));

    /// <summary>Every call that was placed, in order.</summary>
    public IReadOnlyList<TwilioCall> Calls => Exchange.Calls;

    /// <summary>Every text that was sent, in order.</summary>
    public IReadOnlyList<TwilioText> Texts => Exchange.Texts;

    /// <summary>Fails when something came that the story did not ask for, or something had the wrong shape.</summary>
    public void AssertNothingUnexpected()
    {
        var unexpected = _complaints
            .Concat(Calls.Where(call => !call.WasTaken).Select(call => $"{call.To} rang: {call.Said}"))
            .Concat(Texts.Where(text => !text.WasTaken).Select(text => $"{text.To} got the text: {text.Body}"))
            .ToList();
        if (unexpected.Count > 0)
        {
            throw new StoryException("Not in the story (Twilio):\n- " + string.Join("\n- ", unexpected));
        }
    }

    /// <summary>Takes everything that came so far as told.</summary>
    public void ForgetEverything()
    {
        _complaints.Clear();
        foreach (var phone in _phones.Values)
        {
            phone.Forget();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Exchange.SettleAtTheEndAsync();
        await _app.DisposeAsync();
        Webhooks.Dispose();
        _limit.Dispose();
        if (!_broken)
        {
            AssertNothingUnexpected();
        }
    }

    internal static string NewSid(string kind) => kind + RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal void Complain(string complaint) => _complaints.Enqueue(complaint);

    /// <summary>The story has failed already; what is left over at its end says nothing.</summary>
    internal StoryException Broken(string message)
    {
        _broken = true;
        var so = _complaints.IsEmpty ? "" : "\nThe booth complains:\n- " + string.Join("\n- ", _complaints);
        return new StoryException(message + so);
    }
}
