using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Carriers.Vonage;
using Scout.Server.Deliveries;
using Scout.Server.Live;
using Scout.Server.Replies;
using Scout.Server.Watches;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

/// <summary>Vonage's door with the real desk and tables behind it, over real HTTP. One test call has been placed.</summary>
internal sealed class WebhookTestBed : IAsyncDisposable
{
    public const string CallToken = "0123456789abcdef0123456789abcdef01234567";
    public const string CallId = "63f61863-4a51-4f6b-86e1-46edebcf9356";
    public const string Phone = "+15550101";

    private readonly WebApplication _app;
    private readonly TestDatabase _database;

    private WebhookTestBed(WebApplication app, TestDatabase database, ManualTime time)
    {
        _app = app;
        _database = database;
        Time = time;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public ManualTime Time { get; }

    public HttpClient Http { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<WebhookTestBed> StartAsync(Action<Dictionary<string, string?>>? change = null)
    {
        var time = new ManualTime();
        var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token);
        var settings = new Dictionary<string, string?>
        {
            ["Scout:SiteUrl"] = "https://scout.example.com",
            ["Scout:Vonage:ApiKey"] = FakeVonage.ApiKey,
            ["Scout:Vonage:ApplicationId"] = FakeVonage.ApplicationId,
            ["Scout:Vonage:PrivateKey"] = FakeVonage.PrivateKeyPem,
            ["Scout:Vonage:Number"] = FakeVonage.Number,
            ["Scout:Vonage:SignatureSecret"] = FakeVonage.SignatureSecret,
        };
        change?.Invoke(settings);

        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(database.Database);
        builder.Services.AddSingleton<LiveHub>();
        builder.AddScoutWatches();
        builder.AddScoutDeliveries();
        builder.AddScoutReplies();
        builder.AddScoutVonage();
        var app = builder.Build();
        app.MapVonage();
        await app.StartAsync(Token);
        var bed = new WebhookTestBed(app, database, time);
        await bed.PlaceCallAsync();
        return bed;
    }

    /// <summary>Posts a body, signed now unless the test brings its own token ("" for none).</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        token ??= new WebhookToken(body, Time.GetUtcNow()).Make();
        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await Http.SendAsync(request, Token);
    }

    public async Task<string> CallStateAsync() => await ScalarAsync("select state from deliveries") ?? "";

    public Task<string?> ScalarAsync(string sql) =>
        _database.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql), Token);

    /// <summary>Keeps the writer busy until the source is set.</summary>
    public Task BlockWritesAsync(TaskCompletionSource until) =>
        _database.Database.WriteAsync(
            async _ =>
            {
                await until.Task;
                return true;
            },
            Token
        );

    /// <summary>Returns once somebody waits for the clock.</summary>
    public async Task SomebodyWaitsAsync()
    {
        while (Time.Next is null)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

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
            "select kind || ' ' || key || ' ' || due_at from due order by 1",
        ];
        var all = new List<string>();
        foreach (var table in tables)
        {
            all.AddRange(await _database.Database.ReadAsync(session => session.QueryAsync<string>(table), Token));
        }

        return string.Join('\n', all);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<int> PlaceCallAsync()
    {
        var now = Time.GetUtcNow();
        var facts = ScoutJson.Write(new MessageFacts("Sam", RuleKind.Low, Severity.Critical, now));
        return _database.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into contacts (id, name, phone, language, unit, zone, declared_by, created_at)
                    values ('sam', 'Sam', @Phone, 'en', 'MgDl', 'UTC', 'owner', @at);

                    insert into deliveries (
                        id, contact_id, phone, channel, purpose, round, step, severity, facts, state, not_before,
                        expires_at, created_at)
                    values ('d1', 'sam', @Phone, 'Call', 'Test', 1, 0, 'Critical', @facts, 'Accepted', @at, @later, @at);

                    insert into attempts (id, delivery_id, number, carrier, token, state, sent_at)
                    values ('a1', 'd1', 1, 'vonage', @CallToken, 'Sending', @at)
                    """,
                    new
                    {
                        Phone,
                        CallToken,
                        facts,
                        at = now.ToUnixTimeMilliseconds(),
                        later = now.AddMinutes(10).ToUnixTimeMilliseconds(),
                    }
                ),
            Token
        );
    }
}
