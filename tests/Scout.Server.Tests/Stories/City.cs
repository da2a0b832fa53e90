using Scout.Core.Alerts;
using Scout.Core.Nightscout;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Watches;
using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>
/// One person with a Nightscout site, an emergency contact and an extra contact; the whole server in memory; a phone
/// booth in Vonage's place. Whatever rings or arrives without a line of the story fails the test.
/// </summary>
internal sealed class City : IAsyncDisposable
{
    public const string SamNumber = "+14155550101";
    public const string AdaNumber = "+14155550102";
    public const string BoNumber = "+14155550103";
    public const string Site = "https://scout.example.com";

    private readonly TestDatabase _storage;
    private readonly Dictionary<string, string?> _settings;

    private City(TestDatabase storage, ManualTime time, FakeNightscout nightscout, FakeVonage booth)
    {
        _storage = storage;
        Time = time;
        Nightscout = nightscout;
        Booth = booth;
        _settings = new Dictionary<string, string?>([
            .. storage.Settings,
            .. booth.Settings,
            new("Scout:SiteUrl", Site),
            new("Scout:AllowPrivateUrls", "true"),
            new("Scout:Nightscout:Push", "false"),
            new("Scout:Person:Name", "Sam"),
            new("Scout:Person:NightscoutUrl", nightscout.Address.ToString()),
            new("Scout:Person:Phone", SamNumber),
            new("Scout:Person:EmergencyContact", AdaNumber),
            new("Scout:Person:ExtraContacts:0", BoNumber),
        ]);
    }

    public ManualTime Time { get; }

    public FakeNightscout Nightscout { get; }

    public FakeVonage Booth { get; }

    public ScoutServer Server { get; private set; } = null!;

    public Telephone Sam => Booth.Phone(SamNumber);

    public Telephone Ada => Booth.Phone(AdaNumber);

    public Telephone Bo => Booth.Phone(BoNumber);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<City> StartAsync(
        string engine = BothEngines.Sqlite,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var time = new ManualTime();
        var city = new City(
            await TestDatabase.CreateAsync(engine, Stop),
            time,
            await FakeNightscout.StartAsync(time),
            await FakeVonage.StartAsync(time, Stop)
        );
        foreach (var (key, value) in settings)
        {
            city._settings[key] = value;
        }

        city.Booth.Webhooks.Site = new Uri(Site);
        await city.BeginAsync();
        return city;
    }

    /// <summary>The site has a new reading; the next poll sees it and everything that follows at once is done.</summary>
    public async Task ReadsAsync(double mgDl, string direction = "Flat")
    {
        Nightscout.Root.Add(mgDl, Time.GetUtcNow(), direction);
        await PollAsync();
    }

    /// <summary>Goes on to the next poll, at second :30.</summary>
    public Task PollAsync()
    {
        var now = Time.GetUtcNow();
        var next = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 30, TimeSpan.Zero);
        return Server.AdvanceAsync((next > now ? next : next.AddMinutes(1)) - now, Stop);
    }

    public Task SettleAsync() => Server.SettleAsync(Stop);

    public Task WaitsAsync(TimeSpan span) => Server.AdvanceAsync(span, Stop);

    /// <summary>The process ends and another begins on the same data.</summary>
    /// <param name="meanwhile">What happens while no process runs.</param>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await Server.DisposeAsync();
        meanwhile?.Invoke();
        await BeginAsync();
    }

    public async Task<Alert[]> AlertsAsync() =>
        [
            .. (
                await Server.Database.ReadAsync(
                    session => session.QueryAsync<string>("select state from alerts order by opened_at, id"),
                    Stop
                )
            ).Select(ScoutJson.ReadAlert),
        ];

    public async Task<Alert> AlertAsync(AlertKind kind) => (await AlertsAsync()).Last(alert => alert.Kind == kind);

    public async Task<LedgerEntry[]> LedgerAsync() =>
        [.. (await LedgerTextsAsync()).Select(line => ScoutJson.ReadLine(line).Entry)];

    /// <summary>Another person on another site of the same server, with a phone of any number.</summary>
    public async Task DeclareAlsoAsync(string name, string phone, int site)
    {
        var database = Server.Database;
        await Seed.WatchAsync(database, name, Time.GetUtcNow(), Stop, others: 0);
        await database.WriteAsync(
            async session =>
            {
                var source = await Server
                    .Services.GetRequiredService<SourceStore>()
                    .DeclareAsync(session, Nightscout.AddressOf(site), NightscoutCredential.None, Time.GetUtcNow());
                await session.ExecuteAsync(
                    """
                    update watches set source_id = @source, name = @said where id = @name;
                    update contacts set phone = @phone where id = @person
                    """,
                    new
                    {
                        source,
                        name,
                        phone,
                        person = $"{name}-person",
                        said = char.ToUpperInvariant(name[0]) + name[1..],
                    }
                );
            },
            Stop
        );
    }

    /// <summary>Sam is low, and Ada reads it; then Kim is low, and Ada does not pick up.</summary>
    public async Task BothAreLowAsync(string language = "en", string low = "is low", string hint = "reply A1")
    {
        await DeclareAlsoAsync("kim", City.AdaNumber, site: 1);
        await Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update contacts set language = @language where id = 'kim-person'",
                    new { language }
                ),
            Stop
        );
        await ReadsAsync(62);
        await Sam.Rings().DoesNotAnswer();
        await SettleAsync();
        await Ada.GetsText(low, "62 mg/dL", hint);
        await Bo.GetsText(low, "62 mg/dL", hint);
        Nightscout.Site(1).Add(61, Time.GetUtcNow());
        await PollAsync();
        await Ada.Rings().DoesNotAnswer();
        await SettleAsync();
    }

    public async Task<string[]> LedgerTextsAsync() =>
        [
            .. await Server.Database.ReadAsync(
                session => session.QueryAsync<string>("select line from ledger order by at, alert_id, position"),
                Stop
            ),
        ];

    /// <summary>Somebody signed in presses the button for the open alert.</summary>
    public async Task AcknowledgesInPageAsync()
    {
        var alert = (await AlertsAsync()).Single(candidate => candidate.IsOpen);
        var watch = await Server.Database.ReadAsync(
            session => session.ScalarAsync<string>("select watch_id from alerts where id = @Id", alert),
            Stop
        );
        await Server
            .Services.GetRequiredService<Turn>()
            .TakeAsync(
                watch!,
                new WatchInput.Replied(alert.Id, "owner", new ReplyAct.Acknowledge(), ReplyWay.Page),
                Stop
            );
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Booth.DisposeAsync(); // first: its last webhooks are still on their way to the server
        }
        finally
        {
            await Server.DisposeAsync();
            await Nightscout.DisposeAsync();
            await _storage.DisposeAsync();
        }
    }

    private async Task BeginAsync()
    {
        Server = new ScoutServer(Time, _settings);
        Booth.Webhooks.Through(Server.Server.CreateHandler());
        await SettleAsync();
    }
}
