using System.Collections.Immutable;
using System.Net.Http.Headers;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Watches;
using Scout.TestKit;

namespace Scout.Server.Tests.Sandbox;

/// <summary>A table with three of the sandbox's telephones on it: Sam's, who is watched, and two others'.</summary>
internal sealed class Table : IAsyncDisposable
{
    public const string Sam = Seed.Phone;
    public const string First = "+14155550201";
    public const string Second = "+14155550202";
    private const string Watch = "sam";
    private const string Token = "the-token-of-this-test";

    private readonly TestDatabase _database;
    private ScoutServer _server;
    private HttpClient _client;

    private Table(TestDatabase database, ManualTime time)
    {
        _database = database;
        Time = time;
        (_server, _client) = Start();
    }

    public ManualTime Time { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Table> LaidAsync(string engine = BothEngines.Sqlite)
    {
        var time = new ManualTime();
        var database = await TestDatabase.CreateAsync(engine, Stop);
        var table = new Table(database, time);
        await Seed.WatchAsync(table._server.Database, Watch, time.GetUtcNow(), Stop);
        return table;
    }

    /// <summary>The sensor measures, and Scout does what follows at once.</summary>
    public async Task ReadsAsync(int value)
    {
        var now = Time.GetUtcNow();
        await _server
            .Services.GetRequiredService<Turn>()
            .TakeAsync(
                Watch,
                new WatchInput.ReadingsArrived(ImmutableArray.Create(new Reading(now, value, Trend.Steady, now))),
                Stop
            );
        await _server.SettleAsync(Stop);
    }

    public Task PassAsync(TimeSpan time) => _server.AdvanceAsync(time, Stop);

    /// <summary>Null: done. Otherwise what the refusal says.</summary>
    public async Task<string?> ActAsync(string number, string act, object? body = null)
    {
        var path = $"/api/sandbox/phones/{Uri.EscapeDataString(number)}/{act}";
        using var answer = await _client.PostAsJsonAsync(path, body ?? new { }, Stop);
        await _server.SettleAsync(Stop);
        return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(Stop);
    }

    public Task<string?> PressAsync(string number, string key) => ActAsync(number, "press", new { key });

    public async Task<Telephone> LookAtAsync(string number)
    {
        var phones = await _client.GetFromJsonAsync<Telephone[]>("/api/sandbox/phones", Stop);
        return phones!.Single(phone => phone.Number == number);
    }

    /// <summary>A killed process: nothing is said good-bye to, the next one finds the same tables.</summary>
    public async Task RestartAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        (_server, _client) = Start();
    }

    public Task<string?> ReadAsync(string sql) =>
        _server.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql), Stop);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private (ScoutServer Server, HttpClient Client) Start()
    {
        var server = new ScoutServer(Time, [.. _database.Settings, new("Scout:SetupToken", Token)]);
        var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return (server, client);
    }

    public sealed record Telephone(string Number, string[] Names, Call[] Calls, Text[] Texts);

    public sealed record Call(string State, string Says, bool AsksForKey, string EndedBy);

    public sealed record Text(string Body, bool FromPhone);
}
