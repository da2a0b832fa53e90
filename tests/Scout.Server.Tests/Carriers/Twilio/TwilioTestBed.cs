using Microsoft.Extensions.Logging.Abstractions;
using Scout.Server.Carriers.Twilio;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Carriers.Twilio;

/// <summary>Scout's client with the booth at the other end of the wire.</summary>
internal sealed class TwilioTestBed : IAsyncDisposable
{
    private readonly TwilioHttp _http;

    private TwilioTestBed(FakeTwilio booth, TwilioOptions options, Uri? site)
    {
        Booth = booth;
        Booth.Webhooks.MayFail = true; // nobody listens at the site
        _http = new TwilioHttp(options, booth.Time);
        Client = new TwilioClient(
            options,
            _http,
            new TwilioCallbacks(site),
            booth.Time,
            NullLogger<TwilioClient>.Instance
        );
    }

    public FakeTwilio Booth { get; }

    public TwilioClient Client { get; }

    public static async Task<TwilioTestBed> StartAsync(
        TimeProvider time,
        Uri? site = null,
        Action<TwilioOptions>? change = null
    )
    {
        var booth = await FakeTwilio.StartAsync(time, TestContext.Current.CancellationToken);
        var options = Options(booth.Url);
        change?.Invoke(options);
        return new TwilioTestBed(booth, options, site);
    }

    public static TwilioOptions Options(Uri url) =>
        new()
        {
            AccountSid = FakeTwilio.AccountSid,
            AuthToken = FakeTwilio.AuthToken,
            Number = FakeTwilio.Number,
            ApiUrl = url,
        };

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Booth.DisposeAsync();
    }
}
