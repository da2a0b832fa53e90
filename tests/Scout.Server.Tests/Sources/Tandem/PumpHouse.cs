using System.Security.Cryptography.X509Certificates;
using Scout.Server.Sources.Tandem;
using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Tandem;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>Somebody with a pump, an account at Tandem and a Nightscout site; the whole server in memory with tconnectsync's settings.</summary>
internal sealed class PumpHouse : IAsyncDisposable
{
    public const string Email = "user@example.com";
    public const string Password = "p@ss \"word\"";
    public const string Secret = "a-secret-of-the-heroku-app";

    private static readonly string[] Collections = ["treatments", "entries", "devicestatus", "profile"];

    private readonly TestDatabase _storage;
    private readonly Dictionary<string, string?> _settings;

    private PumpHouse(TestDatabase storage, FakeTandem tandem, FakeNightscout nightscout, ManualTime time)
    {
        (_storage, Tandem, Nightscout, Time) = (storage, tandem, nightscout, time);
        Person = tandem.Person(Email, Password);
        Life = new PumpLife(Person.Pump);
        _settings = new Dictionary<string, string?>([.. storage.Settings, .. tandem.Settings])
        {
            ["Scout:Tandem:Email"] = Email,
            ["Scout:Tandem:Password"] = Password,
            ["Scout:Tandem:NightscoutUrl"] = nightscout.Address.ToString(),
            ["Scout:Tandem:NightscoutSecret"] = nightscout.Root.ApiSecret,
            ["Scout:Tandem:Zone"] = "UTC",
            ["Scout:Tandem:Secret"] = Secret,
            ["Scout:Tandem:Features:0"] = "BASAL,BOLUS,PUMP_EVENTS,CGM",
        };
    }

    public ManualTime Time { get; }

    public FakeTandem Tandem { get; }

    public FakeNightscout Nightscout { get; }

    public FakePerson Person { get; }

    public FakePump Pump => Person.Pump;

    public PumpLife Life { get; }

    public ScoutServer Server { get; private set; } = null!;

    public FakeSite Site => Nightscout.Root;

    public PumpDesk Desk => Server.Services.GetRequiredService<PumpDesk>();

    /// <summary>What the pump's clock shows, in UTC.</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PumpHouse> OpensAsync(
        string engine = BothEngines.Sqlite,
        Action<PumpHouse>? before = null,
        ManualTime? time = null,
        X509Certificate2? certificate = null,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        time ??= new ManualTime();
        var house = new PumpHouse(
            await TestDatabase.CreateAsync(engine, Stop),
            await FakeTandem.StartAsync(time, Stop),
            await FakeNightscout.StartAsync(time, certificate: certificate),
            time
        );
        foreach (var (key, value) in settings)
        {
            house._settings[key] = value;
        }

        before?.Invoke(house);
        await house.BeginAsync();
        return house;
    }

    public async Task RestartAsync(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        await Server.DisposeAsync();
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

        await BeginAsync();
    }

    /// <summary>The last so many hours of the pump's life are uploaded.</summary>
    public void Lives(double hours)
    {
        Life.Live(Round(Now.AddHours(-hours)), Now);
        Pump.UploadedAt = Time.GetUtcNow();
    }

    public Task<PumpResult> RunAsync(int days = 1, bool isPretend = false, bool overwritesProfile = false) =>
        Desk.RunAsync(
            DeclaredPumpKeeper.Id,
            new PumpOrder(PumpOrder.ByCommand, days, isPretend, Features: null)
            {
                OverwritesProfile = overwritesProfile,
            },
            Stop
        );

    public Task<PumpRow?> RowAsync() =>
        Server.Database.ReadAsync(session => session.FindPumpAsync(DeclaredPumpKeeper.Id), Stop);

    /// <summary>Everything at the site that people see, without the site's own ids.</summary>
    public string[] Content() =>
        [
            .. Collections
                .SelectMany(collection => Site.Documents(collection))
                .Select(document =>
                {
                    document.Remove("_id");
                    return document.ToJsonString();
                })
                .Order(StringComparer.Ordinal),
        ];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Nightscout.DisposeAsync();
        await _storage.DisposeAsync();
        await Tandem.DisposeAsync();
    }

    private static DateTime Round(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.FromMinutes(5).Ticks));

    private async Task BeginAsync()
    {
        Server = new ScoutServer(Time, _settings);
        await Server.SettleAsync(Stop);
    }
}
