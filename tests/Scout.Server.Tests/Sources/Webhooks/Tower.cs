using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Scout.Core.Alerts;
using Scout.Server.Alerts;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Webhooks;

/// <summary>The whole server with sandbox telephones, an owner in a browser, and producers outside. It can be restarted.</summary>
internal sealed partial class Tower : IAsyncDisposable
{
    public const string Eve = "+14155550111";

    private readonly TestDatabase _storage;
    private AccountBrowser? _owner;

    private Tower(TestDatabase storage, ScoutServer server) => (_storage, Server) = (storage, server);

    public ScoutServer Server { get; private set; }

    public AccountBrowser Owner => _owner!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Tower> OpensAsync(string engine = BothEngines.Sqlite)
    {
        var storage = await TestDatabase.CreateAsync(engine, Stop);
        var tower = new Tower(storage, Start(storage, new ManualTime()));
        tower._owner = await AccountBrowser.SignInAsync(tower.Server, "owner", "Owner", Stop);
        return tower;
    }

    /// <summary>Added on its page as a person would; returns the path of its address.</summary>
    public async Task<string> AddsAsync(string kind, params (string, string)[] fields)
    {
        (await Owner.OpensAsync($"/projects/new?kind={kind}", Stop)).ShouldBe(HttpStatusCode.OK);
        (string Name, string)[] usual = [("name", "Tower"), ("phone", Eve), ("person", "Eve"), ("call_after", "5")];
        var status = await Owner.SendsAsync(
            "/projects/new",
            Stop,
            [("kind", kind), .. fields, .. usual.ExceptBy(fields.Select(field => field.Item1), field => field.Name)]
        );
        status.ShouldBe(HttpStatusCode.OK, Owner.Page);
        var path = AddressExpression().Match(Owner.Page).Groups["path"].Value;
        path.ShouldStartWith($"/in/{kind}/");
        return path;
    }

    public Task<HttpStatusCode> PostsAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendsAsync(HttpMethod.Post, path, body, headers);

    public async Task<HttpStatusCode> SendsAsync(
        HttpMethod method,
        string path,
        string body,
        params (string Name, string Value)[] headers
    )
    {
        using var http = Http();
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, Stop);
        Answer = await answer.Content.ReadAsStringAsync(Stop);
        await Server.SettleAsync(Stop);
        return answer.StatusCode;
    }

    public string Answer { get; private set; } = "";

    public HttpClient Http() =>
        new(Server.Server.CreateHandler()) { BaseAddress = new Uri("https://scout.example.com") };

    public Task WaitsAsync(TimeSpan span) => Server.AdvanceAsync(span, Stop);

    /// <summary>The process ends and another begins on the same tables.</summary>
    public async Task RestartsAsync(TimeSpan after = default)
    {
        var now = Server.Time.GetUtcNow();
        await Server.DisposeAsync();
        var time = new ManualTime();
        time.AdvanceTo(now + after);
        Server = Start(_storage, time);
        await Server.SettleAsync(Stop);
    }

    /// <summary>All texts to Eve so far, oldest first.</summary>
    public Task<IReadOnlyList<string>> TextsAsync() =>
        AskAsync("select body from sandbox_texts where from_phone = 0 order by at, id");

    public Task<IReadOnlyList<string>> CallsAsync() =>
        AskAsync("select script from sandbox_calls order by placed_at, id");

    public async Task<Alert[]> AlertsAsync() =>
        [.. (await AskAsync("select state from alerts order by opened_at, id")).Select(ScoutJson.ReadAlert)];

    public Task<IReadOnlyList<string>> AskAsync(string sql) =>
        Server.Database.ReadAsync(session => session.QueryAsync<string>(sql), Stop);

    public async ValueTask DisposeAsync()
    {
        _owner?.Dispose();
        await Server.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private static ScoutServer Start(TestDatabase storage, ManualTime time) =>
        new(
            time,
            [.. storage.Settings, new("Scout:SiteUrl", "https://scout.example.com"), new("Scout:SetupToken", "token")]
        );

    [GeneratedRegex(
        "https://scout.example.com(?<path>/in/[a-z]+/[A-Za-z0-9_-]+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AddressExpression();
}
