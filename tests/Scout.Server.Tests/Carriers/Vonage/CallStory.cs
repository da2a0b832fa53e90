using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Watches;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

/// <summary>The whole server, one watched person with two others, and the phone booth.</summary>
internal sealed class CallStory : IAsyncDisposable
{
    public const string Watch = "sam";
    public const string Others = "+1415555020";

    private readonly TestDatabase _data;
    private readonly ScoutServer _server;

    private CallStory(TestDatabase data, ScoutServer server, FakeVonage booth, ManualTime time)
    {
        (_data, _server, Booth, Time) = (data, server, booth, time);
    }

    public FakeVonage Booth { get; }

    public ManualTime Time { get; }

    public Telephone Sam => Booth.Phone(Seed.Phone);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<CallStory> BeginAsync(string? site = "https://scout.example.com")
    {
        var time = new ManualTime();
        var data = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token);
        var booth = await FakeVonage.StartAsync(time, Token);
        var settings = new Dictionary<string, string?>([.. data.Settings, .. booth.Settings])
        {
            ["Scout:SiteUrl"] = site,
        };
        var server = new ScoutServer(time, settings);
        booth.Webhooks.Through(server.Server.CreateHandler());
        await Seed.WatchAsync(server.Database, Watch, time.GetUtcNow(), Token);
        return new CallStory(data, server, booth, time);
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

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Booth.DisposeAsync();
        }
        finally
        {
            await _server.DisposeAsync();
            await _data.DisposeAsync();
        }
    }
}
