using System.Globalization;
using Scout.TestKit.Vonage;

namespace Scout.TestKit;

/// <summary>
/// One person's Scout from outside: the process, its data folder and its public address, started by the environment of
/// the original system and a few names of Scout's own. It can be killed and started again on the same data.
/// </summary>
public sealed class ScoutHome : IAsyncDisposable
{
    public const string SamNumber = "+14155550101";
    public const string AdaNumber = "+14155550102";
    public const string BoNumber = "+14155550103";

    private readonly Dictionary<string, string?> _environment;
    private readonly string _folder;
    private readonly string _key;

    private ScoutHome(FakeVonage booth, Uri nightscout)
    {
        Booth = booth;
        _folder = Directory.CreateTempSubdirectory("scout-home-").FullName;
        _key = Path.Combine(_folder, "private.key");
        var port = ScoutProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        Site = new Uri($"http://127.0.0.1:{port}");
        _environment = new Dictionary<string, string?>(booth.Environment)
        {
            ["SITE_URL"] = Site.AbsoluteUri.TrimEnd('/'),
            ["NEXMO_PRIVATE_KEY"] = _key,
            ["WAIT_AFTER_CALL"] = "5",
            ["NEXMO_FAILED_PING_SMS"] = "60",
            ["PORT"] = port,
            ["SCOUT_DATA"] = Path.Combine(_folder, "data"),
            ["SCOUT_NAME"] = "Sam",
            ["SCOUT_NIGHTSCOUT_URL"] = nightscout.AbsoluteUri,
            ["SCOUT_PHONE"] = SamNumber,
            ["SCOUT_EMERGENCY_CONTACT"] = AdaNumber,
            ["SCOUT_EXTRA_CONTACTS"] = BoNumber,
            ["SCOUT_ALLOW_PRIVATE_URLS"] = "1",
            ["Scout__Nightscout__PollEvery"] = "00:00:01",
            ["Scout__Nightscout__PollAt"] = "00:00:00",
            ["Scout__Nightscout__Push"] = "false",
        };
    }

    public FakeVonage Booth { get; }

    /// <summary>Where the process can be reached, by carriers too.</summary>
    public Uri Site { get; }

    public ScoutProcess Process { get; private set; } = null!;

    /// <summary>Where the process keeps everything.</summary>
    public string Data => _environment["SCOUT_DATA"]!;

    public Telephone Sam => Booth.Phone(SamNumber);

    public Telephone Ada => Booth.Phone(AdaNumber);

    public Telephone Bo => Booth.Phone(BoNumber);

    /// <param name="booth">Runs by the system's clock.</param>
    /// <param name="nightscout">The person's site.</param>
    /// <param name="environment">More variables, or others.</param>
    public static async Task<ScoutHome> StartAsync(
        FakeVonage booth,
        Uri nightscout,
        CancellationToken cancellationToken,
        params IEnumerable<KeyValuePair<string, string?>> environment
    )
    {
        var home = new ScoutHome(booth, nightscout);
        await File.WriteAllTextAsync(home._key, FakeVonage.PrivateKeyPem, cancellationToken);
        foreach (var (name, value) in environment)
        {
            home._environment[name] = value;
        }

        booth.Webhooks.Site = home.Site;
        await home.StartAsync(cancellationToken);
        return home;
    }

    /// <summary>Starts the process, again or for the first time, and waits until it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Process = ScoutProcess.Start(_folder, _environment);
        await Process.ReadyAsync(cancellationToken);
    }

    /// <summary>kill -9, and another process on the same data.</summary>
    public async Task KillAndStartAsync(CancellationToken cancellationToken)
    {
        Process.Kill();
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>Another process on the same data; the one before has ended.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await Process.DisposeAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>SIGTERM, at the end of a story: nobody minds any more that a webhook finds nobody. The exit code.</summary>
    public Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Booth.Webhooks.MayFail = true;
        return Process.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Booth.Webhooks.MayFail = true;
        await Process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
