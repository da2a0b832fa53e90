using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.TestKit;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Crash;

/// <summary>Many people, each with a site, a phone and somebody else; one Scout as a process that is killed again and again.</summary>
internal sealed class CrashTown : IAsyncDisposable
{
    public const int People = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Dictionary<string, string?> _environment;
    private readonly string _folder = Directory.CreateTempSubdirectory("scout-crash-").FullName;
    private readonly FakeNightscout _nightscout;

    private CrashTown(FakeNightscout nightscout, FakeVonage booth)
    {
        _nightscout = nightscout;
        Booth = booth;
        Booth.Webhooks.MayFail = true; // nobody may be there
        var site = $"http://127.0.0.1:{ScoutProcess.FreePort().ToString(CultureInfo.InvariantCulture)}";
        _environment = new Dictionary<string, string?>(booth.Environment)
        {
            ["SITE_URL"] = site,
            ["ASPNETCORE_URLS"] = site,
            ["WAIT_AFTER_CALL"] = "5",
            ["SCOUT_DATA"] = _folder,
            ["SCOUT_ALLOW_PRIVATE_URLS"] = "1",
            ["Scout__Nightscout__PollEvery"] = "00:00:01",
            ["Scout__Nightscout__PollAt"] = "00:00:00",
            ["Scout__Nightscout__Push"] = "false",
            ["Scout__Escalation__RingFor"] = "00:00:10",
            ["Scout__Escalation__CallsPerHour"] = "60",
            ["Scout__Vonage__CallsPerSecond"] = "50",
            ["Scout__Vonage__TextsPerSecond"] = "50",
        };
    }

    public FakeVonage Booth { get; }

    public ScoutProcess Process { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static string PhoneOf(int person) => $"+1415555{1000 + person}";

    public static string OtherOf(int person) => $"+1415555{2000 + person}";

    public static string WatchOf(int person) => $"watch{person}";

    public static async Task<CrashTown> BuildAsync()
    {
        var town = new CrashTown(
            await FakeNightscout.StartAsync(),
            await FakeVonage.StartAsync(TimeProvider.System, Stop, Patience)
        );
        await using var database = town.Open();
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).RunAsync(Stop);
        for (var person = 0; person < People; person++)
        {
            town._nightscout.Site(person).Add(100, Now.AddMinutes(-5));
            await town.SettleAsync(database, person);
        }

        return town;
    }

    /// <summary>From now on the newest reading of this person is low.</summary>
    public void Falls(int person) => _nightscout.Site(person).Add(60 + (person % 10), Now, "SingleDown");

    /// <summary>Another process on the same data; does not wait for it.</summary>
    public async Task BeginAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        Process = ScoutProcess.Start(_folder, _environment);
    }

    /// <summary>The data, for looking at it from outside.</summary>
    public SqliteDatabase Open() => new(Path.Combine(_folder, "scout.db"));

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        await Booth.DisposeAsync();
        await _nightscout.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SettleAsync(SqliteDatabase database, int person)
    {
        var options = new NightscoutOptions
        {
            PollEvery = TimeSpan.FromSeconds(1),
            PollAt = TimeSpan.Zero,
            Push = false,
        };
        var sources = new SourceStore(new SecretBox(new EphemeralDataProtectionProvider()), Options.Create(options));
        var times = new AlertTimes
        {
            WaitAfterCall = TimeSpan.FromSeconds(5),
            AnswerWithin = TimeSpan.FromSeconds(20),
            KeyWithin = TimeSpan.FromSeconds(20),
        };
        var watch = WatchOf(person);
        var settings = Profiles.Glucose(GlucoseUnit.MgDl, times: times);
        await Seed.WatchAsync(database, watch, Now, Stop, settings, others: 1);
        await database.WriteAsync(
            async session =>
            {
                var address = _nightscout.AddressOf(person);
                var source = await sources.DeclareAsync(session, address, NightscoutCredential.None, Now);
                await session.ExecuteAsync(
                    """
                    update watches set source_id = @source where id = @watch;
                    update contacts set phone = @phone where id = @watch || '-person';
                    update contacts set phone = @other where id = @watch || '-other1'
                    """,
                    new
                    {
                        source,
                        watch,
                        phone = PhoneOf(person),
                        other = OtherOf(person),
                    }
                );
            },
            Stop
        );
    }
}
