using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Scout.Core.Messages;
using Scout.Server.Carriers;
using Scout.Server.Carriers.Vonage;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

/// <summary>Scout's client with the booth at the other end of the wire.</summary>
internal sealed class VonageTestBed : IAsyncDisposable
{
    private readonly VonageToken _token;
    private readonly VonageHttp _http;

    private VonageTestBed(FakeVonage booth, VonageOptions options, Uri? site)
    {
        Booth = booth;
        _token = new VonageToken(VonageKey.Read(options.PrivateKey), options.ApplicationId, booth.Time);
        _http = new VonageHttp(options, _token, booth.Time);
        Client = new VonageClient(options, _http, new VonageCallbacks(site), NullLogger<VonageClient>.Instance);
    }

    public FakeVonage Booth { get; }

    public VonageClient Client { get; }

    public static CallScript Alarm { get; } =
        new(
            [
                new Speech(SpeechKind.Sentence, "This is Scout. Sam's glucose is low:"),
                new Speech(SpeechKind.Digits, "6, 2"),
                new Speech(SpeechKind.Pause, ""),
                new Speech(SpeechKind.Sentence, "Press 1 to take it."),
            ],
            "en",
            AsksForKey: true
        );

    public static async Task<VonageTestBed> StartAsync(
        TimeProvider time,
        Uri? site = null,
        Action<VonageOptions>? change = null
    )
    {
        var booth = await FakeVonage.StartAsync(time, TestContext.Current.CancellationToken);
        var options = Options(booth.Url);
        change?.Invoke(options);
        return new VonageTestBed(booth, options, site);
    }

    public static VonageOptions Options(Uri url) =>
        new()
        {
            ApiKey = FakeVonage.ApiKey,
            ApplicationId = FakeVonage.ApplicationId,
            PrivateKey = FakeVonage.PrivateKeyPem,
            Number = FakeVonage.Number,
            SignatureSecret = FakeVonage.SignatureSecret,
            ApiUrl = url,
        };

    public static CallOrder Call(string to = "+15550101", string token = "token-1", CallScript? script = null) =>
        new(to, token, script ?? Alarm, TimeSpan.FromSeconds(30));

    public static CallScript Say(string sentence) =>
        new(ImmutableArray.Create(new Speech(SpeechKind.Sentence, sentence)), "en", AsksForKey: false);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _token.Dispose();
        await Booth.DisposeAsync();
    }
}
