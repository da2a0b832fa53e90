using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Watches;
using Scout.TestKit;
using Scout.TestKit.Twilio;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Twilio;

/// <summary>The whole server, one watched person with two others, and both booths: Vonage's where the story wants it.</summary>
internal sealed class TwilioStory : IAsyncDisposable
{
    public const string Watch = "sam";
    public const string Other1 = "+14155550201";
    public const string Other2 = "+14155550202";

    private readonly TestDatabase _data;
    private readonly ScoutServer _server;

    private TwilioStory(TestDatabase data, ScoutServer server, FakeTwilio twilio, FakeVonage vonage, ManualTime time)
    {
        (_data, _server, Twilio, Vonage, Time) = (data, server, twilio, vonage, time);
    }

    public FakeTwilio Twilio { get; }

    public FakeVonage Vonage { get; }

    public ManualTime Time { get; }

    public TwilioPhone Sam => Twilio.Phone(Seed.Phone);

    public HttpClient Http { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TwilioStory> BeginAsync(
        string? site = "https://scout.example.com",
        bool withVonage = false,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var time = new ManualTime();
        var data = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token);
        var twilio = await FakeTwilio.StartAsync(time, Token);
        var vonage = await FakeVonage.StartAsync(time, Token);
        var all = new Dictionary<string, string?>([.. data.Settings, .. twilio.Settings]) { ["Scout:SiteUrl"] = site };
        foreach (var (key, value) in withVonage ? vonage.Settings.Concat(settings) : settings)
        {
            all[key] = value;
        }

        var server = new ScoutServer(time, all);
        twilio.Webhooks.Through(server.Server.CreateHandler());
        vonage.Webhooks.Through(server.Server.CreateHandler());
        twilio.Webhooks.Site = new Uri(site ?? "https://scout.example.com");
        await Seed.WatchAsync(server.Database, Watch, time.GetUtcNow(), Token);
        return new TwilioStory(data, server, twilio, vonage, time)
        {
            Http = new HttpClient(server.Server.CreateHandler()) { BaseAddress = twilio.Webhooks.Site },
        };
    }

    /// <summary>Sam's glucose is this many mg/dL now, and Scout does what follows at once.</summary>
    public async Task MeasuresAsync(double value)
    {
        var now = Time.GetUtcNow();
        var reading = new Reading(now, value, Trend.Steady, now);
        await _server
            .Services.GetRequiredService<Turn>()
            .TakeAsync(Watch, new WatchInput.ReadingsArrived([reading]), Token);
        await _server.SettleAsync(Token);
    }

    public Task SettleAsync() => _server.SettleAsync(Token);

    public Task PassAsync(TimeSpan time) => _server.AdvanceAsync(time, Token);

    public Task<string?> AskAsync(string sql) =>
        _server.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql), Token);

    /// <summary>Everything a webhook could change, as one text.</summary>
    public async Task<string> EverythingAsync()
    {
        string[] tables =
        [
            "select id || ' ' || state || ' ' || said || ' ' || keys from deliveries order by id",
            "select id || ' ' || state || ' ' || coalesce(reference, '') from attempts order by id",
            "select attempt_id || ' ' || key from reports order by 1",
            "select id || ' ' || coalesce(cast(opted_out_at as text), '') from contacts order by id",
            "select id || ' ' || state from alerts order by id",
            "select carrier || ' ' || id from inbound_texts order by 1",
        ];
        var all = new List<string>();
        foreach (var table in tables)
        {
            all.AddRange(await _server.Database.ReadAsync(session => session.QueryAsync<string>(table), Token));
        }

        return string.Join('\n', all);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Twilio.DisposeAsync();
            await Vonage.DisposeAsync();
        }
        finally
        {
            Http.Dispose();
            await _server.DisposeAsync();
            await _data.DisposeAsync();
        }
    }
}
