using System.Net;
using System.Net.Http.Headers;
using Scout.Core.Alerts;
using Scout.Server.Alerts;
using Scout.TestKit;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Sources.Bugsnag;

/// <summary>A shop whose errors Bugsnag tells: the whole server with bugglio's settings, and a phone booth in Twilio's place.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Eve = "+14155550111";
    public const string Site = "https://scout.example.com";
    public const string Secret = "a-secret-of-more-than-22-letters";

    private readonly TestDatabase _storage;

    private readonly Dictionary<string, string?> _settings;

    private Shop(TestDatabase storage, Dictionary<string, string?> settings, FakeTwilio booth, ManualTime time)
    {
        (_storage, _settings, Booth) = (storage, settings, booth);
        Server = new ScoutServer(time, settings);
        Http = Reach();
    }

    public ScoutServer Server { get; private set; }

    public FakeTwilio Booth { get; }

    public HttpClient Http { get; private set; }

    public TwilioPhone Phone => Booth.Phone(Eve);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Nobody is on duty: for bodies that are looked at and not for people.</summary>
    public static KeyValuePair<string, string?> Nobody { get; } = new("Scout:Bugsnag:OnDuty", null);

    /// <param name="secret">Of the webhook; null: bugglio's own set-up, without any.</param>
    /// <param name="time">The story's clock; null: one of its own.</param>
    public static async Task<Shop> OpensAsync(
        string? secret = null,
        string engine = BothEngines.Sqlite,
        ManualTime? time = null,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        time ??= new ManualTime();
        var storage = await TestDatabase.CreateAsync(engine, Stop);
        var booth = await FakeTwilio.StartAsync(time, Stop);
        var all = new Dictionary<string, string?>([.. storage.Settings, .. booth.Settings])
        {
            ["Scout:SiteUrl"] = Site,
            ["Scout:Bugsnag:OnDuty"] = $"Eve {Eve}",
            ["Scout:Bugsnag:Secret"] = secret,
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        booth.Webhooks.Site = new Uri(Site);
        var shop = new Shop(storage, all, booth, time);
        await shop.SettleAsync();
        return shop;
    }

    /// <summary>The process ends as it is, and another begins on what it left.</summary>
    public async Task RestartsAsync()
    {
        var time = Server.Time;
        Http.Dispose();
        await Server.DisposeAsync();
        Server = new ScoutServer(time, _settings);
        Http = Reach();
    }

    /// <summary>A body of the shared folder; skips the test where there is none.</summary>
    public static byte[] Body(string name) =>
        File.ReadAllBytes(Path.Combine(Folder(), name is "not-json" ? "not-json.txt" : $"{name}.json"));

    public static IEnumerable<string> Names() =>
        Directory
            .GetFiles(Folder())
            .Select(Path.GetFileNameWithoutExtension)
            .OfType<string>()
            .Where(name => name != "README");

    /// <summary>Posts it and does what follows at once; returns the answer's status.</summary>
    public async Task<HttpStatusCode> PostsAsync(byte[] body, string path = "/bugsnag", string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await Http.SendAsync(request, Stop);
        if (answer.IsSuccessStatusCode)
        {
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldBe("OK");
        }

        await SettleAsync();
        return answer.StatusCode;
    }

    public async Task PostsAsync(string name, string path = "/bugsnag") =>
        (await PostsAsync(Body(name), path)).ShouldBe(HttpStatusCode.OK);

    /// <summary>What Scout answers to a text of whoever is on duty.</summary>
    public async Task<string> HearsAsync(string text) => await Phone.Texts(text) ?? "";

    public Task SettleAsync() => Server.SettleAsync(Stop);

    public Task WaitsAsync(TimeSpan span) => Server.AdvanceAsync(span, Stop);

    public async Task<Alert[]> AlertsAsync() =>
        [.. (await AskAsync("select state from alerts order by opened_at, id")).Select(ScoutJson.ReadAlert)];

    public Task<IReadOnlyList<string>> AskAsync(string sql) =>
        Server.Database.ReadAsync(session => session.QueryAsync<string>(sql), Stop);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Booth.DisposeAsync();
        }
        finally
        {
            Http.Dispose();
            await Server.DisposeAsync();
            await _storage.DisposeAsync();
        }
    }

    private HttpClient Reach()
    {
        Booth.Webhooks.Through(Server.Server.CreateHandler());
        return new HttpClient(Server.Server.CreateHandler()) { BaseAddress = new Uri(Site) };
    }

    private static string Folder()
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Scout.slnx")))
        {
            root = Path.GetDirectoryName(root);
        }

        var folder = Environment.GetEnvironmentVariable("SCOUT_VECTORS") is { Length: > 0 } named
            ? Path.Combine(named, "bugsnag")
            : Path.Combine(root ?? ".", "..", "shared", "vectors", "bugsnag");
        Assert.SkipUnless(Directory.Exists(folder), $"no vectors at {folder}");
        return folder;
    }
}
