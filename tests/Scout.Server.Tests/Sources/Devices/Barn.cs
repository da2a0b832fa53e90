using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Scout.Server.Accounts;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>A barn full of sensors: the whole server, and what networks and scripts send to it.</summary>
internal sealed class Barn : IAsyncDisposable
{
    private readonly TestDatabase _storage;
    private readonly Dictionary<string, string?> _settings;

    private Barn(TestDatabase storage, Dictionary<string, string?> settings, ManualTime time)
    {
        (_storage, _settings) = (storage, settings);
        Server = new ScoutServer(time, settings);
        Http = Reach();
    }

    public ScoutServer Server { get; private set; }

    public HttpClient Http { get; private set; }

    public Database Database => Server.Database;

    public DateTimeOffset Now => Server.Time.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="open">SCOUT_OPEN_INGEST=1.</param>
    public static async Task<Barn> OpensAsync(
        string engine = BothEngines.Sqlite,
        bool open = false,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var storage = await TestDatabase.CreateAsync(engine, Stop);
        var all = new Dictionary<string, string?>(storage.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Scout:OpenIngest"] = open ? "true" : null,
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var barn = new Barn(storage, all, new ManualTime());
        await barn.SettleAsync();
        return barn;
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

    /// <summary>A network of the owner, with a secret.</summary>
    public async Task<(NetworkRow Network, string Secret)> NetworkAsync(
        string kind,
        DeviceState admits = DeviceState.Active
    )
    {
        var secret = Secrets.Make();
        var network = await Database.WriteAsync(
            async session =>
            {
                var row = await session.AddNetworkAsync(Viewer.OwnerId, kind, "Barn", admits, Now);
                await session.ChangeNetworkSecretAsync(row.Id, secret, Now);
                return row;
            },
            Stop
        );
        return (network, secret);
    }

    public Task<HttpResponseMessage> SendsAsync(
        string path,
        string body,
        string? bearer = null,
        string type = MediaTypeNames.Application.Json,
        HttpMethod? method = null
    )
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        if (request.Method != HttpMethod.Get)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        }

        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        return Http.SendAsync(request, Stop);
    }

    /// <summary>Sends it, and does what follows at once.</summary>
    public async Task<HttpStatusCode> PostsAsync(
        string path,
        string body,
        string? bearer = null,
        string type = MediaTypeNames.Application.Json
    )
    {
        using var answer = await SendsAsync(path, body, bearer, type);
        await SettleAsync();
        return answer.StatusCode;
    }

    public Task SettleAsync() => Server.SettleAsync(Stop);

    /// <summary>Of the device, by its name as received: "field at value" each, oldest first.</summary>
    public async Task<string[]> ReadingsAsync(string device) =>
        [
            .. (
                await Database.ReadAsync(
                    session =>
                        session.QueryAsync<ReadingLine>(
                            """
                            select s.field, r.ts, r.value
                            from devices d
                            join series s on s.watch_id = d.watch_id
                            join readings r on r.series_id = s.id
                            where d.external_id = @device
                            order by r.ts, s.field
                            """,
                            new { device }
                        ),
                    Stop
                )
            ).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Field} {one.Ts / 1000} {one.Value}")),
        ];

    public Task<long> CountAsync(string sql, object? arguments = null) =>
        Database.ReadAsync(session => session.ScalarAsync<long>(sql, arguments), Stop);

    public async Task<DeviceRow> DeviceAsync(string external) =>
        (
            await Database.ReadAsync(
                session =>
                    session.FirstOrDefaultAsync<DeviceRow>(
                        $"select {DeviceRow.Columns} from devices d where d.external_id = @external",
                        new { external }
                    ),
                Stop
            )
        )!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private HttpClient Reach() =>
        new(Server.Server.CreateHandler()) { BaseAddress = new Uri("https://scout.example.com") };

    private sealed record ReadingLine(string Field, long Ts, double Value);
}
